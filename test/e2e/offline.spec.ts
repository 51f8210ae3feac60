import { expect } from '@playwright/test';
import { test } from './support.ts';

test.use({ serviceWorkers: 'allow' });
test.setTimeout(180_000);

test('from the second visit on everything works without a network: a first run, the other pages, the dialogs', async ({
  page,
  context,
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/');
  await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null), undefined, {
    timeout: 120_000,
  });
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Drift Lab' })).toBeVisible();
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  await expect(
    page
      .locator('verdict-panel')
      .getByText(/favours|A tie|Undecided/)
      .first(),
  ).toBeVisible({ timeout: 120_000 });
  for (const name of ['Stream', 'Runs', 'Bench']) {
    await page.getByRole('navigation').getByRole('link', { name }).click();
    await expect(page.getByText('could not be loaded')).toHaveCount(0);
    await expect(page.locator(`${name.toLowerCase()}-page`)).toBeVisible();
  }
  await page.getByRole('navigation').getByRole('link', { name: 'Lab' }).click();
  await page.getByRole('banner').getByRole('button', { name: 'Help' }).click();
  await expect(page.getByRole('dialog').first()).toBeVisible();
  expect(errors).toEqual([]);
});

test('can be installed: a manifest with a name, a start and icons that are there', async ({ request }) => {
  const manifest = (await (await request.get('/manifest.webmanifest')).json()) as {
    name: string;
    start_url: string;
    icons: { src: string; sizes: string }[];
  };
  expect(manifest.name).toBe('Drift Lab');
  for (const { src } of manifest.icons) expect((await request.get(`/${src}`)).ok()).toBe(true);
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(['512x512', '192x192']);
});
