/** Making drift on the page: what, how strongly, where and when; what is seen of it, and what is written down. */
import { expect } from '@playwright/test';
import { globalDrift } from '../../src/spec/schema.ts';
import { dropFiles, finishedRun, openLab, pumpsCsv, runButton, storeOf, test, tiny } from './support.ts';

const tinySensors = { ...tiny, data: { id: 'sensors', params: {}, split: tiny.data.split }, drift: [globalDrift('gain-offset', 3)] };

test('drop a table, inject, see the ledger, run the comparison', async ({ page }) => {
  await openLab(page, tiny);
  await dropFiles(page, { 'pumps.csv': pumpsCsv() });
  const card = page.locator('drift-card');
  await card.getByRole('combobox', { name: 'What changes' }).selectOption('unit-change');
  await card.getByRole('combobox', { name: 'Column' }).selectOption('flow');
  await card.getByRole('slider', { name: 'Severity' }).fill('5');
  await page.getByText('The change, measured').click();
  await expect(
    page.getByText('Sudden covariate shift, P(x), everywhere: “flow” came in another unit, °C → °F (×1.8 + 32), in 100 % of the rows'),
  ).toBeVisible();
  await expect(page.locator('drift-stage').getByRole('row', { name: 'inputs touched 25 %' })).toBeVisible();

  await runButton(page).click();
  const { seeds } = await finishedRun(page);
  expect(seeds[0]!.ledger[0]).toMatchObject({
    id: 'unit-change',
    kind: 'P(x)',
    severity: 5,
    where: { scope: 'all' },
    when: { pattern: 'sudden', start: 0 },
    featuresTouched: 0.25,
  });
});

test('local against global is one click, and the ledger says where', async ({ page }) => {
  await openLab(page, tinySensors);
  const store = await storeOf(page);
  const where = () => store.evaluate(({ spec }) => spec.drift[0]!.where);
  await page.getByRole('button', { name: 'In a part' }).click();
  await expect.poll(where).toEqual({ scope: 'group', name: 'Plant A' });
  await expect(page.locator('drift-stage').getByText('in the plant “Plant A”').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Which part' }).selectOption('features');
  await expect(page.locator('drift-stage').getByText('in 50 % of the features').first()).toBeVisible();
  await page.getByRole('button', { name: 'Everywhere' }).click();
  await expect.poll(where).toEqual({ scope: 'all' });
});

test('a drift gets a pattern in time, which the link and the record keep', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, tiny);
  await page.getByText('When: sudden').click();
  await page.getByRole('combobox', { name: 'Pattern' }).selectOption('blip');
  await expect(page.locator('drift-stage').getByRole('img', { name: 'Contrast: blip' })).toBeVisible();
  await page.getByRole('slider', { name: 'starts at' }).fill('0.2');
  await expect(page.locator('drift-stage').getByText('between 20 % and 60 % of the new regime').first()).toBeVisible();
  await page.reload();
  await expect(page.locator('drift-stage').getByText('between 20 % and 60 % of the new regime').first()).toBeVisible();

  await runButton(page).click();
  const { seeds } = await finishedRun(page);
  // The blip is over when the repaired models are tested.
  expect(seeds[0]!.ledger[0]).toMatchObject({ when: { pattern: 'blip', start: 0.2, end: 0.6 }, rowsTouched: 0 });
});

test('the preview follows a dragged severity', async ({ page }) => {
  await openLab(page, tiny);
  const slider = page.getByRole('slider', { name: 'Severity' });
  const sentence = page.locator('drift-stage p').first();
  const seen = new Set<string>();
  for (let step = 0; step < 8; step++) {
    await slider.press('ArrowRight');
    await expect(slider).toHaveValue(String(Number((3.1 + step / 10).toFixed(1))));
    const left = 20 - (step + 1);
    await expect(sentence).toContainText(`fell to ${left} %`);
    seen.add((await sentence.textContent())!);
  }
  expect(seen.size).toBe(8);
});

test('texts are shown word by word, and class shares as bars', { tag: '@slow' }, async ({ page }) => {
  const split = { baseTrain: 200, baseTest: 60, newPool: 100, newTest: 60 };
  await openLab(page, {
    ...tiny,
    data: { id: 'queries', params: {}, split },
    drift: [globalDrift('slang', 5), globalDrift('prior-shift', 5)],
  });
  await expect(page.locator('text-diff ins').first()).toBeVisible();
  await expect(page.locator('text-diff del').first()).toBeVisible();
  await expect(page.getByRole('img', { name: 'class frequencies: distribution before and after' })).toBeVisible();
  await runButton(page).click();
  expect((await finishedRun(page)).seeds[0]!.ledger.map(({ id }) => id)).toEqual(['slang', 'prior-shift']);
});

test('in a plane the border of every model is drawn', async ({ page }) => {
  const split = { baseTrain: 200, baseTest: 60, newPool: 100, newTest: 60 };
  await openLab(page, {
    ...tiny,
    data: { id: 'plane', params: { shape: 'xor', noise: 0.1 }, split },
    drift: [globalDrift('boundary-rotation', 5)],
  });
  await expect(page.locator('drift-stage plane-canvas')).toHaveCount(2);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/boundary-stage-/, async (route) => {
    await held;
    await route.continue();
  });
  await runButton(page).click();
  await finishedRun(page);
  // Its code may come late: what was drawn meanwhile is drawn then, and what comes after it too.
  release();
  await expect(page.getByRole('img', { name: /^Decision border/ })).toHaveCount(6);
});

test('a part that the data does not have is refused with its place', async ({ page }) => {
  await openLab(page, { ...tiny, drift: [{ ...globalDrift('contrast', 3), where: { scope: 'class', name: 'eleven' } }] });
  await expect(
    page.locator('drift-stage').getByText('drift[0].where: there is no class “eleven”; the classes are 0, 1, 2').first(),
  ).toBeVisible();
  await expect(runButton(page)).toBeDisabled();
  await page.getByRole('button', { name: 'Everywhere' }).click();
  await expect(runButton(page)).toBeEnabled();
});
