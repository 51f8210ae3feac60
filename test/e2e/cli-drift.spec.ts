/** `lab drift`: the generator by itself, in Node, with the bytes that the page makes. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { LedgerEntry } from '../../src/contracts/drift.ts';
import { recorded } from '../../src/measure/precision.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import { lab } from './lab-process.ts';
import { finishedRun, openLab, runButton, test, tiny } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'drift-'));
const file = (name: string, content: object | string): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const drift = [
  { ...globalDrift('rotation', 2.5), when: { pattern: 'gradual', shape: 'sigmoid', start: 0.2, end: 0.9 } as const },
  globalDrift('shot-noise', 2),
  globalDrift('fog', 3),
];

test('writes the worlds and the ledger; bytes are those of the page', async ({ page }) => {
  const spec = { ...tiny, drift };
  const out = join(folder, 'images');
  const { code, stdout } = await lab('drift', file('spec.json', spec), '--out', out);
  expect(code).toBe(0);
  expect(stdout).toContain('Gradual (confined sigmoid) covariate shift, P(x), everywhere, between 20 % and 90 % of the new regime');
  const ledger = JSON.parse(readFileSync(join(out, 'ledger.json'), 'utf8')) as {
    driftedHash: string;
    splitHash: string;
    ledger: { test: LedgerEntry[] };
  };
  const pixels = readFileSync(join(out, 'new-test-x.npy'));
  expect(pixels.subarray(1, 6).toString()).toBe('NUMPY');

  await openLab(page, spec);
  await runButton(page).click();
  const { seeds } = await finishedRun(page);
  // A record holds the measured figures to six digits.
  expect(seeds[0]).toMatchObject({
    ...{ driftedHash: ledger.driftedHash, splitHash: ledger.splitHash },
    ledger: ledger.ledger.test.map((entry) => ({ ...entry, realised: recorded(entry.realised) })),
  });
});

test('drifts a table of one’s own', async () => {
  const rows = Array.from({ length: 80 }, (_, i) => `${i % 9},${i % 2 ? 'on' : 'off'}`);
  const table = file('mine.csv', ['level,state', ...rows].join('\n'));
  const out = join(folder, 'table');
  const { code } = await lab(
    'drift',
    file('drift.json', { drift: [globalDrift('unit-change', 5)] }),
    '--data',
    table,
    '--out',
    out,
    '--json',
  );
  expect(code).toBe(0);
  const lines = readFileSync(join(out, 'new-test.csv'), 'utf8').trim().split('\n');
  expect(lines[0]).toBe('level,label');
  // Every value is a whole number of degrees Celsius as Fahrenheit.
  for (const line of lines.slice(1)) {
    const celsius = (Number(line.split(',')[0]) - 32) / 1.8;
    expect(celsius).toBeCloseTo(Math.round(celsius), 4);
  }
});

test('lists every drift, and refuses what cannot be', async () => {
  const { stdout } = await lab('drift', '--list', '--json');
  const all = JSON.parse(stdout) as { id: string; ladder: string[] }[];
  expect(all.length).toBeGreaterThan(55);
  expect(all.every(({ ladder }) => ladder.length === 5)).toBe(true);

  const { code, stderr } = await lab('drift', file('bad.json', { drift: [globalDrift('unit-change', 5)] }));
  expect(stderr).toMatch(/drift\[0\]\.id: .*these are images/);
  expect(code).toBe(2);
});
