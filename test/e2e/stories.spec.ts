import { expect, type Page } from '@playwright/test';
import { barriers } from './barriers.ts';
import { test } from './support.ts';

test.setTimeout(180_000);

/** Does what each step asks for, to the end; resolves with everything that was said. @param each on every step, before it is done */
async function read(page: Page, id: string, each: (step: number) => Promise<void> = async () => {}): Promise<string[]> {
  await page.goto(`/#/learn/${id}`);
  const story = page.locator('story-overlay section');
  await expect(story).toBeVisible();
  const said: string[] = [];
  for (let step = 1; ; step++) {
    await expect(story.locator('.top')).toContainText(`· ${step} /`);
    said.push(await story.locator('.told').innerText());
    await each(step);
    for (const handle of await story.locator('input[type=range]').all()) await handle.fill('60');
    const run = story.getByRole('button', { name: 'Run', exact: true });
    if (await run.count()) await run.click();
    const next = story.getByRole('button', { name: 'Next' });
    if (!(await next.count())) return said;
    await expect(next).toBeEnabled({ timeout: 120_000 });
    await next.click();
  }
}

test('a story about images is read to its end: a guess, a run, what came of it', { tag: '@slow' }, async ({ page }) => {
  const said = await read(page, 'old-and-new');
  expect(said).toHaveLength(7);
  expect(said[3]).toMatch(/You said 60.*Now it is \d+ %/);
  expect(said[6]).toMatch(/favours|tie|Undecided/i);
  await page.getByRole('button', { name: 'Open in the lab' }).click();
  await expect(page.locator('story-overlay section')).toHaveCount(0);
  await expect(
    page
      .locator('verdict-panel')
      .getByText(/favours|A tie|Undecided/)
      .first(),
  ).toBeVisible();
});

test('a story in which labels turn the answer runs twice', { tag: '@slow' }, async ({ page }) => {
  const said = await read(page, 'new-slang');
  expect(said.at(-1)).toMatch(/The answer stays|Before, the evidence favoured/);
});

test('a curve is drawn by a pointer or by keys, and the true one is revealed beside it', { tag: '@slow' }, async ({ page }) => {
  const pad = page.locator('story-overlay guess-curve');
  const said = await read(page, 'seasons', async (step) => {
    if (step === 2) {
      await expect(page.getByRole('group', { name: 'Draw the curve' })).toBeVisible();
      const { x, y, width, height } = (await pad.locator('svg').first().boundingBox())!;
      await page.mouse.move(x + 60, y + 10);
      await page.mouse.down();
      await page.mouse.move(x + width - 10, y + height / 2);
      await page.mouse.up();
      const last = page.getByRole('slider', { name: 'At batch 60' });
      await expect(last).toBeFocused();
      const drawn = Number(await last.inputValue());
      expect(drawn).toBeLessThan(Number(await page.getByRole('slider', { name: 'At batch 1', exact: true }).inputValue()));
      // An arrow moves the handle, and does not turn the page of the story.
      await page.keyboard.press('ArrowRight');
      await expect(last).toHaveValue(String(drawn + 1));
      expect(await barriers(page)).toEqual([]);
    }
    if (step === 4) {
      await expect(pad.locator('.pad .came')).toHaveCount(1);
      await expect(pad.getByRole('slider')).toHaveCount(0);
      expect(await barriers(page)).toEqual([]);
    }
  });
  expect(said[3]).toMatch(/You were \d+ points off, on average/);
});

test('the dots of a next seed are guessed amid those that were seen, and fall', { tag: '@slow' }, async ({ page }) => {
  const pad = page.locator('story-overlay guess-dots');
  const said = await read(page, 'class-balance', async (step) => {
    if (step === 6) expect(await pad.locator('.pad .earlier').count()).toBeGreaterThan(6);
    if (step === 8) await expect(pad.locator('.pad .fell')).toHaveCount(6);
    if (step === 6 || step === 8) expect(await barriers(page)).toEqual([]);
  });
  expect(said[7]).toMatch(/You were \d+ points off, on average/);
});

test('a story that plays by itself guesses as well', async ({ page }) => {
  await page.clock.install();
  await page.goto('/#/learn/aging-camera');
  const story = page.locator('story-overlay section');
  await story.getByRole('button', { name: 'Play it' }).click();
  for (const step of [1, 2, 3]) {
    await expect(story.locator('.top')).toContainText(`· ${step} /`);
    await page.clock.runFor(8000);
  }
  await expect(story.locator('.top')).toContainText('· 4 /');
});

test('a story on a stream goes to the page of streams', { tag: '@slow' }, async ({ page }) => {
  const said = await read(page, 'cried-wolf');
  await expect(page.locator('stream-page')).toBeVisible();
  expect(said.at(-2)).toMatch(/Fewest wrong answers: .+\. Most: /);
});

test('the list offers every story, a worksheet to print, and what is asked for in an address that is not there', async ({ page }) => {
  await page.goto('/#/learn/no-such-story');
  await expect(page.getByRole('heading', { name: 'The world changed. What now?' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Begin' })).toHaveCount(13);
  await page.getByRole('button', { name: 'For teachers' }).first().click();
  await expect(page.getByRole('heading', { name: 'Worksheet' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Answers' })).toBeVisible();
  await page.getByRole('button', { name: 'All stories' }).click();
  const seasons = page.getByRole('listitem').filter({ hasText: 'Seasons come back' });
  await seasons.getByRole('button', { name: 'For teachers' }).click();
  await expect(page.getByRole('img', { name: 'Draw the curve' })).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'All stories' }).click();
  await page.getByRole('button', { name: 'For teachers' }).first().click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.locator('story-overlay .told')).toContainText('handwritten digits');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('story-overlay')).toContainText('2 / 7');
  await page.getByRole('button', { name: 'Close and stay in the lab' }).click();
  await expect(page.locator('story-overlay section')).toHaveCount(0);
});
