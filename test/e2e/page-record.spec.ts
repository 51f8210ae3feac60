/** The downloaded run: a document that proves what it says. */
import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import type { RunRecord } from '../../src/contracts/record.ts';
import { readRun } from '../../src/record/file/read.ts';
import { specId } from '../../src/spec/canonical.ts';
import { button, finishedRun, openLab, runButton, test, tiny } from './support.ts';

test('the downloaded run carries its own id, and shows that frozen layers stayed as they were', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, tiny);
  await runButton(page).click();
  await finishedRun(page);
  const download = page.waitForEvent('download');
  await button(page, 'Download run').click();
  const file = await download;
  const run = readRun(await readFile(await file.path()));
  expect(run).toMatchObject({ ok: true, sound: true, notes: [] });
  const record = (run as Extract<typeof run, { ok: true }>).record as RunRecord;
  const { runId } = record;
  expect(record.specId).toBe(specId(tiny));
  expect(record.spec).toEqual(tiny);
  expect(file.suggestedFilename()).toBe(`drift-lab-digits-contrast-compare-${runId.slice(7, 19)}.driftlab.json`);

  const headOnly = record.results.filter(({ arm }) => arm === 'head-only');
  expect(headOnly.map(({ seed }) => seed)).toEqual([0, 1]);
  for (const { seed, frozen, startHash, endHash } of headOnly) {
    expect(frozen!.before).toMatch(/^[0-9a-f]{64}$/);
    expect(frozen!.after).toBe(frozen!.before);
    expect(startHash).toBe(record.seeds[seed]!.base.endHash);
    expect(endHash).not.toBe(startHash);
  }
});

test('the results can be saved as CSV, one row for each seed and repair', async ({ page }) => {
  await openLab(page, tiny);
  await runButton(page).click();
  const { results, runId } = await finishedRun(page);
  await page.getByRole('combobox', { name: 'Download as' }).selectOption({ label: 'results (CSV)' });
  const download = page.waitForEvent('download');
  await button(page, 'Download run').click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`drift-lab-digits-contrast-compare-${runId.slice(7, 19)}.csv`);
  const [header, ...rows] = (await readFile(await file.path(), 'utf8')).split('\n');
  expect(header).toMatch(/^seed,repair,status,accuracy,/);
  expect(rows.map((row) => row.split(',').slice(0, 2))).toEqual(results.map(({ seed, arm }) => [String(seed), arm]));
});
