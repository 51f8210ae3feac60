/** Where a fault is injected: the built app in a profile of its own, on an experiment of a few seconds. */
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import type { RunRecord } from '../../contracts/record.ts';
import { plain } from '../../spec/fitting.ts';
import { presets } from '../../spec/kinds/compare/presets.ts';
import { encodeLink } from '../../spec/link.ts';
import type { Spec } from '../../spec/schema.ts';
import type { Place } from '../place.ts';

/** Longer than this nothing here takes, ms. */
export const PATIENCE_MS = 60_000;
/** How often a run is written down here, ms: more often than usual, so that faults need not wait. */
const NOTE_MS = 300;

/** A few seconds on two cores, in which every repeat is a moment to be interrupted at. */
export const experiment: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'digits', params: {}, split: { baseTrain: 400, baseTest: 100, newPool: 200, newTest: 100 } },
  model: { family: 'mlp', params: { hidden: [64, 32] } },
  base: { learningRate: 0.01, batchSize: 16, epochs: 30 },
  labels: { budget: 100 },
  stop: { epochs: 60 },
  seeds: { root: 7, count: 12 },
  engine: 'wasm',
};

/** As much of the page as is looked at from outside its code. */
interface SeenRun {
  readonly phase: RunPhase;
  readonly kept: number;
  readonly message?: string;
  readonly warnings: readonly string[];
  readonly record?: RunRecord;
}
interface SeenStore {
  readonly run: SeenRun;
  readonly queue: { noteMs: number };
  start(): Promise<unknown>;
  stop(): void;
}
type App = HTMLElement & { readonly store: SeenStore };

type RunPhase = 'idle' | 'preparing' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

export interface Stage {
  readonly place: Place;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Another page of the same profile, on the experiment. */
  open(spec?: Spec, page?: Page): Promise<Page>;
  /** Presses Run. */
  start(page?: Page): Promise<void>;
  /** Resolves when so many repeats are finished. */
  repeats(count: number, page?: Page): Promise<void>;
  /** Resolves with how the run stands once it has ended. */
  end(
    page?: Page,
  ): Promise<{ readonly phase: RunPhase; readonly message: string; readonly warnings: readonly string[]; readonly record?: RunRecord }>;
  seen(page?: Page): Promise<{ readonly phase: RunPhase; readonly kept: number; readonly text: string }>;
  /** The result of every repeat of the experiment without any fault, by its end. */
  undisturbed(spec?: Spec): Promise<string>;
  session(page?: Page): Promise<CDPSession>;
}

const store = (page: Page) => page.evaluateHandle(() => document.querySelector<App>('drift-lab')!.store);

/** What must not differ between two runs of one experiment on one engine. */
export const essence = ({ results }: Pick<RunRecord, 'results'>): string =>
  results
    .map(({ seed, arm, endHash }) => `${seed} ${arm} ${endHash}`)
    .sort()
    .join('\n');

const known = new Map<string, string>();

export async function openStage(place: Place, context: BrowserContext): Promise<Stage> {
  const first = await context.newPage();
  const stage: Stage = {
    ...{ place, context, page: first },
    async open(spec = experiment, page = first) {
      await page.goto(`${place.url}#${encodeLink(spec)}`);
      await page.waitForFunction(() => document.querySelector<App>('drift-lab')?.shadowRoot?.querySelector('lab-page'), undefined, {
        timeout: PATIENCE_MS,
      });
      await page.evaluate((every) => (document.querySelector<App>('drift-lab')!.store.queue.noteMs = every), NOTE_MS);
      return page;
    },
    async start(page = first) {
      await (await store(page)).evaluate((lab) => void lab.start());
    },
    async repeats(count, page = first) {
      await page.waitForFunction((least) => document.querySelector<App>('drift-lab')!.store.run.kept >= least, count, {
        timeout: PATIENCE_MS,
        polling: 20,
      });
    },
    async end(page = first) {
      await page.waitForFunction(
        () => ['finished', 'stopped', 'failed'].includes(document.querySelector<App>('drift-lab')!.store.run.phase),
        undefined,
        { timeout: PATIENCE_MS, polling: 50 },
      );
      return (await store(page)).evaluate(({ run: { phase, message = '', warnings, record } }) => ({
        ...{ phase, message, warnings: [...warnings] },
        ...(record && { record }),
      }));
    },
    async seen(page = first) {
      const { phase, kept } = await (await store(page)).evaluate(({ run }) => ({ phase: run.phase, kept: run.kept }));
      return { phase, kept, text: await page.locator('drift-lab').innerText() };
    },
    async undisturbed(spec = experiment) {
      const link = encodeLink(spec);
      if (!known.has(link)) {
        const other = await place.browser.newContext({ serviceWorkers: 'block' });
        const quiet = await openStage(place, other);
        await quiet.open(spec);
        await quiet.start();
        known.set(link, essence((await quiet.end()).record!));
        await other.close();
      }
      return known.get(link)!;
    },
    session: (page = first) => context.newCDPSession(page),
  };
  return stage;
}
