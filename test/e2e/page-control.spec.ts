/** Pausing, stopping, repeating: a run does what it is told, and a repeated run gives the same results. */
import { expect, type Page } from '@playwright/test';
import { decodeLink } from '../../src/spec/link.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import { button, finishedRun, headline, lengthy, openLab, runButton, storeOf, test, tiny } from './support.ts';

/** How far the run is, as the user sees it and as the store counts it. */
async function progress(page: Page) {
  const store = await storeOf(page);
  const points = await store.evaluate(({ run }) => run.baseCurves.version + run.armCurves.version);
  return { points, text: await page.locator('run-bar').innerText() };
}

/** Resolves when the run stands still. A training under way may reach its next breath first. */
async function standsStill(page: Page): Promise<void> {
  let last = -1;
  await expect
    .poll(
      async () => {
        const { points } = await progress(page);
        const still = points === last;
        last = points;
        return still;
      },
      { intervals: [250] },
    )
    .toBe(true);
}

/** Results apart from the clock. */
const outcome = ({ results, seeds }: RunRecord) => ({
  results: results.map(({ seed, arm, startHash, endHash, measures, counts }) => ({ seed, arm, startHash, endHash, measures, counts })),
  bases: seeds.map(({ splitHash, driftedHash, base }) => [splitHash, driftedHash, base.endHash, base.accuracyOld]),
});

test('Pause and Space freeze the run, and again let it go on', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, lengthy);
  await runButton(page).click();
  const pause = button(page, 'Pause');
  await expect(pause).toBeEnabled();

  for (const press of [(name: string) => button(page, name).click(), () => page.keyboard.press('Space')]) {
    await page.getByRole('heading', { name: 'Drift Lab' }).click();
    await press('Pause');
    await expect(button(page, 'Go on')).toBeVisible();
    await expect(page.getByText('paused', { exact: true })).toBeVisible();
    await standsStill(page);
    const before = await progress(page);
    // Whatever else the user does meanwhile, nothing moves.
    await button(page, 'Help').click();
    await button(page, 'Close').click();
    expect(await progress(page)).toEqual(before);

    await page.getByRole('heading', { name: 'Drift Lab' }).click();
    await press('Go on');
    await expect(pause).toBeVisible();
    await expect.poll(async () => (await progress(page)).points).toBeGreaterThan(before.points);
  }
});

test('F-41: Stop and Escape end the run within a second, and the next run works', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, lengthy);
  for (const stop of [() => button(page, 'Stop').click(), () => page.keyboard.press('Escape')]) {
    await runButton(page).click();
    await expect(page.getByText(/[1-9]\d* \/ 150/)).toBeVisible();
    await stop();
    await expect(headline(page)).toHaveText('Stopped', { timeout: 15_000 });
    await expect(runButton(page)).toBeEnabled();
  }
  await openLab(page, tiny);
  await runButton(page).click();
  await finishedRun(page);
  await expect(headline(page)).toHaveText('Too few seeds for a verdict: 2 of 6');
});

test('a run that is stopped before the engine is open can be started again', async ({ page }) => {
  await openLab(page, tiny);
  const store = await storeOf(page);
  await store.evaluate((lab) => {
    void lab.start();
    lab.stop();
  });
  await expect(headline(page)).toHaveText('Stopped', { timeout: 15_000 });
  await runButton(page).click();
  await finishedRun(page);
});

test('R repeats the run with the same results; N draws a new root seed', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, tiny);
  await runButton(page).click();
  const first = await finishedRun(page);
  const address = page.url();

  await page.keyboard.press('r');
  const second = await finishedRun(page, first);
  expect(outcome(second)).toEqual(outcome(first));
  expect(page.url()).toBe(address);

  await page.keyboard.press('n');
  const third = await finishedRun(page, second);
  expect(third.spec.seeds.root).not.toBe(tiny.seeds.root);
  expect(third.results.map(({ endHash }) => endHash)).not.toEqual(first.results.map(({ endHash }) => endHash));
  expect(page.url()).not.toBe(address);
  expect(decodeLink(new URL(page.url()).hash)).toMatchObject({ ok: true, spec: third.spec });
});

test('Reset empties the page and brings the preset back', async ({ page }) => {
  await openLab(page, tiny);
  await runButton(page).click();
  await finishedRun(page);
  await button(page, 'Reset').click();
  await expect(headline(page)).toHaveText('The verdict');
  await expect(page.getByText('Filled in when the first seed is through.')).toBeVisible();
  await expect(page.getByText('A base model learns the old world here.')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Experiment' })).toHaveValue('negative');
  await expect(button(page, 'Reset')).toHaveCount(0);
});
