/** Faults in the built app, as `lab bench faults` injects them all; the quick ones of the browser and its tabs. The rest, and the times, are that command's. */
import { expect, test } from '@playwright/test';
import { injectFaults } from '../../src/cli/faults/run.ts';

const QUICK = ['F-12', 'F-13', 'F-14', 'F-16', 'F-25', 'F-29'];

test(`${QUICK.join(', ')}: a run survives them, and nothing is lost`, { tag: '@slow' }, async () => {
  test.setTimeout(300_000);
  const { rows } = await injectFaults(QUICK, () => undefined);
  expect(rows.map(({ id }) => id).sort()).toEqual(QUICK);
  for (const row of rows) expect(row).toMatchObject({ survived: true, lost: 'nothing' });
});
