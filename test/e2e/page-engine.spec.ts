/** Where there is no WebGPU: the page says so, works on, and refuses an engine that is not there in one message. */
import { expect } from '@playwright/test';
import { browserFlags, findBrowser } from '../../src/cli/browser.ts';
import { button, finishedRun, headline, messages, openCard, openLab, runButton, test, tiny, verdict } from './support.ts';

test.use({
  launchOptions: {
    executablePath: findBrowser(),
    args: [...browserFlags().filter((flag) => flag !== '--enable-unsafe-webgpu'), '--disable-features=WebGPU'],
  },
});

test('the header names the engine and why it is not a faster one', async ({ page }) => {
  await openLab(page, tiny);
  await expect(page.getByRole('banner')).toContainText(/WASM · no WebGPU (in this browser|adapter) · self-test \d/);
});

test('asking for WebGPU gives one clear message, and the page stays usable', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, { ...tiny, engine: 'webgpu' });
  await runButton(page).click();
  await expect(headline(page)).toHaveText('The run could not go on');
  await expect(messages(page)).toHaveText(
    /^WebGPU was asked for, but this browser offers no adapter\. Choose the engine "auto" instead\.?$/,
  );
  await expect(messages(page)).toHaveCount(1);

  const card = await openCard(page, 'Seeds and machine');
  await card.getByRole('combobox', { name: 'Engine' }).selectOption('WASM');
  await runButton(page).click();
  const record = await finishedRun(page);
  expect(record.environment.engine).toMatchObject({ engine: 'wasm', reason: 'you asked for WASM' });
  await expect(verdict(page)).toContainText('WASM, Drift Lab WASM SIMD');
  await expect(button(page, 'Download run')).toBeVisible();
});
