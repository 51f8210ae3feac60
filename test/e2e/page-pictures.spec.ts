/** Charts of the page, saved as pictures. */
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { finishedRun, openLab, runButton, test, tiny } from './support.ts';

async function saved(page: Page, frame: string, format: 'SVG' | 'PNG'): Promise<{ name: string; bytes: Buffer }> {
  const saving = page.waitForEvent('download');
  await page
    .locator(`chart-frame[name=${frame}]`)
    .getByRole('button', { name: `Save chart as ${format}` })
    .click();
  const file = await saving;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

test(
  'the race is saved as PNG, cost against accuracy as SVG that stands by itself and as PNG',
  { tag: '@slow' },
  async ({ page, browser }) => {
    await openLab(page, tiny);
    await runButton(page).click();
    const { runId } = await finishedRun(page);
    const about = `drift-lab-digits-contrast-compare-${runId.slice(7, 19)}`;
    const race = await saved(page, 'race', 'PNG');
    expect([race.name, race.bytes.subarray(1, 4).toString()]).toEqual([`${about}-race.png`, 'PNG']);
    expect(race.bytes.length).toBeGreaterThan(5_000);
    const cost = await saved(page, 'cost', 'PNG');
    expect(cost.bytes.subarray(1, 4).toString()).toBe('PNG');

    const drawing = await saved(page, 'cost', 'SVG');
    expect(drawing.name).toBe(`${about}-cost.svg`);
    const text = drawing.bytes.toString();
    expect(text).not.toMatch(/var\(|class=/);
    const alone = await (await browser.newContext()).newPage();
    await alone.setContent(text);
    const title = await page.locator('cross-chart svg').getAttribute('aria-label');
    await expect(alone.getByRole('img', { name: title! })).toBeVisible();
    await expect(alone.locator('svg text').filter({ hasText: 'tune the head' })).toBeVisible();
    await alone.context().close();
  },
);
