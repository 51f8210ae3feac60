/** The experiment in the address: restored, refused when damaged, kept up to date, shared. */
import { expect } from '@playwright/test';
import { globalDrift } from '../../src/spec/schema.ts';
import { decodeLink, encodeLink } from '../../src/spec/link.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { button, finishedRun, headline, messages, openCard, openLab, runButton, storeOf, test, tiny } from './support.ts';

test('a link restores the experiment and never runs it', async ({ page }) => {
  await openLab(page, { ...tiny, drift: [globalDrift('rotation', 4)] });
  const store = await storeOf(page);
  expect(await store.evaluate(({ spec }) => spec)).toEqual({ ...tiny, drift: [globalDrift('rotation', 4)] });
  await expect(page.getByText('2 paired seeds')).toBeVisible();
  await expect(page.getByText('30 new labels')).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Severity' })).toHaveValue('4');
  // The engine is ready and the preview drawn: had it wanted to run, it would.
  await expect(page.getByRole('banner').getByText('self-test')).toBeVisible();
  expect(await store.evaluate(({ run }) => run.phase)).toBe('idle');
});

const link = encodeLink(tiny);
const damaged = {
  'cut short': link.slice(0, -15),
  'without its checksum': link.slice(0, link.indexOf('.')),
  'altered in one character': link.replace(/(?<=^r2=.{12})./, (character) => (character === 'A' ? 'B' : 'A')),
  'altered to another kind': link.replace(/^r/, 's'),
  'of another kind': 'experiment=3',
};
test('a damaged link gives one message and leaves the first experiment in working order', async ({ page }) => {
  for (const [how, fragment] of Object.entries(damaged)) {
    await test.step(how, async () => {
      await page.goto('about:blank');
      await page.goto(`./#${fragment}`);
      await expect(messages(page)).toContainText('Ask for the link again, or start from a preset.');
      await expect(messages(page)).toHaveCount(1);
      // A link that begins as a stream's leads to the page of streams.
      if (how === 'altered to another kind') return await expect(page.locator('stream-page #play')).toBeEnabled();
      await expect(page.getByRole('combobox', { name: 'Experiment' })).toHaveValue('negative');
      await expect(runButton(page)).toBeEnabled();
    });
  }
  await messages(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(messages(page)).toHaveCount(0);
  await runButton(page).click();
  await expect(headline(page)).toHaveText('Collecting evidence …');
  await button(page, 'Stop').click();
  await expect(headline(page)).toHaveText('Stopped');
});

test('a good link replaces a damaged one, and its message, in the open page', async ({ page }) => {
  await page.goto(`./#${damaged['cut short']}`);
  await expect(messages(page)).toHaveCount(1);
  await page.goto(`./#${link}`);
  await expect(messages(page)).toHaveCount(0);
  await expect(page.getByText('2 paired seeds')).toBeVisible();
});

test('editing the experiment updates the address, and reloading brings the edit back', async ({ page }) => {
  await openLab(page, tiny);
  await page.getByRole('slider', { name: 'Severity' }).press('ArrowRight');
  await expect(page.getByRole('slider', { name: 'Severity' })).toHaveValue('3.1');
  await openCard(page, 'Labels and repairs');
  await page.getByRole('checkbox', { name: 'start over on new data' }).uncheck();
  await expect
    .poll(() => decodeLink(new URL(page.url()).hash))
    .toMatchObject({
      spec: { drift: [{ severity: 3.1 }], arms: [{ id: 'none' }, { id: 'head-only' }, { id: 'full-fine-tune' }, { id: 'retrain-all' }] },
    });
  await page.reload();
  await openCard(page, 'Drift');
  await openCard(page, 'Labels and repairs');
  await expect(page.getByRole('slider', { name: 'Severity' })).toHaveValue('3.1');
  await expect(page.getByRole('checkbox', { name: 'start over on new data' })).not.toBeChecked();

  await runButton(page).click();
  expect((await finishedRun(page)).results).toHaveLength(8);
  await page.getByRole('slider', { name: 'Severity' }).press('ArrowLeft');
  await expect(page.getByText('You changed the experiment.')).toBeVisible();
});

test('Share shows the link and copies it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openLab(page, tiny);
  await page.getByRole('banner').getByRole('button', { name: 'Share' }).click();
  const field = page.getByRole('textbox', { name: 'Link to this experiment' });
  await expect(field).toHaveValue(page.url());
  await button(page, 'Copy').click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await button(page, 'Close').click();
  await expect(field).toBeHidden();
});

test('every preset has a link of at most 1,500 characters that restores it', async ({ page }) => {
  await openLab(page, tiny);
  const choice = page.getByRole('combobox', { name: 'Experiment' });
  for (const { id, spec } of Object.values(presets)) {
    await choice.selectOption(id);
    await expect.poll(() => decodeLink(new URL(page.url()).hash)).toEqual({ ok: true, spec });
    expect(page.url().length, id).toBeLessThanOrEqual(1_500);
  }
});

test('what a link says of a file is refused until that file is opened', async ({ page }) => {
  const data = { id: 'own', params: { name: 'pumps.csv', label: 'state', sha256: '0'.repeat(64) }, split: tiny.data.split } as const;
  await page.goto(`./#${encodeLink({ ...tiny, data, drift: [] })}`);
  await expect(messages(page)).toContainText(
    'This experiment uses the file pumps.csv, which did not travel with the link. Open that file on the Data card',
  );
  await expect(runButton(page)).toBeDisabled();
  const card = await openCard(page, 'Data');
  await card.getByRole('combobox', { name: 'Data set' }).selectOption('digits');
  await expect(runButton(page)).toBeEnabled();
});

test(
  'a link passes on what a run came to, as text and as a QR code, and its receiver compares',
  { tag: '@slow' },
  async ({ page, browser }) => {
    await openLab(page, tiny);
    await runButton(page).click();
    await finishedRun(page);
    const said = await headline(page).innerText();
    await page.getByRole('banner').getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share this experiment' });
    const field = dialog.getByLabel('Link to this experiment');
    const plain = await field.inputValue();
    expect(plain.length).toBeLessThanOrEqual(1_500);
    await expect(dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
    await dialog.getByLabel('with what my run came to').check();
    const full = await field.inputValue();
    expect(full.length).toBeGreaterThan(plain.length);
    expect(full.length).toBeLessThanOrEqual(8_000);

    const receiver = await (await browser.newContext()).newPage();
    await receiver.goto(full);
    await expect(receiver.locator('shared-result')).toContainText(said);
    await expect(receiver.locator('shared-result')).toContainText('tune the head');
    const store = await storeOf(receiver);
    expect(await store.evaluate(({ run }) => run.phase)).toBe('idle');
    await runButton(receiver).click();
    await expect(headline(receiver)).toHaveText(said);
    await expect(receiver.locator('shared-result')).toBeVisible();
    await receiver.context().close();
  },
);

test('a page that was just chosen is shown, whatever changes on the one that is left before the browser tells of it', async ({ page }) => {
  await openLab(page, tiny);
  const store = await storeOf(page);
  await store.evaluate((lab) => {
    location.hash = '#/learn';
    lab.edit({ stop: { epochs: 2 } });
  });
  await expect(page.locator('learn-page')).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#/learn');
  await page.getByRole('banner').getByRole('link', { name: 'Lab' }).click();
  await expect.poll(() => decodeLink(new URL(page.url()).hash)).toMatchObject({ ok: true, spec: { stop: { epochs: 2 } } });
});
