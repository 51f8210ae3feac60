/** How models are trained, on the page: the recipe, and whether an answer survives another one. */
import { expect } from '@playwright/test';
import { landing } from '../../src/spec/kinds/compare/presets.ts';
import { button, finishedRun, openCard, openLab, runButton, storeOf, test, tiny } from './support.ts';

test(
  'the answer of a finished run is asked of other recipes, with one click, and the record says what they say',
  { tag: '@slow' },
  async ({ page }) => {
    await openLab(page, { ...tiny, seeds: { root: 7, count: 6 } });
    await runButton(page).click();
    const first = await finishedRun(page);
    const panel = page.locator('robust-panel');
    await expect(panel).toContainText('3 seeds each');
    await panel.getByRole('button', { name: 'Try 8 other recipes' }).click();
    await expect(panel.getByRole('progressbar')).toBeVisible();
    await expect(panel.locator('li[data-recipe]')).toHaveCount(8, { timeout: 60_000 });
    const store = await storeOf(page);
    const record = (await store.evaluate(({ run }) => run.record))!;
    expect(record.runId).not.toBe(first.runId);
    expect(record.results).toEqual(first.results);
    const { robustness } = record;
    expect(robustness!.recipes.map(({ id }) => id)).toEqual([
      'rate-third',
      'rate-thrice',
      'falling',
      'epochs-half',
      'epochs-twice',
      'batch-twice',
      'width-half',
      'averaged',
    ]);
    await expect(panel.locator('.found')).toContainText(/is the best, or within 1\.0 points of it, under (all 8|\d of 8) other recipes/);
    await expect(page.locator('advice-panel')).toContainText('R1 Other recipes');
  },
);

test('other recipes can be stopped: the run stays as it was, and can be asked again', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, { ...tiny, base: { ...tiny.base, epochs: 60 }, stop: { epochs: 200 }, seeds: { root: 7, count: 6 } });
  await runButton(page).click();
  await finishedRun(page);
  const panel = page.locator('robust-panel');
  await panel.getByRole('button', { name: 'Try 8 other recipes' }).click();
  await panel.getByRole('button', { name: 'Stop' }).click();
  await expect(panel.getByRole('status')).toContainText('Nothing is concluded from a part of the recipes');
  await expect(panel.getByRole('button', { name: 'Try 8 other recipes' })).toBeEnabled();
  const store = await storeOf(page);
  expect(await store.evaluate(({ run }) => [run.phase, run.record?.robustness])).toEqual(['finished', undefined]);
});

test('the ready experiment has rates that fit; one click goes back to one constant rate for all, another returns', async ({ page }) => {
  await openLab(page);
  const card = await openCard(page, 'Model');
  await card.getByText('How it is trained').click();
  await expect(card.getByText('rates that fit, schedule linear to zero, heads alone solved')).toBeVisible();
  const store = await storeOf(page);
  await button(page, 'One constant rate for all').click();
  expect(await store.evaluate(({ spec }) => 'recipe' in spec || 'learning' in spec)).toBe(false);
  await button(page, 'As recommended').click();
  expect(await store.evaluate(({ spec }) => spec)).toEqual(landing.spec);
  await card.locator('[data-part=optimizer]').getByRole('combobox').selectOption({ label: 'SGD' });
  expect(await store.evaluate(({ spec }) => spec.recipe!.optimizer)).toEqual({ id: 'sgd', momentum: 0.9, nesterov: 0 });
});
