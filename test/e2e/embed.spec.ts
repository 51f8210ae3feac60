/** Runs and experiments in pages of others: the plain example that ships beside the elements. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import sirv from 'sirv';
import { test } from './support.ts';

const dist = join(import.meta.dirname, '../../dist');
/** Without the trainer. */
const MOST_BYTES = 120_000;

/** A host that sends no headers of ours. */
async function serve(): Promise<{ url: string; close(): unknown }> {
  const server = createServer(sirv(dist));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => (server.closeAllConnections(), server.close()),
  };
}

test('the elements are one small file', () => {
  const code = readFileSync(join(dist, 'embed/drift-lab-embed.js'));
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES);
  expect(/^import|runKernel/m.test(code.toString())).toBe(false);
});

test('a run is fetched, checked and shown; its report runs nothing; an experiment opens when asked', async ({ page }) => {
  const host = await serve();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${host.url}embed/example.html`);
  const run = page.locator('drift-lab-run');
  await expect(run.getByRole('heading')).toContainText('favours tuning the head');
  await expect(run).toContainText('Checked here: unchanged');
  await expect(run.getByRole('link', { name: 'Run it yourself in Drift Lab' })).toHaveAttribute('href', new RegExp(`^${host.url}#r2=`));
  await run.getByText('The whole report').click();
  await expect(run.frameLocator('iframe').getByRole('heading', { level: 1 })).toContainText('favours tuning the head');
  await expect(run.locator('iframe')).toHaveAttribute('sandbox', '');

  const demo = page.locator('drift-lab-demo');
  await expect(demo.locator('iframe')).toHaveCount(0);
  await demo.getByRole('button', { name: 'Open the lab here' }).click();
  await expect(demo.frameLocator('iframe').getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
  expect(errors).toEqual([]);
  host.close();
});

test.describe('what is not there', () => {
  test.use({ expectedErrors: [/none\.json/] });

  test('what is wrong is said in words: no file, a changed one, no such experiment', async ({ page }) => {
    const host = await serve();
    await page.goto(`${host.url}embed/example.html`);
    const run = page.locator('drift-lab-run');
    await run.evaluate((element) => element.setAttribute('src', '../gallery/none.json'));
    await expect(run).toContainText('could not be fetched: the server answers 404');
    await page.route('**/changed.json', async (route) => {
      const answer = await route.fetch({ url: `${host.url}gallery/index.json` });
      await route.fulfill({ response: answer });
    });
    await run.evaluate((element) => element.setAttribute('src', '../gallery/changed.json'));
    await expect(run).toContainText('This is no record of a run');
    await page.locator('drift-lab-demo').evaluate((element) => element.setAttribute('preset', 'none'));
    await expect(page.locator('drift-lab-demo')).toContainText('There is no experiment “none”; there are negative, quick');
    host.close();
  });
});
