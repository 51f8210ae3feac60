/** Every pair of arms compared on the same seeds, with the price of many comparisons paid. */
import { comparePaired, equivalence, holm } from './paired.ts';
import { excludes } from './statistics.ts';
import type { ArmInfo, Comparison, Interval, Outcome } from './types.ts';

/** Below 6 pairs an exact two-sided test cannot reach p < 0.05 (2/2⁵ = 0.0625), so nothing is claimed. */
export const MIN_SEEDS = 6;
const LEVEL = 0.05;

export interface ArmScores {
  readonly arm: ArmInfo;
  /** Accuracy on the new regime, one per seed, in the same order of seeds for every arm. */
  readonly accuracyNew: readonly number[];
}

/**
 * All pairs of arms, in their order. Holm's adjustment runs over two families, each a question of its own: the pairs
 * among repairs (which is better?), and the pairs of a repair with an arm that changes nothing (does it help?).
 *
 * An arm is shown better when its adjusted p is below 0.05 and the 95 % interval excludes 0. Two arms are equivalent
 * when neither is shown better and both one-sided tests put the difference within ±margin.
 */
export function compareArms(scores: readonly ArmScores[], margin: number): Comparison[] {
  const pairs = scores.flatMap((a, index) =>
    scores.slice(index + 1).map((b) => ({
      a: a.arm.id,
      b: b.arm.id,
      amongRepairs: a.arm.family !== 'none' && b.arm.family !== 'none',
      ...comparePaired(a.accuracyNew, b.accuracyNew),
    })),
  );
  const adjusted = new Map(
    [true, false].flatMap((amongRepairs) => {
      const family = pairs.filter((pair) => pair.amongRepairs === amongRepairs);
      const pHolm = holm(family.map((pair) => pair.p));
      return family.map((pair, index) => [pair, pHolm[index] ?? null] as const);
    }),
  );
  return pairs.map((pair) => {
    const { a, b, difference, p, pSignFlip } = pair;
    const pHolm = adjusted.get(pair) ?? null;
    const pEquivalent = equivalence(difference.values, margin);
    return { a, b, difference, p, pSignFlip, pHolm, pEquivalent, outcome: outcomeOf(difference, pHolm, pEquivalent) };
  });
}

/** The comparison of those two arms, seen from `a`: difference a − b. Throws RangeError when they were not compared. */
export function compared(comparisons: readonly Comparison[], a: string, b: string): Comparison {
  const found = comparisons.find((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a));
  if (!found) throw new RangeError(`arms ${a} and ${b} were not compared`);
  return found.a === a ? found : swapped(found);
}

function swapped(pair: Comparison): Comparison {
  const { mean, lo, hi, values } = pair.difference;
  const difference = { mean: -mean, lo: -hi, hi: -lo, values: values.map((value) => -value) };
  const outcome = pair.outcome === 'a' ? 'b' : pair.outcome === 'b' ? 'a' : pair.outcome;
  return { ...pair, a: pair.b, b: pair.a, difference, outcome };
}

function outcomeOf(difference: Interval, pHolm: number | null, pEquivalent: number | null): Outcome {
  if (difference.values.length < MIN_SEEDS) return 'undecided';
  if (pHolm !== null && pHolm < LEVEL && excludes(difference, 0)) return difference.mean > 0 ? 'a' : 'b';
  return pEquivalent !== null && pEquivalent < LEVEL ? 'equivalent' : 'undecided';
}
