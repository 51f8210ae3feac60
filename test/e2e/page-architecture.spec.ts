import { expect } from '@playwright/test';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { plain } from '../../src/spec/fitting.ts';
import { finishedRun, headline, openLab, runButton, test } from './support.ts';

const bent = { ...plain(presets.bend.spec), seeds: { root: 1, count: 6 } };

test(
  'a linear model whose rule bends: another model is shown best, the advice blocks what keeps the old one, and a person can say otherwise',
  { tag: '@slow' },
  async ({ page }) => {
    await openLab(page, bent);
    await runButton(page).click();
    const record = await finishedRun(page);
    await expect(headline(page)).toContainText('another model');
    const advice = page.locator('advice-panel');
    await expect(advice).toContainText('V3 The old architecture falls short');
    const field = advice.getByLabel('Inputs, classes or layers have to change');
    await expect(field).toHaveValue('evidence');
    await field.selectOption('no');
    await expect(advice).toContainText('You said that it stays: nothing is blocked.');
    await expect(advice).not.toContainText('V3');

    await page.getByText('All figures: every metric').click();
    const fit = page.getByRole('row', { name: /^fit on learned labels/ });
    await expect(fit.getByRole('cell')).toHaveCount(5);
    await expect(page.getByRole('row', { name: /^parameters of its model 6 6 6 6 354/ })).toBeVisible();
    expect(record.results.filter(({ model }) => model).map(({ arm }) => arm)).toEqual(Array(6).fill('retrain-other'));
    expect(record.results.every(({ arm, fit }) => (arm === 'none') === (fit === undefined))).toBe(true);
  },
);
