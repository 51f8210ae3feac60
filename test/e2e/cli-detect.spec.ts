/** `lab detect` and `lab conformance`: in Node, without a browser. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { goldenStreamCases } from '../../src/detect/golden/cases.ts';
import { lab } from './lab-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'detect-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

test('finds the alarms that are published, from a file and from a CSV column, and scores them', async () => {
  const golden = goldenStreamCases.find(({ detector, expected }) => detector === 'ddm' && expected[0] === 1049)!;
  const numbers = golden.stream();
  const plain = await lab('detect', 'ddm', file('errors.txt', numbers.join('\n')), '--truth', '1000', '--json');
  expect(plain.code).toBe(0);
  expect(JSON.parse(plain.stdout)).toMatchObject({ detector: 'ddm', alarms: [1049], scores: { precision: 1, recall: 1, meanDelay: 49 } });
  const csv = await lab('detect', 'ddm', file('errors.csv', ['"time",error', ...numbers.map((value, i) => `"${i}, s",${value}`)].join('\r\n')), '--column', 'error', '--json');
  expect(JSON.parse(csv.stdout)).toMatchObject({ alarms: [1049] });
});

const refused: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
  ['an unknown detector', ['nope', 'x'], /no detector "nope".*adwin/],
  ['an unknown parameter', ['adwin', 'x', '--param', 'speed=3'], /--param speed: there is no such parameter; it takes delta/],
  ['a value out of range', ['adwin', 'x', '--param', 'delta=7'], /--param delta: expected a number from/],
  ['a file that is not there', ['adwin', 'nowhere.txt'], /nowhere\.txt cannot be read/],
  ['a word among the numbers', ['adwin', file('word.txt', '1\n2\nthree\n')], /word\.txt:3: "three" is not a finite number/],
  ['no numbers', ['adwin', file('empty.txt', '\n')], /no numbers/],
  ['numbers that are no errors', ['ddm', file('half.txt', '0\n0.5\n')], /item 1: .*0\.5/],
];
for (const [what, args, message] of refused) {
  test(`refuses ${what}`, async () => {
    const { code, stdout, stderr } = await lab('detect', ...args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
}

test('every published value is met', async () => {
  const { code, stdout } = await lab('conformance', '--json');
  const { agree, of, cases } = JSON.parse(stdout) as { agree: number; of: number; cases: { subject: string; agrees: boolean }[] };
  expect(cases.filter(({ agrees }) => !agrees)).toEqual([]);
  expect(agree).toBe(of);
  expect(of).toBeGreaterThanOrEqual(58);
  expect(code).toBe(0);
});
