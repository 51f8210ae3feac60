/** Where the arms of a run stand: who may be the best, who is as good as the best, and how surely. */
import { bestSet } from './best-set.ts';
import { race } from './race.ts';

/** Below 6 seeds of a fixed design an exact two-sided test cannot reach p < 0.05 (2/2⁵ = 0.0625), so nothing is claimed. */
export const MIN_SEEDS = 6;
/** Share of runs in which anything said of the arms may be wrong. */
export const LEVEL = 0.05;

/** `fixed`: the number of seeds stood before the run. `race`: seeds came until the question was settled; it holds whenever one looks. */
export type Design = 'fixed' | 'race';

export interface Standing {
  /** Ids of the arms that may be the best: none is shown worse than another. */
  readonly best: readonly string[];
  /** Ids of the arms that are shown to lose less than the margin to the best. */
  readonly asGood: readonly string[];
  /** p of each arm's being the best, by id, adjusted for all arms; 1 for all where too few seeds allow no claim. */
  readonly p: Readonly<Record<string, number>>;
}

export interface Raced {
  readonly id: string;
  /** One for each seed, higher is better. Arms of a race that were left out have fewer. */
  readonly values: readonly number[];
}

/** @param margin Difference that does not matter, ≥ 0, in the unit of the values. */
export function standing(arms: readonly Raced[], margin: number, design: Design): Standing {
  const values = arms.map((arm) => arm.values);
  const none = design === 'fixed' && (values[0]?.length ?? 0) < MIN_SEEDS;
  const { best, asGood, p } = none
    ? { best: arms.map(() => true), asGood: arms.map(() => false), p: arms.map(() => 1) }
    : (design === 'race' ? race : bestSet)(values, margin, LEVEL);
  const those = (which: readonly boolean[]) => arms.flatMap(({ id }, i) => (which[i] ? [id] : []));
  return { best: those(best), asGood: those(asGood), p: Object.fromEntries(arms.map(({ id }, i) => [id, p[i]!])) };
}
