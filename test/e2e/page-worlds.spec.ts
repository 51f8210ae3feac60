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

test(
  'a file with dates is walked through: the comparison at each cut, drawn over time, and what the command line tells',
  { tag: '@slow' },
  async ({ page }) => {
    await openLab(page, run);
    await dropFiles(page, { 'all.csv': days(480, 220) });
    const card = await openCard(page, 'Data');
    await card.getByRole('button', { name: 'Walk through many cuts …' }).click();
    const panel = page.locator('walk-panel');
    // 480 days hold fifteen months, more than a dozen; of the last quarter there are 24 days.
    await expect(panel.getByRole('combobox', { name: 'Cut', exact: true })).toHaveValue('every quarter');
    await expect(panel.getByText('4 cuts, from 2024-04-01 to 2025-01-01')).toBeVisible();
    await expect(panel.getByText(/Not cut at 2025-04-01: 456 rows are of the old world and 24 of the new one, too few/)).toBeVisible();

    await test.step('what cannot be is refused in words', async () => {
      await panel.getByRole('combobox', { name: 'Cut', exact: true }).selectOption('at times of your own');
      const typed = panel.getByRole('textbox', { name: /^Cuts, as the time column/ });
      await typed.fill('2024-04-01, soon');
      await typed.press('Enter');
      await expect(panel.getByRole('alert')).toContainText('“soon” is no date that “when” could be cut at. Write it as 2024-01-31.');
      await expect(panel.getByRole('button', { name: 'Walk through the cuts' })).toBeDisabled();
      await panel.getByRole('combobox', { name: 'Cut', exact: true }).selectOption('every quarter');
    });

    await panel.getByRole('button', { name: 'Walk through the cuts' }).click();
    await expect(panel.locator('progress')).toBeVisible();
    await expect(panel.getByText(/^Always making the same repair, .* of 4,000 rows, a thousand each window/)).toBeVisible({
      timeout: 50_000,
    });

    await test.step('every cut has its row, and its point on every line', async () => {
      const rows = panel.getByRole('region', { name: 'Every cut' }).locator('tbody tr');
      await expect(rows.locator('th')).toHaveText(['2024-04-01', '2024-07-01', '2024-10-01', '2025-01-01']);
      const arms = run.arms.length;
      await expect(panel.locator('walk-chart circle:not(.best)')).toHaveCount(4 * arms);
      await expect(panel.getByRole('region', { name: 'How each repair ages and adds up' }).locator('tbody tr')).toHaveCount(arms + 1);
    });

    await test.step('the rule turned in August: a model of before is wrong after it, whoever is repaired after it is right', async () => {
      const store = await storeOf(page);
      const kept = await store.evaluate((lab) => {
        const walk = (lab as unknown as { series: Map<string, { walk: { points: { accuracies: Record<string, number> }[] } }> }).series.get(
          'walk',
        )!;
        return walk.walk.points.map(({ accuracies }) => accuracies);
      });
      expect(kept[2]!['none']).toBeLessThan(0.5);
      expect(kept[2]!['retrain-new']).toBeGreaterThan(0.7);
    });

    await test.step('what it adds up to can be drawn instead', async () => {
      await panel.getByRole('combobox', { name: 'Drawn over time' }).selectOption('wrong answers so far');
      await expect(panel.getByRole('img', { name: 'wrong answers so far of each repair, over the cuts' })).toBeVisible();
    });

    await test.step('every run of it is kept, and the experiment is as it was', async () => {
      await page.getByRole('link', { name: 'Runs' }).click();
      await expect(page.locator('run-row')).toHaveCount(4);
    });
  },
);
