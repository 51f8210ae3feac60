/** The report of a run: a page by itself, opened from disk; and what is made of the one that the page saves. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from '@playwright/test';
import { report } from '../../src/record/export/html/report.ts';
import { comparisonRun, streamRun } from '../record/runs.ts';
import { test } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'report-'));
const records = [comparisonRun(), streamRun()];
const pages = records.map((record) => {
  const path = join(folder, `${record.spec.kind}.html`);
  writeFileSync(path, report(record));
  return pathToFileURL(path).href;
});

for (const width of [390, 1280])
  for (const colorScheme of ['light', 'dark'] as const)
    test(`opens from disk at ${width} px, ${colorScheme}: nothing is fetched, said or too wide`, async ({ browser }) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      for (const [i, url] of pages.entries()) {
        const page = await context.newPage();
        const asked: string[] = [];
        const said: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        page.on('console', (message) => said.push(message.text()));
        page.on('pageerror', (error) => said.push(error.message));
        await page.goto(url);
        const { headline } = records[i]!.derived.verdict;
        await expect(page.locator('h1')).toHaveText(
          `${headline.before}${'arm' in headline ? headline.arm : headline.policy}${headline.after}`,
        );
        await expect(page.locator('figure > svg')).toHaveCount(3);
        for (const drawing of await page.locator('figure > svg').all()) expect((await drawing.boundingBox())!.height).toBeGreaterThan(90);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
        // Styles apply, so the scheme is the reader's.
        expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
          colorScheme === 'dark' ? 'rgb(15, 17, 21)' : 'rgb(251, 251, 249)',
        );
        expect(asked).toEqual([url]);
        expect(said).toEqual([]);
      }
      await context.close();
    });

test('opens on the page of runs as the run that it tells, and is saved there to the letter', async ({ page }) => {
  const [record] = records;
  await page.goto('./#/runs');
  await page.locator('runs-page input[type=file]').setInputFiles(join(folder, 'compare.html'));
  await expect(page.locator('run-row')).toHaveCount(1);
  await page.locator('run-row').getByRole('button', { name: 'Open' }).click();
  await page.getByLabel('Download as').selectOption({ label: 'report (HTML)' });
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download run' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/\.html$/);
  expect(readFileSync(await saved.path(), 'utf8')).toBe(report(record!));
});
