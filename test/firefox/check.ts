/**
 * `npm run check:firefox`: the built app in Firefox, driven by WebDriver BiDi. It opens without an error, every frozen experiment comes out as it
 * does elsewhere, bit for bit, and what people do with it works: a click on Run, own files, a kept run, a reload in the middle, no network.
 * Where there is no Firefox it says so and checks nothing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { ensureBuilt, serveBuilt } from '../../src/cli/built-app.ts';
import type { AnyRecord } from '../../src/contracts/record.ts';
import type { AnySpec } from '../../src/spec/schema.ts';
import { contentId } from '../../src/spec/canonical.ts';
import { encodeLink } from '../../src/spec/link.ts';
import { comparisons, streams } from '../goldens/cases.ts';
import { timeless } from '../timeless.ts';

const NAMES = ['firefox', 'firefox-esr'];
const PLACES = ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'];

function findFirefox(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [process.env['FIREFOX'], ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find(
    (path) => path !== undefined && existsSync(path),
  );
}

const goldens = (JSON.parse(readFileSync(join(import.meta.dirname, '../goldens/goldens.json'), 'utf8')) as { records: Goldens }).records;
type Goldens = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A part of a record in short, as it is frozen. */
const digest = (value: unknown): string => contentId(value).slice(7, 23);

function differingParts(name: string, record: AnyRecord): string[] {
  const found = timeless(record) as Readonly<Record<string, unknown>>;
  return Object.entries(goldens[name]!).flatMap(([part, frozen]) => (digest(found[part]) === frozen ? [] : [part]));
}

const own = {
  ...comparisons['every repair']!,
  arms: [{ id: 'none' }, { id: 'head-only' }, { id: 'retrain-all' }],
} satisfies AnySpec;

/** A CSV whose label follows a, and a file of later days on which it follows the opposite. */
function days(from: number, sign: number): string {
  const line = (i: number) => {
    const [a, b] = [Math.sin(12.9898 * (i + 1)) * 2, Math.cos(78.233 * (i + 1))];
    return `${a.toFixed(3)},${b.toFixed(3)},${sign * a > 0 ? 'yes' : 'no'}`;
  };
  return ['a,b,label', ...Array.from({ length: 240 }, (_, i) => line(from + i))].join('\n');
}

const executablePath = findFirefox();
if (!executablePath) console.log('Skipped: there is no Firefox here. Install it, or name it in the variable FIREFOX.');
else {
  await ensureBuilt(console.log);
  let app = await serveBuilt();
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  console.log(await browser.version());
  const troubles: string[] = [];
  let failed = 0;
  const check = async (title: string, work: () => Promise<string | undefined>) => {
    const began = performance.now();
    const wrong = await work().catch((error: Error) => error.message);
    const said = wrong ?? troubles.splice(0).join('; ');
    failed += Number(said !== '');
    console.log(`${said ? 'FAILED' : 'ok    '}  ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)${said ? `: ${said}` : ''}`);
  };
  const expects = (true_: boolean, otherwise: string): string | undefined => (true_ ? undefined : otherwise);

  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => troubles.push(`uncaught: ${(error as Error).message}`));
    page.on('console', (message) => message.type() === 'error' && troubles.push(`console: ${message.text()}`));
    // An address that differs by its fragment alone is no other page.
    const open = async (hash = '') => {
      await page.goto('about:blank');
      await page.goto(`${app.url}${hash}`);
      await drawn(page);
    };

    await check('opens, and can run', async () => {
      await open();
      await page.waitForSelector('>>> #run:not([disabled])');
      return undefined;
    });

    for (const [name, spec] of Object.entries<AnySpec>({ ...comparisons, ...streams }))
      await check(`“${name}” as it is frozen`, async () => {
        const parts = differingParts(name, await recordOf(page, { ...spec, engine: 'wasm' } as AnySpec));
        return expects(parts.length === 0, `other than elsewhere: ${parts.join(', ')}`);
      });

    await check('a click on Run comes to a verdict, and nothing is wider than the window', async () => {
      await open(`#${encodeLink({ ...own, seeds: { root: 5, count: 3 } })}`);
      await (await page.waitForSelector('>>> #run:not([disabled])'))!.click();
      await page.waitForSelector('>>> run-download');
      for (const width of [1440, 800, 360]) {
        await page.setViewport({ width, height: 740 });
        await new Promise((drawnAgain) => setTimeout(drawnAgain, 0));
        const over = await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
        if (over > 0) return `${over} px too wide at ${width}`;
      }
      await page.setViewport({ width: 1280, height: 720 });
      return undefined;
    });

    await check('the run is kept, and there after a reload', async () => {
      await open('#/runs');
      await page.waitForSelector('>>> run-row');
      return undefined;
    });

    await check('two files of one’s own become two worlds', async () => {
      await open();
      const opened = await page.evaluate(
        async ([before, after]) => {
          const files = [new File([before!], 'old.csv', { type: 'text/csv' }), new File([after!], 'new.csv', { type: 'text/csv' })];
          return window.driftLab!.openFiles(files);
        },
        [days(0, 1), days(240, -1)],
      );
      if ('refusal' in opened) return opened.refusal.text;
      const spec = { ...own, ...(opened as { spec: { data: object } }).spec } as AnySpec;
      return expects('regimes' in spec.data, 'the files did not become an old and a new world');
    });

    await check('German', async () => {
      await page.goto(`${app.url}?lang=de`);
      await drawn(page);
      const run = await page.waitForSelector('>>> #run');
      return expects((await run!.evaluate((button) => button.textContent))!.includes('Starten'), 'Run is not called Starten');
    });

    await check('without a network, from the second visit on', async () => {
      await page.goto(app.url);
      await drawn(page);
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await page.reload();
      await drawn(page);
      const { url } = app;
      await app.close();
      try {
        await page.goto(url);
        await drawn(page);
        const record = await recordOf(page, own);
        return expects('results' in record && record.results.length > 0, 'the run has no results');
      } finally {
        app = await serveBuilt({ port: Number(new URL(url).port) });
        troubles.length = 0;
      }
    });
  } finally {
    await browser.close();
    await app.close();
  }
  if (failed) process.exitCode = 1;
  console.log(failed ? `${failed} checks failed.` : 'All of it holds in Firefox.');
}

/** As text: a record is more than the protocol carries as an object. */
async function recordOf(page: Page, spec: AnySpec): Promise<AnyRecord> {
  return JSON.parse(await page.evaluate(async (given) => JSON.stringify(await window.driftLab!.run(given)), spec)) as AnyRecord;
}

/** The automation is there once the page is drawn. */
async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(() => 'driftLab' in window);
}
