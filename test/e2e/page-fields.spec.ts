/** Bad input in a field: said at once, where it is, and nothing else is lost. */
import { expect } from '@playwright/test';
import { globalDrift } from '../../src/spec/schema.ts';
import { encodeLink } from '../../src/spec/link.ts';
import { button, messages, openCard, openLab, runButton, storeOf, test, tiny, verdict } from './support.ts';

test('a number out of bounds shows a message and keeps the value', async ({ page }) => {
  await openLab(page, tiny);
  const card = await openCard(page, 'Model');
  const epochs = card.getByRole('spinbutton', { name: 'epochs of base training' });
  const address = page.url();
  for (const wrong of ['900000', '0', '2.5', '']) {
    await epochs.fill(wrong);
    await epochs.press('Tab');
    await expect(messages(page)).toHaveText('Not taken, it stays 3: a whole number from 1 to 100,000 fits here.');
    await expect(epochs).toHaveValue('3');
    await expect(epochs).toHaveAttribute('aria-invalid', 'true');
  }
  expect(page.url()).toBe(address);
  await epochs.fill('4');
  await epochs.press('Tab');
  await expect(messages(page)).toHaveCount(0);
  const store = await storeOf(page);
  await expect.poll(() => store.evaluate(({ spec }) => spec.base.epochs)).toBe(4);
});

test('a split that asks for too many rows is refused with its place, and cannot be run', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, tiny);
  const card = await openCard(page, 'Data');
  const rows = card.getByRole('spinbutton', { name: 'rows the base model learns from' });
  await rows.fill('5000');
  await rows.press('Tab');
  await expect(messages(page)).toContainText('This cannot run yet: data.split: asks for 5140 rows, but Handwritten digits, 8×8 has 1797');
  await expect(messages(page)).toHaveCount(1);
  await expect(runButton(page)).toBeDisabled();

  await test.step('nor with a key', async () => {
    await page.getByRole('heading', { name: 'Drift Lab' }).click();
    for (const key of ['Enter', 'Space', 'r', 'n']) await page.keyboard.press(key);
    await expect(verdict(page)).toContainText('What the run supports');
    await expect(button(page, 'Stop')).toHaveCount(0);
  });

  await rows.fill('80');
  await rows.press('Tab');
  await expect(runButton(page)).toBeEnabled();
  await expect(messages(page)).toHaveCount(0);
});

test('a link that asks for more labels than the pool has is refused with its place', async ({ page }) => {
  await page.goto(`./#${encodeLink({ ...tiny, labels: { budget: 61 } })}`);
  await expect(messages(page)).toContainText('labels.budget: asks for 61 labels out of a pool of 60');
  await expect(runButton(page)).toBeDisabled();
  await page.getByRole('slider', { name: 'Labels of the new world' }).press('ArrowLeft');
  await expect(runButton(page)).toBeEnabled();
});

test('a table replaces a drift of images, and a model for them', async ({ page }) => {
  await openLab(page, { ...tiny, model: { family: 'cnn', params: { filters: [4], dense: 8 } }, drift: [globalDrift('rotation', 2)] });
  const card = await openCard(page, 'Data');
  await card.getByRole('combobox', { name: 'Data set' }).selectOption({ label: 'Pump telemetry, 24 channels' });
  const store = await storeOf(page);
  await expect.poll(() => store.evaluate(({ spec }) => [spec.model.family, spec.drift])).toEqual(['mlp', [globalDrift('gain-offset', 3)]]);
  await expect(page.getByRole('img', { name: /distribution before and after/ }).first()).toBeVisible();
  await expect(runButton(page)).toBeEnabled();
  const drift = await openCard(page, 'Drift');
  await expect(drift.getByRole('option', { name: /Rotation/ })).toHaveCount(0);
});
