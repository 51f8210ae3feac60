/** A sweep that outlives its tab: what was begun is remembered, its finished runs are kept, and it goes on where it was left. */
import type { Summary } from '../contracts/results.ts';
import { contentId } from '../spec/canonical.ts';
import { libraryOf, type Lab } from './kept.ts';
import { cellsOf, planId, type SweepPlan } from './sweep-store.ts';

const NAME = 'sweep';

export interface LeftSweep {
  readonly plan: SweepPlan;
  readonly done: number;
  readonly total: number;
}

/** Remembers it until it is finished or given up. */
export const remember = (lab: Lab, plan: SweepPlan | undefined): Promise<void> => libraryOf(lab).library.set(NAME, plan ?? null);

/** What was left unfinished here; undefined where nothing was. */
export async function leftSweep(lab: Lab): Promise<LeftSweep | undefined> {
  const plan = (await libraryOf(lab).library.setting(NAME)) as SweepPlan | null | undefined;
  if (!plan) return undefined;
  const wanted = new Set(cellsOf(plan).map(({ spec }) => contentId(spec)));
  const done = (await entriesOf(lab, plan)).filter(({ specId }) => wanted.has(specId)).length;
  return done < wanted.size ? { plan, done, total: wanted.size } : undefined;
}

/** What its finished runs came to, by the id of their spec. */
export async function knownOf(lab: Lab, plan: SweepPlan): Promise<ReadonlyMap<string, Summary>> {
  const known = new Map<string, Summary>();
  for (const { runId, specId } of await entriesOf(lab, plan)) {
    const kept = await libraryOf(lab).library.open(runId);
    if (kept && 'results' in kept.record && !kept.record.aborted) known.set(specId, kept.record.derived.summary);
  }
  return known;
}

/** The latest run of each cell. */
async function entriesOf(lab: Lab, plan: SweepPlan) {
  const id = planId(plan);
  const entries = (await libraryOf(lab).library.list()).filter(({ sweep, sound, state }) => sweep === id && sound && state === 'finished');
  return [...new Map(entries.toReversed().map((entry) => [entry.specId, entry])).values()];
}
