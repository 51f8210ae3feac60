/**
 * Writes down every few seconds what a run has come to, so that another tab can go on from there should this one be closed, reloaded, discarded
 * or crash. Fetched when a run has taken that long, or when there may be one to go on with.
 */
import type { LeftRun, StandingRun } from '../contracts/library.ts';
import type { AnyRecord, Earlier, Interruption } from '../contracts/record.ts';
import { libraryOf, type Lab } from './kept.ts';
import type { CompareRun } from './compare-run.ts';
import { standingOf } from './lost-run.ts';
import { again, picturesOf } from './replay.ts';
import { StreamRun } from './stream-run.ts';

type AnyRun = CompareRun | StreamRun;

interface Journal {
  readonly key: string;
  readonly startedAt: string;
  /** How much of each list is written. */
  written: Record<string, number>;
  /** One piece after the other. */
  last: Promise<unknown>;
  /** Lets other tabs see that nobody works on it. */
  release(): void;
}

const journals = new WeakMap<object, Journal>();

/** What goes on with a run that was left. */
export interface GoesOn {
  readonly earlier: Earlier;
  readonly interruptions: readonly Interruption[];
}

/** Writes what has been added since it was last done. Ends when that is written, or cannot be. */
export async function noteRun(lab: Lab, run: AnyRun): Promise<void> {
  const journal = journals.get(run) ?? begin(run, `drift-lab-run-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`);
  const { key, startedAt } = journal;
  const standing = standingOf(run) as unknown as Record<string, unknown>;
  const earlier: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(standing)) {
    earlier[name] = Array.isArray(value) ? value.slice(journal.written[name] ?? 0) : value;
    if (Array.isArray(value)) journal.written[name] = value.length;
  }
  const { spec, kept, interruptions } = run;
  const left: LeftRun = {
    key,
    spec,
    startedAt,
    at: new Date().toISOString(),
    kept,
    interruptions,
    ...(run instanceof StreamRun && { seen: run.seen }),
  };
  const pictures = picturesOf(run);
  journal.last = journal.last.then(() => libraryOf(lab).library.note(left, { earlier: earlier as never, ...(pictures && { pictures }) }));
  const done = await journal.last.catch(() => false);
  if (!done) run.apply({ type: 'warning', code: 'not-noted', text: NOT_NOTED });
}

const NOT_NOTED =
  'There is no room here to write down how far this run is: if the tab is closed, what it has come to is lost. Delete some kept runs.';

function begin(run: AnyRun, key: string, written: Record<string, number> = {}): Journal {
  // It may be let go before it is had.
  let release!: () => void;
  const held = new Promise<void>((end) => (release = end));
  if ('locks' in navigator) void navigator.locks.request(key, () => held);
  const journal = { key, startedAt: new Date().toISOString(), written, last: Promise.resolve(), release };
  journals.set(run, journal);
  return journal;
}

/** The run has ended. What was written stays where it failed and its record is not kept; then it could go on. @param kept whether it is */
export async function endNotes(lab: Lab, run: AnyRun, kept: Promise<boolean>): Promise<void> {
  const journal = journals.get(run);
  if (!journal) return;
  await journal.last.catch(() => undefined);
  const lost = run.phase === 'failed' && !(await kept);
  if (!lost) await libraryOf(lab).library.forget(journal.key);
  journal.release();
  // A lock is free a moment after it was let go.
  if ('locks' in navigator) await navigator.locks.request(journal.key, () => undefined);
  if (lost) lab.dispatchEvent(new Event('run-left'));
}

/** Runs whose tab is gone, the latest first. */
export const leftRuns = (lab: Lab): Promise<readonly LeftRun[]> => libraryOf(lab).library.left();

export const forgetLeft = (lab: Lab, { key }: LeftRun): Promise<void> => libraryOf(lab).library.forget(key);

/** Goes on with a run that was left: it begins from what was finished, and comes to what it would have come to. Ends when it has. */
export async function goOn(lab: Lab, { key }: LeftRun): Promise<AnyRecord | undefined> {
  const standing = await libraryOf(lab).library.standing(key);
  if (!standing) return undefined;
  const { run, first } = again(standing);
  run.interruptions = [...standing.run.interruptions, { lost: 'tab', kept: standing.run.kept }];
  run.apply({ type: 'warning', code: 'recovered', text: wentOn(standing) });
  const lengths = Object.entries(standing.earlier).flatMap(([name, list]) => (Array.isArray(list) ? [[name, list.length] as const] : []));
  begin(run, key, Object.fromEntries(lengths));
  return lab.goOn(run, { earlier: standing.earlier, first });
}

const wentOn = ({ run: { kept } }: StandingRun): string =>
  `This run lost its tab and went on${kept ? ` after ${kept} finished repeats, which stay` : ' from its beginning'}; its times are not compared.`;
