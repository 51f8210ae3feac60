/** What works on a run is lost: what another could go on from, and what is begun again. Fetched when that happens, or is to be written down. */
import type { EarlierComparison, EarlierStream, Earlier, Interruption } from '../contracts/record.ts';
import type { RunEvent } from '../contracts/events.ts';
import type { StreamSeed } from '../contracts/stream.ts';
import type { RunCommand } from '../contracts/services.ts';
import { WorkerLostError } from '../watched-worker.ts';
import { CompareRun } from './compare-run.ts';
import type { Curves } from './curves.ts';
import { StreamRun } from './stream-run.ts';

/** A run, as far as losing what works on it looks. */
interface Lost {
  readonly kept: number;
  interruptions: readonly Interruption[];
  apply(event: RunEvent): void;
}

/** What another run of the same experiment could go on from now. */
export function standingOf(run: object): Earlier | undefined {
  if (run instanceof CompareRun) return comparison(run);
  return run instanceof StreamRun ? stream(run) : undefined;
}

function comparison({ complete: seeds, results, refused, baseRate }: CompareRun): EarlierComparison {
  return { seeds, results: [...results], ...(refused.length && { skipped: [...refused] }), ...(baseRate && { baseRate }) };
}

function stream(run: StreamRun): EarlierStream {
  const seeds = completeOf(run);
  // In the order of seeds, so that what is added later comes last.
  const runs = run.runs.filter(({ seed }) => seed < seeds.length).sort((a, b) => a.seed - b.seed);
  return { seeds, runs, edits: [...run.edits], observations: [...run.observations] };
}

/** Forgets what is told again. What comes back is said to the run as soon as it has begun. */
export function rewind(run: object): RunCommand | undefined {
  if (run instanceof CompareRun) rewindComparison(run);
  return run instanceof StreamRun ? rewindStream(run) : undefined;
}

/** Of seeds that are not complete everything is told again. */
function rewindComparison({ complete, results, refused, baseCurves, armCurves, ledgers }: CompareRun): void {
  const isComplete = ({ seed }: { readonly seed: number }) => seed < complete.length;
  results.splice(0, Infinity, ...results.filter(isComplete));
  refused.splice(0, Infinity, ...refused.filter(isComplete));
  for (const curves of [baseCurves, armCurves]) keepBelow(curves, complete.length);
  for (const seed of [...ledgers.keys()]) if (!isComplete({ seed })) ledgers.delete(seed);
}

/** Forgets the seeds from that one on. */
function keepBelow(curves: Curves, seed: number): void {
  for (const seeds of curves.points.values()) for (const one of [...seeds.keys()]) if (one >= seed) seeds.delete(one);
  for (const end of [...curves.finished]) if (Number(end.split(' ').at(-1)) >= seed) curves.finished.delete(end);
  curves.version++;
}

/** The first seed goes by again up to where it was, and stands there. */
function rewindStream(run: StreamRun): RunCommand | undefined {
  const complete = completeOf(run);
  run.seeds.splice(0, Infinity, ...complete);
  run.runs.splice(0, Infinity, ...run.runs.filter(({ seed }) => seed < complete.length));
  run.ended = complete.length;
  run.further = Math.max(0, complete.length - 1) * run.batches;
  if (complete.length) return undefined;
  for (const column of run.columns) column.length = 0;
  run.edits.length = run.observations.length = 0;
  const batch = run.seen;
  run.seen = 0;
  if (!batch) return undefined;
  run.target = batch;
  return { type: 'jump', batch };
}

/** Seeds that have gone by, from the first on without a gap. */
function completeOf({ runs, seeds }: StreamRun): StreamSeed[] {
  const complete: StreamSeed[] = [];
  for (let seed = 0; runs.some((run) => run.seed === seed); seed++) complete.push(seeds.find((one) => one.seed === seed)!);
  return complete;
}

/** Makes ready to begin anew from what stands. */
export function beginAnew(
  run: Lost,
  lost: Interruption['lost'],
  error: Error,
): { readonly earlier?: Earlier; readonly first?: RunCommand } {
  const { kept } = run;
  const earlier = standingOf(run);
  const first = rewind(run);
  run.interruptions = [...run.interruptions, { lost, kept }];
  run.apply({ type: 'warning', code: 'recovered', text: lostOnce(error, kept) });
  return { ...(earlier && { earlier }), ...(first && { first }) };
}

const lostOnce = ({ message }: Error, kept: number): string =>
  `${message} The run went on without it${kept ? ` after ${kept} finished repeats, which stay` : ''}; its times are not compared.`;

/** Why it is not begun anew once more, in words. */
export function lostAgain(error: unknown, kept: number): string {
  if (!(error instanceof WorkerLostError)) return `The run could not start: ${String(error)}.`;
  const shown = kept ? `; ${kept} finished repeats are shown` : '';
  return error.ended
    ? `${error.message} That was the second time in this run${shown}. Make the experiment smaller, or close other tabs, and run again.`
    : `${error.message} So it was when it was tried again${shown}. Run again; if it stays like this, check the connection and reload the page.`;
}
