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
  const csv = await lab(
    'detect',
    'ddm',
    file('errors.csv', ['"time",error', ...numbers.map((value, i) => `"${i}, s",${value}`)].join('\r\n')),
    '--column',
    'error',
    '--json',
  );
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

test('compares every column, corrects for their number, and says which it could not', async () => {
  const rows = (shift: number) => ['kW,temp,site', ...Array.from({ length: 40 }, (_, i) => `${i + shift},${i % 7},north`)].join('\n');
  const [old, now] = [file('old.csv', rows(0)), file('new.csv', rows(30))];
  const { code, stdout } = await lab('compare-samples', 'ks', old, now, '--correct', 'bonferroni', '--json');
  const { columns, correction } = JSON.parse(stdout) as {
    correction: string;
    columns: { column: string; pValue?: number; adjusted?: number; refusal?: string }[];
  };
  expect({ code, correction }).toEqual({ code: 0, correction: 'bonferroni' });
  expect(columns.map(({ column }) => column)).toEqual(['kW', 'temp', 'site']);
  expect(columns[0]!.adjusted).toBeCloseTo(2 * columns[0]!.pValue!, 12);
  expect(columns[1]!.adjusted).toBe(1);
  expect(columns[2]!.refusal).toMatch(/old\.csv:2:site: "north" is not a finite number/);
});

test('says which p values are by permutation: where values are tied, equal shares in unequal samples are no difference', async () => {
  const rows = (zeros: number, ones: number) =>
    ['smoker,kg', ...Array.from({ length: zeros + ones }, (_, i) => `${i < zeros ? 0 : 1},${Math.sin(i + zeros)}`)].join('\n');
  const [old, now] = [file('smokers-old.csv', rows(70, 30)), file('smokers-new.csv', rows(28, 12))];
  const { stdout } = await lab('compare-samples', 'cramer-von-mises', old, now);
  expect(stdout).toMatch(/smoker +0 +1 +1\n/);
  expect(stdout).toContain('p by permutation, at least 0.0005: smoker.');
  const { columns } = JSON.parse((await lab('compare-samples', 'cramer-von-mises', old, now, '--json')).stdout) as {
    columns: { pValue: number; permutations?: number }[];
  };
  expect(columns.map(({ permutations }) => permutations)).toEqual([1999, undefined]);
});

test('calibrates on streams of the length that is asked for, and says so', async () => {
  const errors = file('calm.txt', Array.from({ length: 500 }, (_, i) => Number(i % 5 === 0)).join('\n'));
  const calibrate = (...more: readonly string[]) => lab('calibrate', 'ddm', errors, '--param', 'drift=2', '--param', 'warn=1', ...more);
  const { length, items, alarms, falseAlarmsPerStream } = JSON.parse((await calibrate('--length', '300', '--json')).stdout) as Record<
    string,
    number
  >;
  expect({ length, items }).toEqual({ length: 300, items: 30_000 });
  expect(falseAlarmsPerStream).toBeCloseTo(alarms! / 100, 12);
  expect((await calibrate('--length', '300')).stdout).toMatch(/per stream of 300 items\.\nThis holds for streams of that length/);
  expect((await calibrate()).stdout).toContain('per stream of 2000 items');
  expect((await calibrate('--length', '5')).stderr).toMatch(/--length: expected a whole number from 10 to 1000000/);
});

test('estimates shares of classes from class probabilities', async () => {
  // A model that is right 8 times of 10 on each class; new rows say b in 74 %: 0.8 b + 0.2 (1 − b) = 0.74 gives b = 0.9.
  const said = (b: boolean) => (b ? '0.1,0.9' : '0.9,0.1');
  const reference = ['truth,a,b', ...Array.from({ length: 100 }, (_, i) => `${i < 50 ? 'a' : 'b'},${said(i < 50 ? i < 10 : i < 90)}`)];
  const current = ['a,b', ...Array.from({ length: 100 }, (_, i) => said(i < 74))];
  const files = [file('reference.csv', reference.join('\n')), file('current.csv', current.join('\n'))];
  const { code, stdout } = await lab('estimate', 'bbse', ...files, '--labels', 'truth', '--json');
  expect(code).toBe(0);
  const { prior } = JSON.parse(stdout) as { prior: number[] };
  expect(prior[1]).toBeCloseTo(0.9, 9);
  const refusal = await lab('estimate', 'bbse', ...files);
  expect(refusal).toMatchObject({ code: 2, stdout: '' });
  expect(refusal.stderr).toMatch(/--labels: which column of reference\.csv/);
});
