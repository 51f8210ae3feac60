/** The way between the pages, and the Bench: facts at once, speeds as they are measured, stopped at will, saved as a file. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { encodeLink } from '../../src/spec/link.ts';
import type { BenchExport } from '../../src/state/bench-state.ts';
import { button, finishedRun, headline, lengthy, openLab, runButton, storeOf, test, tiny } from './support.ts';

const link = (page: Page, name: 'Lab' | 'Bench') =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true });
const benchHeadline = (page: Page) => page.getByRole('heading', { name: 'How fast does this machine train?' });
const speeds = (page: Page) => page.locator('bench-engines tbody tr:not(.waiting)');

async function openBench(page: Page): Promise<void> {
  await page.goto('./#/bench');
  await expect(benchHeadline(page)).toBeVisible();
}

/** Starts measuring; resolves when the first speed is there. */
async function measureSome(page: Page): Promise<void> {
  await button(page, 'Measure').click();
  await expect(speeds(page).first()).toContainText('wasm', { timeout: 30_000 });
}

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
  );
}

test.describe('the pages', () => {
  test('are links with addresses; the browser goes back and forward between them, and the experiment stays', async ({ page }) => {
    await openLab(page, tiny);
    const address = page.url();
    await expect(link(page, 'Lab')).toHaveAttribute('aria-current', 'page');
    await expect(link(page, 'Bench')).not.toHaveAttribute('aria-current', 'page');

    await link(page, 'Bench').click();
    await expect(benchHeadline(page)).toBeVisible();
    await expect(runButton(page)).toBeHidden();
    await expect(page).toHaveURL(/#\/bench$/);
    await expect(page).toHaveTitle('Bench · Drift Lab');
    await expect(link(page, 'Bench')).toHaveAttribute('aria-current', 'page');
    await expect(link(page, 'Lab')).toHaveAttribute('href', `#${encodeLink(tiny)}`);

    await link(page, 'Lab').click();
    await expect(page).toHaveURL(address);
    await expect(runButton(page)).toBeVisible();
    await expect(benchHeadline(page)).toHaveCount(0);
    for (const [go, where] of [
      ['goBack', 'Bench'],
      ['goBack', 'Lab'],
      ['goForward', 'Bench'],
      ['goForward', 'Lab'],
    ] as const) {
      await page[go]();
      await expect(link(page, where)).toHaveAttribute('aria-current', 'page');
    }
    await expect(page).toHaveURL(address);
    await expect(page).toHaveTitle(/digits.* · Drift Lab$/i);
    const store = await storeOf(page);
    expect(await store.evaluate(({ spec }) => spec)).toEqual(tiny);
  });

  test('keep a run going, its curves and its verdict', { tag: '@slow' }, async ({ page }) => {
    await openLab(page, lengthy);
    await runButton(page).click();
    await expect(page.getByText(/[1-9]\d* \/ 150/)).toBeVisible();
    await link(page, 'Bench').click();
    await expect(page.getByText('A run is going on in the Lab')).toBeVisible();
    await expect(button(page, 'Measure')).toBeDisabled();
    const store = await storeOf(page);
    const points = () => store.evaluate(({ run }) => run.baseCurves.version + run.armCurves.version);
    const before = await points();
    await expect.poll(points).toBeGreaterThan(before);

    await link(page, 'Lab').click();
    await expect(headline(page)).toHaveText('Collecting evidence …');
    await expect(page.locator('race-stage canvas')).toBeVisible();
    await button(page, 'Stop').click();
    await expect(headline(page)).toHaveText('Stopped');
    await link(page, 'Bench').click();
    await expect(button(page, 'Measure')).toBeEnabled();
    await page.goBack();
    await expect(headline(page)).toHaveText('Stopped');
  });

  test('a change made after coming back is in the address, as ever', async ({ page }) => {
    await openLab(page, tiny);
    await link(page, 'Bench').click();
    await link(page, 'Lab').click();
    await page.getByRole('slider', { name: 'Severity' }).press('ArrowRight');
    await expect(page).toHaveURL(`./#${encodeLink({ ...tiny, drift: [{ ...tiny.drift[0]!, severity: 3.1 }] })}`);
  });
});

test('no key of the Lab starts anything on the Bench', async ({ page }) => {
  await openBench(page);
  const store = await storeOf(page);
  // The Lab could run: only the page keeps it from doing so.
  await expect.poll(() => store.evaluate(({ preview, refusal }) => preview !== undefined && refusal === undefined)).toBe(true);
  const before = await store.evaluate(({ spec }) => spec);
  await benchHeadline(page).click();
  for (const key of ['Space', 'Enter', 'r', 'n', 's']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await store.evaluate(({ run, spec }) => ({ phase: run.phase, spec }))).toEqual({ phase: 'idle', spec: before });
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await help.getByRole('button', { name: 'Bench', exact: true }).click();
  await expect(help).toContainText('How fast each engine of this machine trains');
});

test('the machine is described at once: its adapter, or that there is none, and the engine of the session', async ({ page }) => {
  await openBench(page);
  const machine = page.locator('bench-machine');
  await expect(machine).not.toContainText('Asking the browser');
  const store = await storeOf(page);
  const adapter = await store.evaluate(({ bench }) => bench.adapter);
  if (adapter) {
    await expect(machine).toContainText(adapter.name);
    await expect(machine).toContainText(adapter.software ? 'software' : 'hardware');
    await expect(machine.getByText(/^\d+(\.\d)? [GM]iB$/).first()).toBeVisible();
    await expect(machine.getByText('maxBindGroups', { exact: true })).toBeHidden();
    await machine.getByText('All other features and limits').click();
    await expect(machine.getByText('maxBindGroups', { exact: true })).toBeVisible();
  } else await expect(machine).toContainText(/No WebGPU (adapter|in this browser)/);
  await expect(machine).toContainText(/(WASM|WEBGPU|CPU) · .*self-test dense\s*\de−\d/s);
});

test(
  'measuring fills the table; Stop keeps what is there, says that it is partial, and it can be saved',
  { tag: '@slow' },
  async ({ page }) => {
    await openBench(page);
    await expect(button(page, 'Export JSON')).toBeDisabled();
    await measureSome(page);
    await expect(page.locator('bench-control')).toContainText(/\d+ \/ \d+ · ≈ [\d.]+ s left/);
    await expect(page.locator('bench-self-tests tbody tr').first()).toContainText('wasm');
    await button(page, 'Stop').click();
    await expect(page.getByText('Partial.')).toBeVisible({ timeout: 15_000 });
    await expect(button(page, 'Measure')).toBeEnabled();
    const kept = await speeds(page).count();
    expect(kept).toBeGreaterThan(0);

    const saved = page.waitForEvent('download');
    await button(page, 'Export JSON').click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/^drift-lab-bench-\d{4}-\d\d-\d\d\.json$/);
    const report = JSON.parse(readFileSync(await download.path(), 'utf8')) as BenchExport;
    expect(report).toMatchObject({ partial: true, hidden: false });
    expect(report.rows).toHaveLength(kept);
    expect(report.rows[0]).toMatchObject({ engine: 'wasm', failure: null, gpuErrors: 0 });
    expect(report.selfTests[0]).toMatchObject({ engine: 'wasm', failure: null });

    // The rows outlast the page, and Escape is the other Stop.
    await link(page, 'Lab').click();
    await link(page, 'Bench').click();
    await expect(speeds(page)).toHaveCount(kept);
    await button(page, 'Measure').click();
    await expect(button(page, 'Stop')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('Partial.')).toBeVisible();
  },
);

test('a run in the Lab ends a measurement, whose times would be wrong', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, tiny);
  await link(page, 'Bench').click();
  await measureSome(page);
  await link(page, 'Lab').click();
  await runButton(page).click();
  await finishedRun(page);
  await link(page, 'Bench').click();
  await expect(page.getByText('Stopped when a run in the Lab began.')).toBeVisible();
});

test('no barriers, before, while and after measuring, light and dark; nothing scrolls sideways', { tag: '@slow' }, async ({ page }) => {
  const check = async (state: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      // Without motion, so that no colour is caught on its way to another.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
      expect(await barriers(page), `${state}, ${colorScheme}`).toEqual([]);
    }
    for (const size of [
      { width: 360, height: 740 },
      { width: 800, height: 600 },
      { width: 1440, height: 900 },
    ]) {
      await page.setViewportSize(size);
      await expect
        .poll(() => page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth), { message: `${state}, ${size.width} px` })
        .toBeLessThanOrEqual(0);
      const header = await page.getByRole('banner').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect(header, `header, ${size.width} px`).toBeLessThanOrEqual(0);
    }
  };
  await openBench(page);
  await expect(page.locator('bench-machine')).not.toContainText('Asking the browser');
  await check('idle');
  await measureSome(page);
  await check('measuring');
  await button(page, 'Stop').click();
  await check('stopped');
});
