/** Real drift on the page: two files, and one file with a date. What changed is tested, not known; the repairs race on it. */
import { expect } from '@playwright/test';
import { dropFiles, finishedRun, messages, openCard, openLab, runButton, storeOf, test, tiny } from './support.ts';

/** Days of 2024 whose label follows `a` before `turn`, and its opposite from then on. */
function days(rows: number, turn: number, from = 0): string {
  const line = (i: number) => {
    const [a, b] = [Math.sin(12.9898 * (i + 1)) * 2, Math.cos(78.233 * (i + 1))];
    const date = new Date(Date.UTC(2024, 0, 1) + i * 86_400_000).toISOString().slice(0, 10);
    return `${date},${a.toFixed(3)},${b.toFixed(3)},${(i < turn ? a > 0 : a < 0) ? 'yes' : 'no'}`;
  };
  return ['when,a,b,label', ...Array.from({ length: rows }, (_, i) => line(from + i))].join('\n');
}

const run = { ...tiny, base: { ...tiny.base, epochs: 20, learningRate: 0.01 } };

test('two files are the old and the new world, and a run on them says what is known of the change', async ({ page }) => {
  await openLab(page, run);
  await dropFiles(page, { '2024-old.csv': days(240, 240), '2024-new.csv': days(240, 240, 240) });
  const stage = page.locator('drift-stage');
  await expect(stage.getByText('What changed is real')).toBeVisible();
  await expect(stage.getByText(/^Inputs: none of 2 columns is shown to have moved/)).toBeVisible();
  const card = await openCard(page, 'Data');
  await expect(card.getByRole('combobox', { name: 'The new world begins with' })).toHaveValue('2024-new.csv');
  await expect(card.getByText(/Of 240 old rows \d+ train and \d+ test/)).toBeVisible();

  await runButton(page).click();
  const record = await finishedRun(page);
  expect(record.spec.data).toMatchObject({ regimes: { old: ['2024-old.csv'], new: ['2024-new.csv'] }, division: 'time' });
  expect(record.spec.drift).toEqual([]);
  expect(record.shift).toMatchObject({ changed: 0, of: 2, rows: { old: 240, new: 240 } });
  const accuracy = (arm: string) => record.results.filter((result) => result.arm === arm).map(({ measures }) => measures.accuracyNew);
  for (const right of accuracy('none')) expect(right).toBeLessThan(0.3);
  for (const right of accuracy('retrain-new')) expect(right).toBeGreaterThan(0.7);
});

test('one file with dates is cut where it changed most, at another date when asked, and not where a side has too few rows', async ({
  page,
}) => {
  await openLab(page, run);
  await dropFiles(page, { 'all.csv': days(400, 220) });
  const card = await openCard(page, 'Data');
  const cut = card.getByRole('textbox', { name: 'The new world begins at' });
  await expect(cut).toHaveValue('2024-08-08');
  const store = await storeOf(page);
  const worlds = () => store.evaluate(({ spec: { data, drift } }) => ({ regimes: data.regimes, division: data.division, drift }));
  expect(await worlds()).toEqual({ regimes: { cut: '2024-08-08' }, division: 'time', drift: [] });

  await test.step('another date', async () => {
    await cut.fill('2024-07-01');
    await card.getByRole('button', { name: 'Cut here' }).click();
    await expect.poll(worlds).toMatchObject({ regimes: { cut: '2024-07-01' } });
  });

  await test.step('divided at random', async () => {
    await card.getByRole('combobox', { name: 'Training and test rows are divided' }).selectOption('random');
    await expect.poll(worlds).toEqual({ regimes: { cut: '2024-07-01' }, drift: [] });
  });

  await test.step('a cut that leaves a side too few rows is refused in numbers, and nothing is lost', async () => {
    await cut.fill('2024-01-05');
    await card.getByRole('button', { name: 'Cut here' }).click();
    await expect(messages(page)).toContainText('4 rows are of the old world and 396 of the new one, too few');
    expect(await worlds()).toEqual({ regimes: { cut: '2024-07-01' }, drift: [] });
  });

  await test.step('one world', async () => {
    await cut.fill('');
    await card.getByRole('button', { name: 'Cut here' }).click();
    await expect.poll(worlds).toMatchObject({ regimes: undefined });
  });
});
