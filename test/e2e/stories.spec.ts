import { expect, type Page } from '@playwright/test';
import { test } from './support.ts';

test.setTimeout(180_000);

/** Does what each step asks for, to the end; resolves with everything that was said. */
async function read(page: Page, id: string): Promise<string[]> {
  await page.goto(`/#/learn/${id}`);
  const story = page.locator('story-overlay section');
  await expect(story).toBeVisible();
  const said: string[] = [];
  for (let step = 1; ; step++) {
    await expect(story.locator('.top')).toContainText(`· ${step} /`);
    said.push(await story.locator('.told').innerText());
    const guess = story.locator('input[type=range]');
    if (await guess.count()) await guess.fill('60');
    const run = story.getByRole('button', { name: 'Run', exact: true });
    if (await run.count()) await run.click();
    const next = story.getByRole('button', { name: 'Next' });
    if (!(await next.count())) return said;
    await expect(next).toBeEnabled({ timeout: 120_000 });
    await next.click();
  }
}

test('a story about images is read to its end: a guess, a run, what came of it', async ({ page }) => {
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

test('a story in which labels turn the answer runs twice', async ({ page }) => {
  const said = await read(page, 'new-slang');
  expect(said.at(-1)).toMatch(/The answer stays|Before, the evidence favoured/);
});

test('a story on a stream goes to the page of streams', async ({ page }) => {
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
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.locator('story-overlay .told')).toContainText('handwritten digits');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('story-overlay')).toContainText('2 / 7');
  await page.getByRole('button', { name: 'Close and stay in the lab' }).click();
  await expect(page.locator('story-overlay section')).toHaveCount(0);
});
