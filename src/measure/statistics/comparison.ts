/** Every pair of arms on the same seeds: the difference, how large it is beside chance, and what the run's standing says of the two. */
import { moreSeeds, probabilityOfBetter } from './effect.ts';
import { comparePaired } from './paired.ts';
import { confidenceSequence } from './race.ts';
import type { Interval } from '../../maths/interval.ts';
import type { ArmInfo, ArmSummary, Comparison, Design, Outcome, Standing, Summary } from '../../contracts/results.ts';

export interface ArmScores {
  readonly arm: ArmInfo;
  /** Accuracy on the new regime, one per seed, in the same order of seeds for every arm; an arm that races no more has fewer. */
  readonly merits: readonly number[];
}

/**
 * All pairs of arms, in their order, each on the seeds that both have.
 *
 * Nothing is claimed of a pair but what follows from the standing, so that all claims of a run share one family and one level: an arm
 * is shown better when it is the only one that may be the best, and two are equivalent when both lose less than the margin to the best.
 * @param most the largest difference that there can be, as of accuracies 1
 */
export function compareArms(
  scores: readonly ArmScores[],
  margin: number,
  design: Design,
  { best, asGood }: Standing,
  most = 1,
): Comparison[] {
  return scores.flatMap((first, index) =>
    scores.slice(index + 1).map((second) => {
      const seeds = Math.min(first.merits.length, second.merits.length);
      const [a, b] = [first.arm.id, second.arm.id];
      const { difference, pStudent } = comparePaired(first.merits.slice(0, seeds), second.merits.slice(0, seeds));
      const { values } = difference;
      const only = best.length === 1 ? best[0] : undefined;
      const outcome: Outcome = asGood.includes(a) && asGood.includes(b) ? 'equivalent' : only === a ? 'a' : only === b ? 'b' : 'undecided';
      return {
        ...{ a, b, pStudent, outcome },
        difference: design === 'race' ? { ...difference, ...confidenceSequence(values, most) } : difference,
        better: probabilityOfBetter(values),
        moreSeeds: outcome === 'undecided' ? moreSeeds(values, margin, scores.length - 1) : 0,
      };
    }),
  );
}

/** The comparison of those two arms, seen from `a`: difference a − b. Throws RangeError when they were not compared. */
export function compared(comparisons: readonly Comparison[], a: string, b: string): Comparison {
  const found = comparisons.find((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a));
  if (!found) throw new RangeError(`arms ${a} and ${b} were not compared`);
  return found.a === a ? found : swapped(found);
}

/** Accuracy of a minus that of b, on the seeds that both ran; what decides the run may be another metric, whose differences are no errors. */
export function accuracyDifference(
  { metric, comparisons }: Pick<Summary, 'metric' | 'comparisons'>,
  a: ArmSummary,
  b: ArmSummary,
): Interval {
  if (metric === undefined) return compared(comparisons, a.id, b.id).difference;
  const seeds = Math.min(a.accuracyNew.values.length, b.accuracyNew.values.length);
  return comparePaired(a.accuracyNew.values.slice(0, seeds), b.accuracyNew.values.slice(0, seeds)).difference;
}

function swapped(pair: Comparison): Comparison {
  const { mean, lo, hi, values } = pair.difference;
  const difference = { mean: -mean, lo: -hi, hi: -lo, values: values.map((value) => -value) };
  const outcome = pair.outcome === 'a' ? 'b' : pair.outcome === 'b' ? 'a' : pair.outcome;
  return {
    ...pair,
    ...{ a: pair.b, b: pair.a, difference, outcome },
    better: { value: 1 - pair.better.value, lo: 1 - pair.better.hi, hi: 1 - pair.better.lo },
  };
}
