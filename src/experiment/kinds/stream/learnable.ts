/**
 * Which labelled rows a repair may learn from, and how likely each of them was to be labelled at all: those that come back at random,
 * those that were complained of, or both.
 *
 * Answers that are complained of are wrong ones most of the time: a biased sample. Weighing each row by the inverse of that likelihood
 * (Horvitz & Thompson 1952) takes the bias away where every row can be labelled; where right answers never are (f = 0, complaints alone)
 * nothing can, and where q is the same for all the weights are equal.
 */
import type { Random } from '../../../random/random.ts';
import { learnsFromOf, type LearnsFrom } from '../../../policies/learns-from.ts';
import type { ParameterValues } from '../../../spec/parameter.ts';
import type { Complaints } from './complaints.ts';
import type { Answers } from './serving.ts';
import type { StreamWorld } from './world.ts';

export interface Learnable {
  /** Rows whose labels are back, in order. */
  readonly arrived: readonly number[];
  /** Probability that the label of a row came back, > 0; absent where all count alike. */
  readonly likely?: (row: number) => number;
}

/** What a policy with these values may learn from after a batch. */
export function openLearnable(
  world: Pick<StreamWorld, 'spec' | 'arrived'>,
  complaints: Complaints | undefined,
  params: ParameterValues,
): (answers: Answers, batch: number) => Learnable {
  const { sources, weighted }: LearnsFrom = learnsFromOf(params);
  const { share } = world.spec.labels;
  return (answers, batch) => {
    const atRandom = sources.includes('labels') ? world.arrived(batch) : [];
    if (!complaints || !sources.includes('complaints')) return { arrived: atRandom };
    const heard = complaints.heardOf(answers, batch);
    const arrived = [...new Set([...atRandom, ...heard])].sort((a, b) => a - b);
    if (!weighted) return { arrived };
    const byChance = sources.includes('labels') ? share : 0;
    return { arrived, likely: (row) => 1 - (1 - byChance) * (1 - complaints.chance(answers, row)) };
  };
}

/**
 * As many rows again, each in proportion to its weight: row i comes ⌊n·wᵢ/Σw⌋ times, or once more (systematic resampling, Kitagawa 1996).
 * Rows of one weight come once each. So every repair can learn from weighted rows, whether it trains or solves.
 * @param weights ≥ 0, with a finite sum > 0.
 */
export function resampled(rows: readonly number[], weights: readonly number[], random: Random): number[] {
  const step = weights.reduce((sum, weight) => sum + weight, 0) / rows.length;
  // In the middle of equal weights nothing is rounded away.
  const start = weights.every((weight) => weight === weights[0]) ? 0.5 : random.uniform();
  const picked: number[] = [];
  let sum = 0;
  rows.forEach((row, i) => {
    sum += weights[i]!;
    const until = i === rows.length - 1 ? rows.length : Math.min(rows.length, Math.ceil(sum / step - start));
    while (picked.length < until) picked.push(row);
  });
  return picked;
}
