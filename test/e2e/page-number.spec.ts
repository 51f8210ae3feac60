import { expect } from '@playwright/test';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { plain } from '../../src/spec/fitting.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';
import { openCard, openLab, runButton, test, verdict } from './support.ts';

const spec: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'friedman', params: { concept: '1' }, split: { baseTrain: 400, baseTest: 150, newPool: 200, newTest: 200 } },
  model: { family: 'mlp', params: { hidden: [16] } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 30 },
  drift: [globalDrift('concept-switch', 5)],
  labels: { budget: 150 },
  stop: { epochs: 40 },
  arms: [{ id: 'none' }, { id: 'full-fine-tune' }, { id: 'tent' }, { id: 'retrain-all' }],
  seeds: { root: 5, count: 6 },
  engine: 'wasm',
};

test('a number is told where that is chosen: its error decides, in words, table and fields', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await openLab(page, spec);
  const data = await openCard(page, 'Data');
  await data.getByLabel('What is told').selectOption('regression');
  const machine = await openCard(page, 'Seeds and machine');
  await expect(machine.getByLabel('what decides')).toHaveValue('rmse');
  await runButton(page).click();
  await expect(verdict(page)).toContainText('root mean squared error', { timeout: 30_000 });
  await expect(page.getByRole('region', { name: 'Results of every repair' })).toContainText('root mean squared error');
  expect(errors).toEqual([]);
});
