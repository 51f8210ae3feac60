/** What was done on the page can be undone: edits, new seeds, resets, presets. */
import { expect } from '@playwright/test';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { barriers } from './barriers.ts';
import { button, finishedRun, headline, openLab, runButton, storeOf, test, tiny } from './support.ts';

test('undo brings a run back after a new seed and after a reset, whole; redo takes it away again', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, tiny);
  await expect(button(page, 'Undo')).toHaveCount(0);
  await runButton(page).click();
  const first = await finishedRun(page);
  const said = await headline(page).innerText();

  await page.locator('body').press('n');
  const second = await finishedRun(page, first);
  await page.keyboard.press('Control+z');
  await expect(page.locator('step-buttons').getByRole('status')).toHaveText('Undone: run with other seeds.');
  const store = await storeOf(page);
  const shown = () => store.evaluate(({ run, spec, stale }) => ({ id: run.record?.runId, root: spec.seeds.root, stale }));
  expect(await shown()).toEqual({ id: first.runId, root: 7, stale: false });
  await expect(headline(page)).toHaveText(said);
  await expect(page.locator('race-stage band-chart')).toBeVisible();

  await page.keyboard.press('Control+Shift+z');
  expect((await shown()).id).toBe(second.runId);
  await button(page, 'Undo').click();

  await expect(page).toHaveTitle(
    `Handwritten digits, 8×8, ${await store.evaluate(({ data, spec }) => data.driftOf(spec.drift[0]!.id)!.title)}: ${said.replace(/\s+/g, ' ')} · Drift Lab`,
  );

  const before = (await runButton(page).boundingBox())!;
  await button(page, 'Reset').click();
  expect((await shown()).id).toBeUndefined();
  const after = (await runButton(page).boundingBox())!;
  // The rail above may end on a fraction of a pixel.
  expect(Math.abs(after.y - before.y), 'nothing moves').toBeLessThan(1);
  expect(after.width).toBe(before.width);
  await button(page, 'Undo').click();
  expect(await shown()).toEqual({ id: first.runId, root: 7, stale: false });
  await expect(headline(page)).toHaveText(said);
  expect(page.url()).toContain('#r2=');
});

test('undo takes back a preset and an edit, on the Stream page too, and leaves text fields their own', async ({ page }) => {
  await openLab(page);
  const preset = page.getByRole('combobox', { name: 'Experiment' });
  await preset.selectOption('sensors');
  await page.locator('body').press('Control+z');
  const store = await storeOf(page);
  expect(await store.evaluate(({ spec }) => spec)).toEqual(presets.negative.spec);

  await page.goto('./#/stream');
  const stream = page.locator('stream-page');
  await stream.getByRole('combobox', { name: 'Stream' }).selectOption('camera');
  await stream.getByRole('button', { name: 'Undo' }).click();
  await expect(stream.getByRole('combobox', { name: 'Stream' })).toHaveValue('plants');
  await expect(stream.locator('step-buttons').getByRole('status')).toHaveText(/^Undone: /);
});

test('the help opens on the keys, is searched, and leads to the page of what was found', async ({ page }) => {
  await openLab(page, tiny);
  await button(page, 'Help').click();
  const help = page.getByRole('dialog');
  await expect(help.getByRole('button', { name: 'Keys', exact: true })).toHaveAttribute('aria-current', 'page');
  await expect(help.getByText('Ctrl+Z', { exact: true })).toBeVisible();
  const search = help.getByRole('searchbox');
  await expect(search).toBeFocused();
  await search.fill('95 % interval');
  const first = help.locator('li').first();
  await expect(first).toContainText('Where the true mean difference may well lie');
  expect(await barriers(page, 'help-dialog')).toEqual([]);
  await first.getByRole('button').click();
  await expect(help.getByRole('heading', { name: 'Words' })).toBeVisible();
  await search.fill('no such word');
  await expect(help.getByRole('status')).toContainText('Nothing in the help');
});

test('a newcomer is offered a first experiment once, and reads what the own run says', { tag: '@slow' }, async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('./?welcome');
  await expect(page.getByRole('button', { name: 'Show me' })).toBeVisible();
  expect(await barriers(page), 'with the offer').toEqual([]);
  await page.getByRole('button', { name: 'Show me' }).click();
  const story = page.locator('story-overlay section');
  await expect(story).toContainText('1 / 4');
  expect(await barriers(page), 'with the story').toEqual([]);
  await story.getByRole('button', { name: 'Next' }).click();
  await story.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(story.getByRole('button', { name: 'Next' })).toBeEnabled({ timeout: 90_000 });
  await story.getByRole('button', { name: 'Next' }).click();
  await expect(story.locator('.told')).toHaveText(/In the old world it was right \d+ % of the time\. Now it is \d+ %\./);
  await story.getByRole('button', { name: 'Next' }).click();
  await expect(story.locator('.told')).toContainText(/favours|tie|undecided/i);
  await story.getByRole('button', { name: 'Open in the lab' }).click();
  expect(await page.evaluate(() => localStorage.getItem('drift-lab-first-run'))).toBe('offered');
  // A program that asks for nothing is offered nothing.
  await page.goto('./');
  await expect(runButton(page)).toBeEnabled();
  await expect(page.locator('first-offer')).toHaveCount(0);
});
