/** Nobody gets in: what the build wrote and what is served, held to the policy; frames of strangers; where a whole session connects to. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import sirv from 'sirv';
import { contentSecurityPolicy, responseHeaders } from '../../build/content-security-policy.ts';
import { button, dropFiles, finishedRun, openLab, pumpsCsv, runButton, storeOf, test, tiny } from './support.ts';

const dist = join(import.meta.dirname, '../../dist');
const rules = (policy: string): string[] => policy.split(';').map((rule) => rule.trim());

test('the built page and all that is served with it carry the policy; nothing unsafe but WebAssembly, no inline script or style', async ({
  request,
}) => {
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const meta = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)![1]!;
  expect(rules(meta)).toEqual(rules(contentSecurityPolicy).filter((rule) => !rule.startsWith('frame-ancestors')));
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<script'));
  for (const policy of [meta, contentSecurityPolicy]) {
    expect(policy.replaceAll("'wasm-unsafe-eval'", '')).not.toContain('unsafe');
    expect(rules(policy)).toContain("require-trusted-types-for 'script'");
  }
  // Workers obey the header of their own script.
  const scripts = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'));
  for (const path of ['', ...scripts.map((name) => `assets/${name}`)]) {
    const { headers, ok } = await request.get(`/${path}`).then((response) => ({ headers: response.headers(), ok: response.ok() }));
    expect(ok, path).toBe(true);
    for (const [name, value] of Object.entries(responseHeaders)) expect(headers[name.toLowerCase()], `${name} of ${path}`).toBe(value);
  }
});

test('what ships says under which licence it may: every package by name, and no jax-js among it', async ({ page }) => {
  const notice = readFileSync(join(dist, 'licenses.md'), 'utf8');
  for (const name of ['lit-html', '@tensorflow/tfjs-core', '@noble/hashes', 'uplot', 'papaparse', '@fontsource-variable/inter'])
    expect(notice).toMatch(new RegExp(`^## ${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)$`, 'm'));
  expect(notice).not.toContain('jax');
  expect(readdirSync(join(dist, 'assets')).filter((name) => name.startsWith('jax'))).toEqual([]);
  await openLab(page, tiny);
  await page.getByRole('banner').getByRole('button', { name: 'Help' }).click();
  await button(page, 'Privacy').click();
  const link = page.getByRole('link', { name: 'Licences of what is in this page' });
  const shown = await page.request.get(await link.evaluate((element: HTMLAnchorElement) => element.href));
  expect(await shown.text()).toBe(notice);
});

/** A page on another port is another origin. */
async function serve(handler: Parameters<typeof createServer>[1]): Promise<{ url: string; close(): void }> {
  const server = createServer(handler!);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => void server.close(() => undefined).closeAllConnections(),
  };
}

test.describe('in a frame', () => {
  test.use({ expectedErrors: [/favicon/] });

  test('of a stranger, where the host sends no headers, there are no controls; where the frame asks for them, those of an experiment', async ({
    page,
  }) => {
    const host = await serve(sirv(dist));
    const stranger = await serve((request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><title>x</title><iframe width=900 height=700 src="${host.url}${request.url!.slice(1)}"></iframe>`);
    });
    const framed = page.frameLocator('iframe');
    await page.goto(stranger.url);
    await expect(framed.getByRole('alert')).toContainText(
      'This is Drift Lab, inside a page of somebody else, where its controls stay hidden.',
    );
    await expect(framed.getByRole('link', { name: 'Open it in a tab of its own' })).toHaveAttribute('target', '_blank');
    await expect(framed.getByRole('button')).toHaveCount(0);
    await page.goto(`${stranger.url}?embed`);
    await expect(framed.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
    await expect(framed.getByRole('navigation').getByRole('link')).toHaveText(['Lab', 'Stream']);
    host.close();
    stranger.close();
  });
});

test(
  'a whole session connects to nobody else, and a link or a model file makes nothing run or be fetched',
  { tag: '@slow' },
  async ({ page, baseURL }) => {
    test.setTimeout(90_000);
    const elsewhere: string[] = [];
    const asked: string[] = [];
    page.context().on('request', (request) => {
      const url = new URL(request.url());
      asked.push(url.href);
      if (url.protocol.startsWith('http') && url.origin !== new URL(baseURL!).origin) elsewhere.push(url.href);
    });
    await openLab(page, tiny);
    const store = await storeOf(page);
    expect(await store.evaluate(({ run }) => run.phase), 'a link restores, and starts nothing').toBe('idle');
    await runButton(page).click();
    await finishedRun(page);
    for (const dialog of ['Help', 'Share']) {
      await page.getByRole('banner').getByRole('button', { name: dialog }).click();
      await expect(page.getByRole('dialog').first()).toBeVisible();
      await page.keyboard.press('Escape');
    }
    await dropFiles(page, { 'pumps.csv': pumpsCsv() });
    await expect(page.locator('data-card')).toContainText('pumps');
    await openStrangersModel(page);
    await go(page, 'Stream');
    await page.getByRole('button', { name: 'Play' }).first().click();
    await expect.poll(() => store.evaluate(({ stream }) => stream.run.seen)).toBeGreaterThan(2);
    await store.evaluate(({ stream }) => stream.stop());
    for (const name of ['Runs', 'Bench', 'Learn', 'Lab']) await go(page, name);
    expect(elsewhere).toEqual([]);
    expect(asked.filter((url) => /weights-of-a-stranger|passwd/.test(url))).toEqual([]);
  },
);

const go = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('navigation').first().getByRole('link', { name, exact: true }).click();
  await expect(page.locator(`${name.toLowerCase()}-page`)).toBeVisible();
};

/** Its weights are said to lie elsewhere; only files that were given are read. */
async function openStrangersModel(page: Page): Promise<void> {
  const said = await page.evaluate(async () => {
    const model = {
      modelTopology: { class_name: 'Sequential', config: { name: 'm', layers: [] } },
      weightsManifest: [{ paths: ['https://example.org/weights-of-a-stranger.bin', '../../etc/passwd'], weights: [] }],
    };
    return window.driftLab!.openModel([new File([JSON.stringify(model)], 'model.json')]);
  });
  expect(said).toHaveProperty('refusal');
}
