/** The app in a headless browser, driven through `window.driftLab`: the same experiment code that a visitor runs. */
import type { JSHandle, Page } from 'playwright-core';
import type { BenchReport, BenchRow } from '../contracts/bench.ts';
import type { ModelFormat, SavedModel } from '../contracts/services.ts';
import type { RunEvent } from '../contracts/events.ts';
import type { AskedWorlds } from '../contracts/services.ts';
import type { Note, ReadingReport } from '../data/report.ts';
import type { PredictedCost } from '../experiment/long-run.ts';
import type { ReadingOptions } from '../spec/reading-options.ts';
import type { OwnModelFacts } from '../contracts/services.ts';
import type { AnyRecord, RunRecord } from '../contracts/record.ts';
import { encodeLink } from '../spec/link.ts';
import type { AnySpec } from '../spec/schema.ts';
import { CliError, exitCode } from './cli-error.ts';
import { openHere, type OpenPlace } from './place.ts';

/** How long the page may take to start, in ms; a cold disk is slow. */
const START_MS = 30_000;

/** Events worth sending out of the page while it trains: the points of curves would only cost time. */
export type ToldEvent = Exclude<RunEvent, { type: UntoldType }>;
type UntoldType =
  | 'base-point'
  | 'drift-applied'
  | 'served'
  | 'arm-started'
  | 'arm-point'
  | 'arm-finished'
  | 'boundary'
  | 'test-rows'
  | 'predictions'
  | 'summed-up'
  | 'seeds-complete'
  | 'concluded'
  | 'finished'
  | 'stream-batch'
  | 'stream-edited'
  | 'stream-ended';

declare global {
  interface Window {
    /** Put there by the command line; takes the events of the run. */
    driftLabTell?: (event: ToldEvent) => void;
  }
}

export interface LabPage {
  /** The machine it is open on, where there are several. */
  readonly node?: string;
  /** Opens the user's files, oldest first and of any size: the browser reads them from disk itself. */
  openCsv(
    paths: readonly string[],
    reading: ReadingOptions,
    worlds: AskedWorlds,
  ): Promise<{ readonly spec: unknown; readonly notes: readonly Note[]; readonly report?: ReadingReport } | { readonly refusal: Note }>;
  /** Opens the user's model: model.json and its weights, wherever they are. */
  openModel(paths: readonly string[]): Promise<{ readonly model: OwnModelFacts } | { readonly refusal: string }>;
  /** Runs the experiment; resolves with the record, or undefined when it was stopped or failed, as the last event says. */
  run(spec: AnySpec): Promise<AnyRecord | undefined>;
  /** About how long a run on the open files takes, and what it holds; undefined where that cannot be told. */
  cost(spec: AnySpec): Promise<PredictedCost | undefined>;
  /** Measures every engine; `peers` were measured outside the browser. */
  benchEngine(peers: readonly BenchRow[]): Promise<BenchReport>;
  /** Whether the answer of the comparison just run survives other recipes; its record, which then says so, or undefined as with `run`. */
  robust(): Promise<RunRecord | undefined>;
  /** The model that a repair of the run just finished made on the first seed. */
  savedModel(arm: string, format: ModelFormat): Promise<SavedModel | { readonly refusal: string }>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the app on that experiment, in a browser of this computer unless told otherwise. */
export async function openLab(
  spec: AnySpec,
  tell: (event: ToldEvent) => void,
  open: OpenPlace = openHere,
  signal?: AbortSignal,
): Promise<LabPage> {
  try {
    const place = await open(signal);
    // What waits for the page is told so by its end.
    const leave = () => void place.close().catch(() => undefined);
    signal?.addEventListener('abort', leave, { once: true });
    try {
      const page = await place.browser.newPage();
      await page.exposeFunction('driftLabTell', tell);
      await start(page, `${place.url}#${encodeLink(spec)}`);
      await place.accept?.(page);
      return { ...drive(page, () => place.close(), place.node), ...(place.node !== undefined && { node: place.node }) };
    } catch (error) {
      await place.close();
      throw error;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  } catch (error) {
    if (signal?.aborted) throw new CliError('Stopped: nothing was trained.', exitCode.failed);
    throw error instanceof CliError ? error : browserTrouble(error);
  }
}

async function start(page: Page, url: string): Promise<void> {
  let trouble: string | undefined;
  page.on('pageerror', ({ message }) => (trouble ??= message));
  try {
    await page.goto(url);
    await page.waitForFunction(() => window.driftLab !== undefined, undefined, { timeout: START_MS });
  } catch (error) {
    if (trouble === undefined) throw error;
    throw new CliError(`The app did not start: ${trouble}. "npm start" shows it.`, exitCode.failed);
  }
}

/** Files on disk as the page gets them when they are picked. */
async function picked(page: Page, paths: readonly string[]): Promise<JSHandle<HTMLInputElement>> {
  const input = await page.evaluateHandle(() => Object.assign(document.createElement('input'), { type: 'file', multiple: true }));
  await input.setInputFiles([...paths]);
  return input;
}

function drive(page: Page, close: () => Promise<void>, node?: string): LabPage {
  return {
    async openCsv(paths, reading, worlds) {
      const input = await picked(page, paths);
      return page.evaluate(([{ files }, how, asked]) => window.driftLab!.openFiles([...files!], how, asked), [
        input,
        reading,
        worlds,
      ] as const);
    },
    async openModel(paths) {
      return page.evaluate(({ files }) => window.driftLab!.openModel([...files!]), await picked(page, paths));
    },
    async run(spec) {
      try {
        return await page.evaluate((experiment) => {
          const run = window.driftLab!.run(experiment, (event) => {
            switch (event.type) {
              case 'base-point':
              case 'drift-applied':
              case 'arm-started':
              case 'arm-point':
              case 'arm-finished':
              case 'served':
              case 'boundary':
              case 'test-rows':
              case 'predictions':
              case 'summed-up':
              case 'seeds-complete':
              case 'concluded':
              case 'finished':
              case 'stream-batch':
              case 'stream-edited':
              case 'stream-ended':
                return;
              default:
                window.driftLabTell!(event);
            }
          });
          // Why there is no record the last event has told.
          return run.catch((error: Error) => {
            if (error.name !== 'NoRecord') throw error;
            return undefined;
          });
        }, spec);
      } catch (error) {
        throw browserTrouble(error, node);
      }
    },
    benchEngine: (peers) =>
      page.evaluate((rows) => window.driftLab!.benchEngine((event) => window.driftLabTell!(event as never), rows), peers),
    robust: () => page.evaluate(() => window.driftLab!.robust((event) => window.driftLabTell!(event as never))),
    savedModel: (arm, format) => page.evaluate(([id, as]) => window.driftLab!.savedModel(id, as), [arm, format] as const),
    cost: (spec) => page.evaluate((experiment) => window.driftLab!.cost(experiment), spec),
    stop: () => page.evaluate(() => window.driftLab!.stop()),
    close,
  };
}

/** Playwright's first line says what; the rest is its log. */
function browserTrouble(error: unknown, node?: string): CliError {
  const [what] = (error instanceof Error ? error.message : String(error)).split('\n');
  const remedy = node === undefined ? ' Free some memory and run again, or set CHROME_PATH to another browser.' : '';
  return new CliError(`The browser could not go on: ${what}.${remedy}`, exitCode.failed);
}
