/** A sweep that outlives its tab: what was begun is remembered, its finished runs are kept, and it goes on where it was left. */
import { contentId } from '../spec/canonical.ts';
import { libraryOf, type Lab } from './kept.ts';
import { cellsOf, planId, type Came, type SweepPlan, type SweepStore } from './sweep-store.ts';

/** A sweep over fields, or a walk through time: each is remembered for itself. */
export type SweepName = 'sweep' | 'walk';

export interface LeftSweep<Plan extends SweepPlan = SweepPlan> {
  readonly plan: Plan;
  readonly done: number;
  readonly total: number;
}

/** Remembers it until it is finished or given up. */
export const remember = (lab: Lab, name: SweepName, plan: SweepPlan | undefined): Promise<void> =>
  libraryOf(lab).library.set(name, plan ?? null);

/** What was left unfinished here; undefined where nothing was. */
export async function leftSweep<Plan extends SweepPlan>(lab: Lab, name: SweepName): Promise<LeftSweep<Plan> | undefined> {
  const plan = (await libraryOf(lab).library.setting(name)) as Plan | null | undefined;
  if (!plan) return undefined;
  const wanted = new Set(cellsOf(plan).map(({ spec }) => contentId(spec)));
  const done = (await entriesOf(lab, plan)).filter(({ specId }) => wanted.has(specId)).length;
  return done < wanted.size ? { plan, done, total: wanted.size } : undefined;
}

/** What its finished runs came to, by the id of their spec. */
export async function knownOf(lab: Lab, plan: SweepPlan, sweep: Pick<SweepStore, 'came'>): Promise<ReadonlyMap<string, Came>> {
  const known = new Map<string, Came>();
  for (const { runId, specId } of await entriesOf(lab, plan)) {
    const kept = await libraryOf(lab).library.open(runId);
    if (kept && 'results' in kept.record && !kept.record.aborted) known.set(specId, sweep.came(kept.record));
  }
  return known;
}

/** The latest run of each cell. */
async function entriesOf(lab: Lab, plan: SweepPlan) {
  const id = planId(plan);
  const entries = (await libraryOf(lab).library.list()).filter(({ sweep, sound, state }) => sweep === id && sound && state === 'finished');
  return [...new Map(entries.toReversed().map((entry) => [entry.specId, entry])).values()];
}
