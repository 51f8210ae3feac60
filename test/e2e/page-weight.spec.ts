/** What a first visit downloads before it shows something. */
import { gzipSync } from 'node:zlib';
import { expect, type Response } from '@playwright/test';
import { finishedRun, openLab, runButton, test, tiny, verdict } from './support.ts';

/** Page, scripts, styles and font, in bytes as they travel: gzip, except for the font, which is compressed already. */
const FIRST_PAINT_BYTES = 131_000;
/** Names that only TensorFlow.js has in it. */
const TENSORFLOW = /\brunKernel\b|registerBackend|tfjs-backend/;

test('the first paint needs at most 131 KB, and no TensorFlow.js', async ({ page }) => {
  const arrived: Response[] = [];
  page.on('response', (response) => arrived.push(response));
  const worker = page.waitForEvent('worker');
  await openLab(page, tiny);
  const firstWorker = arrived.findIndex((response) => /\/assets\/(data|lab)-[\w-]{8}\.js$/.test(response.url()));
  expect((await worker).url()).toBe(arrived[firstWorker]!.url());

  const paintedAt = await page.evaluate(
    () => performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
  );
  const sizes: Record<string, number> = {};
  for (const response of arrived) {
    const kind = response.request().resourceType();
    const early =
      arrived.indexOf(response) < firstWorker &&
      response.request().timing().startTime < paintedAt &&
      ['document', 'script', 'stylesheet'].includes(kind);
    if (!early && kind !== 'font') continue;
    const body = await response.body();
    expect(TENSORFLOW.test(body.toString('latin1')), `TensorFlow.js in ${response.url()}`).toBe(false);
    sizes[new URL(response.url()).pathname] = kind === 'font' ? body.length : gzipSync(body).length;
  }
  expect(Object.keys(sizes).length).toBeGreaterThanOrEqual(4);
  expect(
    Object.values(sizes).reduce((a, b) => a + b),
    JSON.stringify(sizes),
  ).toBeLessThanOrEqual(FIRST_PAINT_BYTES);

  await test.step('neither does a run that needs no GPU', async () => {
    const before = arrived.length;
    await runButton(page).click();
    await finishedRun(page);
    const scripts = arrived.slice(before).filter((response) => response.url().endsWith('.js'));
    for (const script of scripts) expect(TENSORFLOW.test(await script.text()), script.url()).toBe(false);
  });

  await test.step('plain JavaScript does load it (so the search can find it)', async () => {
    await openLab(page, { ...tiny, engine: 'cpu' });
    await runButton(page).click();
    await finishedRun(page);
    const scripts = arrived.filter((response) => response.url().endsWith('.js'));
    const texts = await Promise.all(scripts.map((script) => script.text().catch(() => '')));
    expect(texts.some((text) => TENSORFLOW.test(text))).toBe(true);
  });
});

test(
  'our engines are small: WASM at most 26 KB, all that a run on WebGPU loads at most 220 KB, neither with TensorFlow.js',
  { tag: '@slow' },
  async ({ page }) => {
    test.setTimeout(120_000);
    const scripts: Response[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response);
    });
    const weight = async (some: readonly Response[]): Promise<number> => {
      const sizes = new Map<string, number>();
      for (const response of some) {
        const body = await response.body();
        expect(TENSORFLOW.test(body.toString('latin1')), `TensorFlow.js in ${response.url()}`).toBe(false);
        sizes.set(response.url(), gzipSync(body).length);
      }
      return [...sizes.values()].reduce((a, b) => a + b, 0);
    };

    await openLab(page, { ...tiny, engine: 'wasm' });
    await runButton(page).click();
    await finishedRun(page);
    // A lane worker holds the whole WASM engine, with the functions that are the same bits in every browser, and nothing else.
    const lanes = scripts.filter((response) => /\/lane-/.test(response.url()));
    expect(lanes.length).toBeGreaterThan(0);
    expect(await weight(lanes)).toBeLessThanOrEqual(26_000);

    scripts.length = 0;
    await openLab(page, { ...tiny, engine: 'webgpu' });
    await runButton(page).click();
    // A software GPU compiles slowly.
    await expect(verdict(page).getByRole('button', { name: 'Download run' })).toBeVisible({ timeout: 60_000 });
    expect((await finishedRun(page)).environment.engine).toMatchObject({ engine: 'webgpu', library: 'Drift Lab WGSL' });
    expect(scripts.some((response) => /webgpu-executor/.test(response.url()))).toBe(true);
    expect(await weight(scripts)).toBeLessThanOrEqual(220_000);
  },
);
