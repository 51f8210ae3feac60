/** A file of the user's own: dropped or picked, shown, run; and files that cannot be used. */
import { expect } from '@playwright/test';
import { dropFiles, finishedRun, messages, openCard, openLab, pickCsv, pumpsCsv, runButton, storeOf, test, tiny } from './support.ts';

const distribution = 'distribution before and after';

test('a dropped file becomes the data: its distributions are shown, and it runs', async ({ page }) => {
  await openLab(page, { ...tiny, base: { ...tiny.base, epochs: 20 } });
  await dropFiles(page, { 'pumps.csv': pumpsCsv() });
  await expect(page.getByText('pumps.csv').first()).toBeVisible();
  for (const column of ['pressure, bar', 'flow', 'shift']) {
    await expect(page.getByRole('img', { name: `${column}: ${distribution}` })).toBeVisible();
  }
  const card = await openCard(page, 'Data');
  await expect(card.getByText('96 rows, 4 columns, 2 classes')).toBeVisible();
  await expect(card.getByRole('combobox', { name: 'Label column' })).toHaveValue('state');

  await runButton(page).click();
  const record = await finishedRun(page);
  expect(record.data).toMatchObject({ title: 'pumps.csv', rows: 96, classes: ['fine', 'worn'] });
  expect(record.results).toHaveLength(10);
  expect(record.seeds.every(({ base }) => base.accuracyOld > 0.8)).toBe(true);
});

test('a picked file becomes the data, and its label column can be changed', async ({ page }) => {
  await openLab(page, tiny);
  await pickCsv(page, 'pumps.csv', pumpsCsv());
  const card = await openCard(page, 'Data');
  const label = card.getByRole('combobox', { name: 'Label column' });
  await expect(label).toHaveValue('state');
  await label.selectOption('medium');
  await expect(card.getByText('96 rows, 4 columns, 3 classes')).toBeVisible();
  await expect(runButton(page)).toBeEnabled();
  const store = await storeOf(page);
  expect(await store.evaluate(({ spec }) => spec.data.params)).toMatchObject({ name: 'pumps.csv', label: 'medium' });

  await test.step('a column of measurements is a number to be told, and the report says so', async () => {
    await label.selectOption('shift');
    await expect(card.getByText(/“shift” is a number \(\d+ different values\)/)).toBeVisible();
    await expect(label).toHaveValue('shift');
    await card.getByText('What was read').click();
    await expect(card.getByRole('combobox', { name: 'what shift is for' })).toHaveValue('label');
  });

  await test.step('another role is one choice away', async () => {
    await card.getByRole('combobox', { name: 'what medium is for' }).selectOption('ignore');
    await expect
      .poll(() => store.evaluate(({ spec }) => spec.data))
      .toMatchObject({ read: { roles: { shift: 'label', medium: 'ignore' } } });
  });
});

test('a good file can still be relabelled after a bad one was refused', async ({ page }) => {
  await openLab(page, tiny);
  await dropFiles(page, { 'pumps.csv': pumpsCsv() });
  const card = await openCard(page, 'Data');
  await expect(card.getByRole('combobox', { name: 'Label column' })).toBeVisible();
  await dropFiles(page, { 'broken.csv': 'a,b\n1,2,3' });
  await expect(messages(page)).toContainText('broken.csv');
  await card.getByRole('combobox', { name: 'Label column' }).selectOption('medium');
  await expect(card.getByText('96 rows, 4 columns, 3 classes')).toBeVisible();
  await expect(messages(page)).toHaveCount(0);
});

const good = ['v,kind', ...Array.from({ length: 40 }, (_, i) => `${i},${i % 2 ? 'a' : 'b'}`)];
const bad: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
  'a row with a cell too many': [
    [...good, '1,2,a'].join('\n'),
    /^\s*bad\.csv:42: line 42 has 3 cells, the header 2\. Add the missing cells/,
  ],
  'one class only': [
    good.join('\n').replaceAll(',b', ',a'),
    /^\s*bad\.csv:kind: all rows have the same label, “a”\. Choose a label column/,
  ],
  'a header only': ['v,kind\n', /^\s*bad\.csv: there are no rows below the header\. Choose a file/],
  'a quotation mark that is never closed': [[...good, '"1,a'].join('\n'), /^\s*bad\.csv:42: a cell in quotation marks never ends/],
  'too few rows to divide': [good.slice(0, 21).join('\n'), /^\s*bad\.csv: only 20 rows can be used, and a comparison needs 64/],
};
test('a file that cannot be used gives one message and leaves everything as it was', async ({ page }) => {
  await openLab(page, tiny);
  const store = await storeOf(page);
  for (const [what, [text, message]] of Object.entries(bad)) {
    await test.step(what, async () => {
      await dropFiles(page, { 'bad.csv': text });
      await expect(messages(page)).toHaveText(message);
      await expect(messages(page)).toHaveCount(1);
      expect(await store.evaluate(({ spec }) => spec)).toEqual(tiny);
      await expect(runButton(page)).toBeEnabled();
    });
  }
  await runButton(page).click();
  await finishedRun(page);
  await expect(messages(page)).toHaveCount(0);
});

test('two tables dropped together are the old and the new world', async ({ page }) => {
  await openLab(page, tiny);
  await dropFiles(page, { 'a.csv': pumpsCsv(), 'b.csv': pumpsCsv() });
  const store = await storeOf(page);
  await expect.poll(() => store.evaluate(({ spec }) => spec.data)).toMatchObject({ regimes: { old: ['a.csv'], new: ['b.csv'] } });
});
