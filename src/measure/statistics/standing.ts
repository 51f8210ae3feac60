/** Where the arms of a run stand: who may be the best, who is as good as the best, and how surely. */
import type { Design, Standing } from '../../contracts/results.ts';
import { bestSet } from './best-set.ts';
import { race } from './race.ts';

/** Below 6 seeds of a fixed design an exact two-sided test cannot reach p < 0.05 (2/2⁵ = 0.0625), so nothing is claimed. */
export const MIN_SEEDS = 6;
/** Share of runs in which anything said of the arms may be wrong. */
export const LEVEL = 0.05;

export interface Raced {
  readonly id: string;
  /** One for each seed, higher is better. Arms of a race that were left out have fewer. */
  readonly values: readonly number[];
}

/** What paired seeds show of arms: who may be the best, who is as good. @param margin Difference that does not matter, ≥ 0, in the unit of the values. */
export function standing(arms: readonly Raced[], margin: number, design: Design): Standing {
  const values = arms.map((arm) => arm.values);
  const none = design === 'fixed' && (values[0]?.length ?? 0) < MIN_SEEDS;
  const { best, asGood, p } = none
    ? { best: arms.map(() => true), asGood: arms.map(() => false), p: arms.map(() => 1) }
    : (design === 'race' ? race : bestSet)(values, margin, LEVEL);
  const those = (which: readonly boolean[]) => arms.flatMap(({ id }, i) => (which[i] ? [id] : []));
  return { best: those(best), asGood: those(asGood), p: Object.fromEntries(arms.map(({ id }, i) => [id, p[i]!])) };
}
