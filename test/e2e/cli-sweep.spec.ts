/** `lab sweep --vary`, as a user meets it: files, exit codes, what is left after a failure and after Ctrl-C. */
import { expect, test } from '@playwright/test';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRun } from '../../src/record/file/read.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { lab, startLab } from './lab-process.ts';
import { lengthy, tiny } from './support.ts';

interface Index {
  readonly cells: readonly { readonly status: string; readonly file?: string; readonly runId?: string; readonly reason?: string }[];
}

const twoArms: Spec = { ...tiny, arms: [{ id: 'none' }, { id: 'head-only' }] };
const written = (spec: Spec): string => {
  const path = test.info().outputPath('spec.json');
  writeFileSync(path, JSON.stringify(spec));
  return path;
};
const indexIn = (folder: string) => JSON.parse(readFileSync(join(folder, 'sweep.json'), 'utf8')) as Index;

test(
  'every cell is a sound run in a file, one that fails is told and the others go on, and two fields are drawn',
  { tag: '@slow' },
  async () => {
    const [folder, svg] = [test.info().outputPath('cells'), test.info().outputPath('heat.svg')];
    const { code, stdout, stderr } = await lab(
      ...['sweep', written(twoArms), '--vary', 'drift[0].id=contrast,nope', '--vary', 'seeds.root=7,8', '--out', folder, '--svg', svg],
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/Cell 3 \(drift\[0\]\.id nope, seeds\.root 7\) failed: .*"nope"/);
    expect(stdout).toMatch(/^2 of 4 cells are finished, 2 failed\. Took /m);
    const { cells } = indexIn(folder);
    expect(cells.map(({ status }) => status)).toEqual(['finished', 'finished', 'failed', 'failed']);
    expect(readdirSync(folder).sort()).toEqual(['cell-001.driftlab.json', 'cell-002.driftlab.json', 'sweep.json']);
    for (const { file, runId } of cells.slice(0, 2)) {
      const run = readRun(readFileSync(join(folder, file!)));
      expect(run).toMatchObject({ ok: true, sound: true, record: { runId } });
    }
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg .*Score of the favourite by drift\[0\]\.id and seeds\.root/);
  },
);

test('Ctrl-C keeps what is finished and says so', { tag: '@slow' }, async () => {
  const folder = test.info().outputPath('cells');
  const running = startLab('sweep', written(lengthy), '--vary', 'seeds.count=1,30', '--out', folder, '--csv');
  running.endInput();
  await running.says('2 of 2, ');
  running.pressCtrlC();
  const { code, stdout, stderr } = await running.ended;
  expect(stderr).toContain('Stopped: 1 of 2 cells are finished and kept.');
  expect(code).toBe(1);
  expect(stdout.split('\n').map((line) => line.split(',')[2])).toEqual(['status', 'finished', 'waiting', undefined]);
  expect(indexIn(folder).cells.map(({ status }) => status)).toEqual(['finished', 'waiting']);
  expect(running.leftovers()).toEqual([]);
});

const refused: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
  ['a field that there is not', ['--vary', 'lables.budget=1'], /--vary: .*no “lables”/],
  ['labels beside fields', ['--vary', 'base.epochs=1,2', '--labels', '10,20'], /--labels or --vary/],
  ['a picture of one field', ['--vary', 'base.epochs=1,2', '--svg', 'heat.svg'], /--svg.*--vary twice/],
  ['a folder for label budgets', ['--out', 'cells'], /--out.*give --vary/],
];
for (const [what, args, message] of refused)
  test(`refused with 2: ${what}`, async () => {
    const { code, stdout, stderr } = await lab('sweep', ...args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
