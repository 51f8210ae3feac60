/** A model that is not at hand is judged on the page by what it said: as the command line judges it, to the digit. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { lab } from './lab-process.ts';
import { openCard, openLab, test, tiny } from './support.ts';

/** As NannyML lays it out; `boast` times as sure as it should be. */
function lines(rows: number, boast: number, from: number): string[] {
  return Array.from({ length: rows }, (_, row) => {
    const i = from + row;
    const odds = 2.5 * Math.sin(12.9898 * (i + 1));
    const p = (t: number) => 1 / (1 + Math.exp(-t));
    const told = p(boast * odds);
    const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(i / 10) * 86_400_000).toISOString().slice(0, 10);
    const chance = ((i * 2_654_435_761) % 4_294_967_296) / 4_294_967_296;
    return `${day},${told.toFixed(6)},${Number(told >= 0.5)},${Number(chance < p(odds))}`;
  });
}

test('predictions alone are judged: two files, one with dates, and the same figures as on the command line', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'predictions-'));
  const write = (name: string, rows: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, ['timestamp,y_pred_proba,y_pred,y_true', ...rows].join('\n'));
    return path;
  };
  const [before, after] = [lines(300, 1, 0), lines(300, 3, 300)];
  const [old, fresh, both] = [write('old.csv', before), write('new.csv', after), write('all.csv', [...before, ...after])];
  const { stdout } = await lab('predictions', old, fresh, '--json');
  const told = JSON.parse(stdout) as { old: { accuracy: { value: number } }; repairs: { judged: { repair: { id: string } }[] } };

  await openLab(page, tiny);
  const card = await openCard(page, 'Data');
  await card.getByRole('button', { name: 'Browse all data …' }).click();
  const part = page.locator('judge-predictions');
  const choose = async (...paths: string[]) => {
    const picker = page.waitForEvent('filechooser');
    await part.getByRole('button', { name: 'Open predictions' }).click();
    await (await picker).setFiles(paths);
  };
  await choose(old, fresh);
  const accuracy = part.getByRole('row', { name: /^accuracy/ }).first();
  await expect(accuracy.getByRole('cell').first()).toHaveText(new RegExp(`^${told.old.accuracy.value.toFixed(3)} \\(`));
  await expect(part.getByText(/Shown to make something better: .*temperature/)).toBeVisible();
  await expect(part.getByRole('region', { name: 'Repairs that need no model' }).locator('tbody tr')).toHaveCount(
    1 + told.repairs.judged.length,
  );

  await test.step('a threshold names other classes', async () => {
    await part.getByRole('textbox', { name: 'Threshold of two classes, 0 to 1' }).fill('0.99');
    await page.keyboard.press('Tab');
    await expect(part.getByText(/from 0\.99 on it is 1/)).toBeVisible();
  });

  await test.step('the other way round', async () => {
    await part.getByRole('button', { name: 'Swap' }).click();
    await expect(part.getByText('old: new.csv · new: old.csv')).toBeVisible();
  });

  await test.step('one file says what it lacks, and with it is the same as two', async () => {
    await choose(both);
    await expect(part.getByRole('alert')).toContainText('One file needs its column of times');
    await part.getByRole('combobox', { name: 'Column of times' }).selectOption('timestamp');
    await part.getByRole('textbox', { name: 'The new world begins at' }).fill('2024-01-31');
    await page.keyboard.press('Tab');
    await expect(accuracy.getByRole('cell').first()).toHaveText(new RegExp(`^${told.old.accuracy.value.toFixed(3)} \\(`));
  });

  await test.step('keys meant for the page are not taken while the dialog is open', async () => {
    await part.getByText('Did what it says change?').click();
    await page.keyboard.press('r');
    await expect(page.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0);
  });
});
