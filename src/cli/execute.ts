/** Runs one experiment in the headless page, from the build of the app to the closing of the browser. */
import type { AnyRecord } from '../contracts/record.ts';
import type { BenchReport } from '../contracts/bench.ts';
import { presets } from '../spec/kinds/compare/presets.ts';
import type { AnySpec } from '../spec/schema.ts';
import { askFirst } from './ask-first.ts';
import { ensureBuilt } from './built-app.ts';
import { CliError, exitCode } from './cli-error.ts';
import { openInterruption, openProgress } from './desk.ts';
import { openLab, type LabPage, type ToldEvent } from './lab-page.ts';
import { withOwnFile, type OwnFile } from './own-file.ts';
import { openOwnModel, type ModelFiles } from './own-model.ts';
import { pytorchRows } from './peers/pytorch.ts';
import { modelsMade, type MadeModel, type ModelWanted } from './save-model.ts';
import { report } from './report.ts';

/** How long the page may take to stop before the browser is closed on it, in ms. */
const STOP_MS = 1_500;

/** What the user brings to the experiment. */
export interface OwnFiles {
  /** A long run on `data` begins without a question. */
  readonly yes?: boolean;
  readonly data: OwnFile | undefined;
  readonly model: ModelFiles | undefined;
}

/** What is done after the run. */
interface Afterwards {
  /** Of a kind whose answer can be asked again. */
  readonly robust?: boolean;
  readonly models?: readonly ModelWanted[];
  /** Takes those models. */
  readonly made?: (models: readonly MadeModel[]) => void;
}

/** Tells stderr how it goes. @throws CliError when it is stopped or fails. */
export async function execute(spec: AnySpec, own: OwnFiles, { robust = false, models = [], made }: Afterwards = {}): Promise<AnyRecord> {
  const progress = openProgress();
  const interruption = openInterruption(() => progress.note('Stopping … (Ctrl-C again ends at once)'));
  const { signal } = interruption;
  let page: LabPage | undefined;
  let last: ToldEvent | undefined;
  const tell = (event: ToldEvent) => {
    last = event;
    report(event, progress);
  };
  try {
    await ensureBuilt((text) => progress.note(text), signal);
    throwIfStopped(signal);
    progress.update('Starting the browser …');
    page = await openLab(spec, tell, undefined, signal);
    throwIfStopped(signal);
    const record = await Promise.race([play(page, spec, own, signal, (text) => progress.note(text)), stopsBy(page, signal)]);
    if (!record) throw whyEnded(last);
    made?.(await modelsMade(page, models));
    if (!robust) return record;
    const robustly = await Promise.race([page.robust(), stopsBy(page, signal)]);
    if (!robustly) throw whyEnded(last);
    return robustly;
  } finally {
    progress.clear();
    await page?.close();
    interruption.dispose();
  }
}

/** Measures the engines in the headless page. @throws CliError when it is stopped or fails. */
export async function benchEngine(): Promise<BenchReport> {
  const progress = openProgress();
  const interruption = openInterruption(() => progress.note('Stopping … (Ctrl-C again ends at once)'));
  const { signal } = interruption;
  let page: LabPage | undefined;
  try {
    await ensureBuilt((text) => progress.note(text), signal);
    throwIfStopped(signal);
    progress.update('Measuring PyTorch, where there is one …');
    const peers = await pytorchRows();
    throwIfStopped(signal);
    progress.update('Starting the browser …');
    page = await openLab(
      presets.quick.spec,
      (event) => {
        if (event.type === 'progress') progress.update(`Measuring ${event.done + 1} of ${event.total}: ${event.what}`);
      },
      undefined,
      signal,
    );
    throwIfStopped(signal);
    return await Promise.race([page.benchEngine(peers), rejectsWhen(signal)]);
  } finally {
    progress.clear();
    await page?.close();
    interruption.dispose();
  }
}

/** A measurement holds nothing worth keeping: it ends at once. */
function rejectsWhen(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(stopped('nothing is reported of a part of a benchmark')), { once: true });
  });
}

async function play(
  page: LabPage,
  spec: AnySpec,
  { data, model, yes = false }: OwnFiles,
  signal: AbortSignal,
  note: (text: string) => void,
): Promise<AnyRecord | undefined> {
  // The model first: it takes less time to read, and may be refused.
  const opened = model && (await openOwnModel(page, spec, model, note));
  const onData = data ? await withOwnFile(page, spec, data, note) : spec;
  const complete = opened ? { ...onData, model: opened } : onData;
  if (data) await askFirst([await page.cost(complete)], yes, undefined, signal);
  throwIfStopped(signal);
  return page.run(complete);
}

/** Once interrupted, asks the page to stop, and rejects when it has not done so in time. */
function stopsBy(page: LabPage, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => {
      // A page that cannot even be asked is left to the timer.
      page.stop().catch(() => undefined);
      setTimeout(() => reject(stopped('the page did not answer in time')), STOP_MS).unref();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}

function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw stopped('nothing was trained');
}

/** Why there is no record, by the last event. */
function whyEnded(event: ToldEvent | undefined): CliError {
  if (event?.type === 'stopped') return stopped(`${event.kept} repeats were finished, and nothing is concluded from them`);
  if (event?.type === 'failed') return new CliError(event.text, event.code === 'bad-input' ? exitCode.badInput : exitCode.failed);
  return new CliError('The run ended without a result. Run it again.', exitCode.failed);
}

const stopped = (how: string) => new CliError(`Stopped: ${how}.`, exitCode.failed);
