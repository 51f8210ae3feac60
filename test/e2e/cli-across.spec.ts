/** `lab across`: in Node, without a browser, on records that a test writes. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { contentId } from '../../src/spec/canonical.ts';
import { lab } from './lab-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'across-'));
const write = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};
const content = (name: string, accuracies: Readonly<Record<string, readonly number[]>>) => ({
  ...{ version: 1, specId: `sha256:${name}`, spec: { kind: 'compare' }, data: { title: name } },
  results: Object.entries(accuracies).flatMap(([arm, values]) =>
    values.map((accuracyNew, seed) => ({ seed, arm, measures: { accuracyNew } })),
  ),
});
const run = (name: string, accuracies: Readonly<Record<string, readonly number[]>>) => {
  const record = content(name, accuracies);
  return write(`${name}.json`, { ...record, runId: contentId(record) });
};
const digits = run('digits', { 'head-only': [0.7, 0.8], 'retrain-all': [0.9, 0.9] });
const loans = run('loans', { 'head-only': [0.6, 0.6], 'retrain-all': [0.8, 0.9], none: [0.1, 0.1] });

test('says which repair does best over several runs', async () => {
  const { code, stdout } = await lab('across', digits, loans, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    tasks: ['digits.json (digits)', 'loans.json (loans)'],
    methods: [
      { id: 'retrain-all', rank: 1 },
      { id: 'head-only', rank: 2, beatsFirst: 0 },
    ],
    leftOut: ['none'],
  });
  expect((await lab('across', digits, loans)).stdout).toMatch(/retrain on all +9\d\.\d %|retrain on all +8\d\.\d %/);
});

const refused: readonly (readonly [what: string, files: readonly string[], message: RegExp])[] = [
  ['a single record', [digits], /Two records or more/],
  ['the same experiment twice', [digits, digits], /same experiment/],
  ['a file that is not there', [digits, 'nowhere.json'], /nowhere\.json cannot be read/],
  ['what is not JSON', [digits, write('bad.json', '{"version": 1')], /bad\.json is not JSON/],
  [
    'another kind of record',
    [digits, write('stream.json', { ...content('stream', { none: [0.1] }), spec: { kind: 'stream' }, runId: 'x' })],
    /spec\.kind is no comparison of repairs/,
  ],
  [
    'a record that was changed',
    [digits, write('changed.json', { ...content('changed', { none: [0.1] }), runId: 'sha256:0' })],
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
