/** Opens the built app as a visitor would, at three widths, and watches what moves, what takes long and what is kept. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { CliError, exitCode } from '../cli-error.ts';
import { ensureBuilt } from '../built-app.ts';
import { packageRoot } from '../paths.ts';
import { openHere, type Place } from '../place.ts';
import { figure, goals, heapFigure, pageFigures, shiftsOf, tasksOf } from './goals.ts';
import { watchPage } from './probe.ts';
import type { PageReport, PageView, Watched } from './types.ts';

/** A phone, a projector, a laptop; CSS px. */
const sizes = [
  { width: 360, height: 740 },
  { width: 800, height: 600 },
  { width: 1440, height: 900 },
] as const;
type Size = (typeof sizes)[number];

export const pageWidths: readonly number[] = sizes.map(({ width }) => width);

/** Where the pages are; the first comes without. */
const addresses = { lab: '', stream: '#/stream' } as const;
/** A story whose experiment is the one that a first visit sees. */
const STORY = '#/learn/old-and-new';
/** What is loaded after the first paint, and what still comes once a run is over, has this long, ms. */
const SETTLES_MS = 2500;
/** A stream is watched at its own pace so long; then it goes as fast as it can. */
const WATCHED_MS = 8000;
/** A run that is not over by then is given up. */
const PATIENCE_MS = 120_000;
/** Fewer runs tell nothing of what is kept. */
const FEWEST_RUNS = 4;

export interface PageBenchOptions {
  readonly part?: PagePart | undefined;
  /** Keeps all cores busy meanwhile. */
  readonly busy: boolean;
  /** How long runs follow each other for the heap. */
  readonly minutes: number;
  /** Only at that width. */
  readonly width?: number;
}

/** What is measured, each for itself. */
const parts = {
  lab: (place, options, say) => atAllSizes(place, options, say, 'lab'),
  stream: (place, options, say) => atAllSizes(place, options, say, 'stream'),
  story: async (place, options, say) => [await firstCurve(place, options, say)],
  heap: async (place, options, say) => [await heap(place, options, say)],
} satisfies Record<string, (place: Place, options: PageBenchOptions, say: Say) => Promise<PageView[]>>;
export type PagePart = keyof typeof parts;
export const pageParts = Object.keys(parts) as PagePart[];

type Say = (what: string) => void;

/** @throws CliError where the app cannot be built or opened, or a run does not end */
export async function benchPage(options: PageBenchOptions, say: Say): Promise<PageReport> {
  const started = performance.now();
  await ensureBuilt(say);
  const place = await openHere();
  const cores = availableParallelism();
  const spinning = options.busy ? Array.from({ length: cores }, () => new Worker('for (;;);', { eval: true })) : [];
  try {
    const views: PageView[] = [];
    for (const part of options.part ? [options.part] : pageParts) views.push(...(await parts[part](place, options, say)));
    return { views, browser: place.browser.version(), cores, seconds: (performance.now() - started) / 1000 };
  } finally {
    await Promise.all(spinning.map((worker) => worker.terminate()));
    await place.close();
  }
}

/** A page in a profile of its own: nothing is kept from before. */
async function open({ browser, url }: Place, { width, height }: Size, hash: string): Promise<{ page: Page; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width, height }, serviceWorkers: 'block' });
  const page = await context.newPage();
  // A compiler that keeps names calls this; the page does not have it.
  await page.addInitScript('globalThis.__name ??= (named) => named');
  await page.addInitScript(watchPage);
  await page.goto(`${url}${hash}`);
  return { page, close: () => context.close() };
}

async function atAllSizes(place: Place, { busy, width: only }: PageBenchOptions, say: Say, part: 'lab' | 'stream'): Promise<PageView[]> {
  const views: PageView[] = [];
  for (const size of sizes.filter(({ width }) => only === undefined || width === only)) {
    say(`the ${part} page at ${size.width}×${size.height}`);
    const { page, close } = await open(place, size, addresses[part]);
    try {
      const watched = await withRun(page, addresses[part] !== '');
      views.push(view(part, size, busy, watched, pageFigures(watched, shellKb(watched))));
    } finally {
      await close();
    }
  }
  return views;
}

/** Loads, runs, lets the end settle, opens everything. */
async function withRun(page: Page, stream: boolean): Promise<Watched> {
  await page.waitForFunction(() => window.driftLabProbe!.told().readyAt !== null, undefined, { timeout: PATIENCE_MS });
  await page.waitForTimeout(SETTLES_MS);
  await page.evaluate((streams) => window.driftLabProbe!.start(streams), stream);
  if (stream) {
    await page.waitForTimeout(WATCHED_MS);
    await page.evaluate(() => (document.querySelector('drift-lab') as unknown as { store: { stream: { setSpeed(rate: number): void } } }).store.stream.setSpeed(Infinity)); // prettier-ignore
  }
  await ended(page);
  await page.waitForTimeout(SETTLES_MS);
  await page.evaluate(() => window.driftLabProbe!.openAll());
  return page.evaluate(() => window.driftLabProbe!.told());
}

async function ended(page: Page): Promise<void> {
  await page
    .waitForFunction(() => window.driftLabProbe!.told().endedAt !== null, undefined, { timeout: PATIENCE_MS })
    .catch(() => {
      throw new CliError(
        `The run was not over after ${PATIENCE_MS / 1000} s. Measure again with less going on beside it.`,
        exitCode.failed,
      );
    });
}

async function firstCurve(place: Place, { busy }: PageBenchOptions, say: Say): Promise<PageView> {
  say('a story');
  const size = sizes.at(-1)!;
  const { page, close } = await open(place, size, STORY);
  try {
    await page.evaluate(() => window.driftLabProbe!.hurry());
    await page.waitForFunction(() => window.driftLabProbe!.told().curveAt !== null, undefined, { timeout: PATIENCE_MS });
    const watched = await page.evaluate(() => window.driftLabProbe!.told());
    return view('story', size, busy, watched, [figure(goals.curve, watched.curveAt)]);
  } finally {
    await close();
  }
}

/** The experiment of a first visit, again and again; what the heap holds after each, with everything collected that can be. */
async function heap(place: Place, { busy, minutes }: PageBenchOptions, say: Say): Promise<PageView> {
  const size = sizes.at(-1)!;
  const { page, close } = await open(place, size, '');
  try {
    await page.waitForFunction(() => window.driftLabProbe!.told().readyAt !== null, undefined, { timeout: PATIENCE_MS });
    const session = await page.context().newCDPSession(page);
    const bytes: number[] = [];
    const until = performance.now() + 60_000 * minutes;
    while (bytes.length < FEWEST_RUNS || performance.now() < until) {
      say(`the heap after ${bytes.length + 1} runs`);
      await page.evaluate(() => (document.querySelector('drift-lab') as unknown as { store: { start(): Promise<unknown> } }).store.start());
      await page.waitForTimeout(SETTLES_MS);
      await session.send('HeapProfiler.collectGarbage');
      bytes.push((await session.send('Runtime.getHeapUsage')).usedSize);
    }
    const watched = await page.evaluate(() => window.driftLabProbe!.told());
    return { ...view('heap', size, busy, watched, [heapFigure(bytes)]), heapBytes: bytes };
  } finally {
    await close();
  }
}

function view(part: PagePart, { width, height }: Size, busy: boolean, watched: Watched, figures: PageView['figures']): PageView {
  return { part, width, height, busy, figures, shifts: shiftsOf(watched), tasks: tasksOf(watched) };
}

/** The page and what it loaded before its first paint, as it travels: gzip, but for fonts, which are compressed already. kB of 1000 bytes. */
function shellKb({ shell }: Watched): number {
  const files = new Set(['/index.html', ...shell.map((address) => new URL(address).pathname)]);
  const sizes = [...files]
    .filter((path) => /\.(html|js|css|woff2)$/.test(path))
    .map((path) => {
      const body = readFileSync(join(packageRoot, 'dist', path));
      return path.endsWith('.woff2') ? body.length : gzipSync(body).length;
    });
  return sizes.reduce((a, b) => a + b, 0) / 1000;
}
