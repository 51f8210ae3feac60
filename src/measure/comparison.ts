/** Every pair of arms compared on the same seeds, with the price of many comparisons paid. */
import { bootstrapMean } from './bootstrap.ts';
import { moreSeeds, probabilityOfBetter } from './effect.ts';
import { comparePaired, equivalence } from './paired.ts';
import { signFlipTests } from './sign-flips.ts';
import { excludes } from './statistics.ts';
import type { ArmInfo, Comparison, Interval, Outcome } from './types.ts';
import { wilcoxon } from './wilcoxon.ts';

/** Below 6 pairs an exact two-sided test cannot reach p < 0.05 (2/2⁵ = 0.0625), so nothing is claimed. */
export const MIN_SEEDS = 6;
/** The sign-flip test is exact up to so many seeds; Wilcoxon's takes its place beyond. */
const MOST_EXACT = 16;
const LEVEL = 0.05;

export interface ArmScores {
  readonly arm: ArmInfo;
  /** Accuracy on the new regime, one per seed, in the same order of seeds for every arm. */
  readonly accuracyNew: readonly number[];
}

/**
 * All pairs of arms, in their order. p values are adjusted over two families, each a question of its own: the pairs
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
  const tests = new Map(
    [true, false].flatMap((amongRepairs) => {
      const family = pairs.filter((pair) => pair.amongRepairs === amongRepairs);
      const found = signFlipTests(family.map(({ difference }) => difference.values));
      return family.map((pair, index) => [pair, found[index]!] as const);
    }),
  );
  return pairs.map((pair) => {
    const { a, b, difference, pStudent } = pair;
    const { p: exact, adjusted: pAdjusted } = tests.get(pair)!;
    const { values } = difference;
    const p = values.length > MOST_EXACT ? (wilcoxon(values) ?? 1) : exact;
    const pEquivalent = equivalence(values, margin);
    const correction = p && pAdjusted ? Math.max(1, pAdjusted / p) : 1;
    const outcome = outcomeOf(difference, pAdjusted, pEquivalent);
    return {
      ...{ a, b, difference, bootstrap: bootstrapMean(values), p, pStudent, pAdjusted, pEquivalent },
      ...{ better: probabilityOfBetter(values), moreSeeds: outcome === 'undecided' ? moreSeeds(values, margin, correction) : 0, outcome },
    };
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
  return {
    ...pair,
    ...{ a: pair.b, b: pair.a, difference, outcome },
    bootstrap: { lo: -pair.bootstrap.hi, hi: -pair.bootstrap.lo },
    better: { value: 1 - pair.better.value, lo: 1 - pair.better.hi, hi: 1 - pair.better.lo },
  };
}

function outcomeOf(difference: Interval, pAdjusted: number | null, pEquivalent: number | null): Outcome {
  if (difference.values.length < MIN_SEEDS) return 'undecided';
  if (pAdjusted !== null && pAdjusted < LEVEL && excludes(difference, 0)) return difference.mean > 0 ? 'a' : 'b';
  return pEquivalent !== null && pEquivalent < LEVEL ? 'equivalent' : 'undecided';
}
