/** Faults in the built app, as `lab bench faults` injects them; the times are that command's. */
import { expect, test } from '@playwright/test';
import { faults } from '../../src/cli/faults/faults.ts';
import { injectFaults } from '../../src/cli/faults/run.ts';

for (const { id, title } of faults)
  test(`${id}: ${title}`, { tag: '@slow' }, async () => {
    test.setTimeout(180_000);
    const { rows } = await injectFaults(id, () => undefined);
    expect(rows).toEqual([expect.objectContaining({ id, survived: true })]);
  });
