/** What a first visit downloads before it shows something. */
import { gzipSync } from 'node:zlib';
import { expect, test, type Response } from '@playwright/test';
import { finishedRun, openLab, runButton, tiny } from './support.ts';

/** Page, scripts, styles and font, in bytes as they travel: gzip, except for the font, which is compressed already. */
const FIRST_PAINT_BYTES = 150_000;
/** Names that only TensorFlow.js has in it. */
const TENSORFLOW = /\brunKernel\b|registerBackend|tfjs-backend/;

test('the first paint needs at most 150 KB, and no TensorFlow.js', async ({ page }) => {
  const arrived: Response[] = [];
  page.on('response', (response) => arrived.push(response));
  const worker = page.waitForEvent('worker');
  await openLab(page, tiny);
  const firstWorker = arrived.findIndex((response) => /\/assets\/(data|lab)-/.test(response.url()));
  expect((await worker).url()).toBe(arrived[firstWorker]!.url());

  const sizes: Record<string, number> = {};
  for (const response of arrived) {
    const kind = response.request().resourceType();
    const early = arrived.indexOf(response) < firstWorker && ['document', 'script', 'stylesheet'].includes(kind);
    if (!early && kind !== 'font') continue;
    const body = await response.body();
    expect(TENSORFLOW.test(body.toString('latin1')), `TensorFlow.js in ${response.url()}`).toBe(false);
    sizes[new URL(response.url()).pathname] = kind === 'font' ? body.length : gzipSync(body).length;
  }
  expect(Object.keys(sizes).length).toBeGreaterThanOrEqual(4);
  expect(Object.values(sizes).reduce((a, b) => a + b), JSON.stringify(sizes)).toBeLessThanOrEqual(FIRST_PAINT_BYTES);

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
