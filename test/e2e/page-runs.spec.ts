/** Runs that outlive their tab: kept, found again, opened, compared with a stranger's, run again, passed on. */
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { identified } from '../../src/record/build.ts';
import { readRun } from '../../src/record/file/read.ts';
import { runText } from '../../src/record/file/write.ts';
import type { AnyRecord } from '../../src/contracts/record.ts';
import { button, finishedRun, headline, keptRuns, openLab, runButton, test, tiny } from './support.ts';
import { comparisonRun } from '../record/runs.ts';

const rows = (page: Page) => page.locator('run-row');
const showRuns = async (page: Page) => {
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible();
};
const runTiny = async (page: Page) => {
  await openLab(page, tiny);
  await runButton(page).click();
  return finishedRun(page);
};
const asFile = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

test('a run is there after a reload, and opens as it was', async ({ page }) => {
  const record = await runTiny(page);
  const said = await headline(page).innerText();
  await expect.poll(() => keptRuns(page)).toBe(1);
  await page.reload();
  await showRuns(page);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(said);
  await rows(page).getByRole('button', { name: 'Open' }).click();
  expect((await finishedRun(page)).runId).toBe(record.runId);
  await expect(headline(page)).toHaveText(said);
  await expect(page.locator('race-stage')).toContainText('tune the head');
});

test('a stranger’s file is checked, compared, and run again to the bit', { tag: '@slow' }, async ({ page, browser }) => {
  const theirs = await runTiny(page);
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto('./#/runs');
  await expect(stranger.getByText('No runs yet.')).toBeVisible();
  await stranger.locator('runs-page input[type=file]').setInputFiles(asFile('theirs.driftlab.json', runText(theirs)));
  await expect(rows(stranger)).toHaveCount(1);
  await rows(stranger).getByRole('button', { name: 'Replicate' }).click();
  await expect(stranger.getByText('Replicated to the bit: all 10 repeats end in the same weights.')).toBeVisible();
  await showRuns(stranger);
  await expect(rows(stranger)).toHaveCount(2);
  await expect(rows(stranger).filter({ hasText: 'replicates another' })).toHaveCount(1);
  for (const box of await rows(stranger).getByRole('checkbox').all()) await box.check();
  await button(stranger, 'Compare 2').click();
  await expect(
    stranger
      .getByText('In nothing: the same experiment on the same machine.')
      .or(stranger.getByRole('heading', { name: 'In what they differ' }))
      .first(),
  ).toBeVisible();
  await expect(stranger.locator('runs-beside tbody tr').filter({ hasText: 'tune the head' })).toHaveCount(2);
  await stranger.context().close();
});

test('a run that was changed is marked and not ranked, nonsense is refused, nothing else is lost', async ({ page }) => {
  await page.goto('./#/runs');
  const { runId: _, ...record } = comparisonRun();
  const forged = identified({
    ...record,
    results: record.results.map((one) => ({ ...one, measures: { ...one.measures, accuracyNew: 1 } })),
  } as unknown as AnyRecord);
  await page
    .locator('runs-page input[type=file]')
    .setInputFiles([
      asFile('true.driftlab.json', runText(comparisonRun())),
      asFile('forged.json', runText(forged)),
      asFile('none.json', '{"a":1}'),
    ]);
  await expect(page.getByRole('status')).toContainText('none.json: This is no record of a run');
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).filter({ hasText: 'Changed after the run' })).toHaveCount(1);
  for (const box of await rows(page).getByRole('checkbox').all()) await box.check();
  await button(page, 'Compare 2').click();
  await expect(page.locator('runs-beside .refused')).toContainText('was changed, or does not follow from its own numbers');
});

test('is deleted and brought back, tagged and found, and downloaded', async ({ page }) => {
  await page.goto('./#/runs');
  await page.locator('runs-page input[type=file]').setInputFiles(asFile('true.driftlab.json', runText(comparisonRun())));
  await rows(page).getByRole('button', { name: 'Delete' }).click();
  await expect(rows(page)).toHaveCount(0);
  await button(page, 'Undo').click();
  await expect(rows(page)).toHaveCount(1);
  await rows(page).locator('summary').click();
  await page.getByLabel('Tags').fill('lecture, pumps');
  await page.getByLabel('Tags').press('Enter');
  await expect(rows(page).locator('.tag')).toHaveText(['lecture', 'pumps']);
  await page.getByLabel('Search runs').fill('lecture gain');
  await expect(rows(page)).toHaveCount(1);
  await page.getByLabel('Search runs').fill('lecture slang');
  await expect(page.getByText('No run has all these words.')).toBeVisible();
  await page.getByLabel('Search runs').fill('');
  const download = page.waitForEvent('download');
  await rows(page).getByRole('button', { name: 'Download' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^drift-lab-sensors-gain-offset-compare-[0-9a-f]{12}\.driftlab\.json$/);
  expect(readRun(readFileSync(await file.path()))).toMatchObject({ ok: true, sound: true });
});

test('what one tab keeps the other lists', { tag: '@slow' }, async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto('./#/runs');
  await expect(other.getByText('No runs yet.')).toBeVisible();
  await runTiny(page);
  await expect(rows(other)).toHaveCount(1);
});

test('run files dropped on the Lab are listed, and data still is data', async ({ page }) => {
  await openLab(page, tiny);
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'theirs.json'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
  }, runText(comparisonRun()));
  await expect(rows(page)).toHaveCount(1);
});

test('a sweep over two fields is stopped by a reload and goes on where it was left', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, tiny);
  const open = async () => {
    const panel = page.locator('sweep-panel');
    await panel.locator('summary').first().click();
    return panel;
  };
  // The panel is there once something was run.
  await runButton(page).click();
  await finishedRun(page);
  const panel = await open();
  await panel.getByLabel('What is varied').selectOption({ label: 'severity of the drift' });
  await panel.getByLabel('Values').fill('1, 3');
  await panel.getByLabel('Values').press('Enter');
  await panel.getByRole('button', { name: 'Vary one more field' }).click();
  await panel.getByLabel('What is varied').nth(1).selectOption({ label: 'epochs of a repair' });
  await panel.getByLabel('Values').nth(1).fill('2, 40');
  await panel.getByLabel('Values').nth(1).press('Enter');
  await panel.getByRole('button', { name: 'Run the sweep' }).click();
  await expect(panel.locator('summary').first()).toContainText(/[123] of 4 experiments done/);
  await expect.poll(() => keptRuns(page)).toBeGreaterThan(1);
  await page.reload();
  await openLab(page, tiny);
  await runButton(page).click();
  await finishedRun(page);
  const again = await open();
  await expect(again.getByText(/A sweep is unfinished: [123] of 4 experiments are kept/)).toBeVisible();
  await again.getByRole('button', { name: 'Go on with it' }).click();
  await expect(again.locator('summary').first()).toContainText('the same experiment with fewer');
  await expect(again.locator('sweep-map td .name')).toHaveCount(4);
  await showRuns(page);
  await page.getByLabel('Search runs').fill('contrast');
  // Two runs by hand, and each cell once.
  await expect(rows(page)).toHaveCount(6);
});

test('a run of the gallery is opened, checked, run again, and earns its badge', { tag: '@slow' }, async ({ page }) => {
  await page.goto('./#/runs');
  await button(page, 'Gallery').click();
  const pumps = page.locator('runs-gallery section').filter({ hasText: 'Sensors lose their calibration' });
  await expect(page.locator('runs-gallery section')).toHaveCount(6);
  await pumps.getByRole('button', { name: 'Replicate' }).click();
  await expect(page.getByText(/^(Replicated|Not replicated|Neither)/)).toBeVisible({ timeout: 60_000 });
  await showRuns(page);
  await expect(rows(page)).toHaveCount(2);
  await button(page, 'Gallery').click();
  await expect(pumps.locator('.badge')).toContainText('replicated here');
});

test('a decision becomes part of the kept run, and is there when it is opened again', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, { ...tiny, seeds: { root: 7, count: 6 } });
  await runButton(page).click();
  await finishedRun(page);
  const panel = page.locator('advice-panel');
  const form = panel.locator('advice-decision');
  if (!(await form.isVisible())) await panel.locator('summary').first().click();
  await form.getByLabel('Decision').selectOption({ index: 1 });
  await form.getByLabel('Your name').fill('A reader');
  await form.getByLabel('Reason').fill('tried in a test');
  await form.getByRole('button', { name: 'Record the decision' }).click();
  await expect(form.locator('.taken')).toHaveCount(1);
  await expect(form.locator('[aria-busy=false]')).toHaveCount(1);
  await page.reload();
  await showRuns(page);
  await expect(rows(page)).toHaveCount(1);
  await rows(page).getByRole('button', { name: 'Open' }).click();
  await finishedRun(page);
  if (!(await form.isVisible())) await panel.locator('summary').first().click();
  await expect(form.locator('.taken')).toContainText('A reader');
});
