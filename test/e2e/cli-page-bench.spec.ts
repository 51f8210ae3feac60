/** `lab bench page`: its figures depend on the machine and are not asserted, only that all are there and that bad options are refused. */
import { expect, test } from '@playwright/test';
import type { PageReport } from '../../src/cli/page/types.ts';
import { lab } from './lab-process.ts';

test('watches the Lab, and reports a figure beside each goal', { tag: '@slow' }, async () => {
  test.setTimeout(240_000);
  const { code, stdout, stderr } = await lab('bench', 'page', '--part', 'lab', '--width', '360', '--json');
  // Goals that this machine misses are told by the code; what cannot be measured has no report.
  expect([0, 1], stderr).toContain(code);
  const { views } = JSON.parse(stdout) as PageReport;
  expect(views.map(({ part, width, height, busy }) => ({ part, width, height, busy }))).toEqual([
    { part: 'lab', width: 360, height: 740, busy: false },
  ]);
  for (const { figures, shifts, tasks } of views) {
    expect(figures.map(({ id }) => id)).toEqual(['painted', 'ready', 'shell', 'shift-loading', 'shift-run', 'task-loading', 'task-running', 'task-finishing', 'task-opening', 'frame', 'estimate']); // prettier-ignore
    for (const { id, value, met, most } of figures) {
      if (id !== 'estimate') expect(value, id).not.toBeNull();
      expect(met, id).toBe(value === null ? null : value <= most);
    }
    for (const { moved } of shifts) expect(moved).toEqual(moved.map(() => expect.stringMatching(/ → /)));
    for (const { ms } of tasks) expect(ms).toBeGreaterThanOrEqual(50);
  }
});

test('refuses a part that is not there and a time that is none', async () => {
  const part = await lab('bench', 'page', '--part', 'moon');
  expect(part.stderr).toContain('There is no part "moon" of the page. Choose: lab, stream, story, heap.');
  const minutes = await lab('bench', 'page', '--minutes', 'soon');
  expect(minutes.stderr).toContain('--minutes: expected a number above 0 and up to 600, got "soon".');
  expect(part.code).not.toBe(0);
  expect(minutes.code).not.toBe(0);
});
