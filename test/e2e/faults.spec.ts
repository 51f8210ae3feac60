/** Faults in the built app, as `lab bench faults` injects them all; the quick ones of the browser and its tabs. The rest, and the times, are that command's. */
import { expect, test } from '@playwright/test';
import { faults } from '../../src/cli/faults/faults.ts';
import { injectFaults } from '../../src/cli/faults/run.ts';

for (const id of ['F-12', 'F-13', 'F-14', 'F-16', 'F-18 again', 'F-19', 'F-25', 'F-29'])
  test(`${id}: ${faults.find((fault) => fault.id === id)!.title}`, { tag: '@slow' }, async () => {
    test.setTimeout(120_000);
    const { rows } = await injectFaults(id, () => undefined);
    expect(rows).toEqual([expect.objectContaining({ id, survived: true, lost: 'nothing' })]);
  });
