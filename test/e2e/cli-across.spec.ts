/** `lab across`: in Node, without a browser, on records that a test writes. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runText } from '../../src/record/file/write.ts';
import { comparisonRun, elsewhere, streamRun } from '../record/runs.ts';
import { lab } from './lab-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'across-'));
const write = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};
const run = (name: string, root: number, accuracies: Readonly<Record<string, readonly number[]>>) =>
  write(`${name}.json`, runText(elsewhere(name, root, accuracies)));
const digits = run('digits', 1, { 'head-only': [0.7, 0.8], 'retrain-new': [0.9, 0.9] });
const loans = run('loans', 2, { 'head-only': [0.6, 0.6], 'retrain-new': [0.8, 0.9], none: [0.1, 0.1] });

test('says which repair does best over several runs', async () => {
  const { code, stdout } = await lab('across', digits, loans, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    tasks: ['digits.json (digits)', 'loans.json (loans)'],
    methods: [
      { id: 'retrain-new', rank: 1 },
      { id: 'head-only', rank: 2, beatsFirst: 0 },
    ],
    leftOut: ['none'],
  });
  expect((await lab('across', digits, loans)).stdout).toMatch(/start over on new data +9\d\.\d %|start over on new data +8\d\.\d %/);
});

const refused: readonly (readonly [what: string, files: readonly string[], message: RegExp])[] = [
  ['a single record', [digits], /Two records or more/],
  ['the same experiment twice', [digits, digits], /same experiment/],
  ['a file that is not there', [digits, 'nowhere.json'], /nowhere\.json cannot be read/],
  ['what is not JSON', [digits, write('bad.json', '{"version": 1')], /bad\.json: .*not JSON/],
  ['another kind of record', [digits, write('stream.json', runText(streamRun()))], /stream\.json is no comparison of repairs/],
  [
    'a record that was changed',
    [digits, write('changed.json', runText(comparisonRun()).replace('"durationMs":', '"durationMs":1'))],
    /changed after the run/,
  ],
];
for (const [what, files, message] of refused) {
  test(`refuses ${what}`, async () => {
    const { code, stdout, stderr } = await lab('across', ...files);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
}
