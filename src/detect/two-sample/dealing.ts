/**
 * Permutation tests of statistics that are built from how often each value, or category, occurs in each sample.
 *
 * Without a difference every way of dealing the rows to two samples of the same sizes is equally likely. Dealing rows is dealing
 * counts: value by value, the first sample's share of the rows with that value is hypergeometric given what went before. So a
 * column of few values costs a few draws a permutation, however many rows it has.
 */
import type { Random } from '../../random/random.ts';
import { hypergeometric } from './hypergeometric.ts';

/** Permutations by default: the smallest p value is 1/2000, small enough to be corrected for a hundred columns at the 5 % level. */
export const DEALS = 1999;

/**
 * Sums of squares of equal size, added up in another order, differ in the last digits: so much less, relatively, still counts as
 * as large.
 */
const ROUNDING = 1e-9;

/**
 * Deals the rows anew.
 * @param totals Rows with each value, in both samples together.
 * @param rows Rows of the first sample.
 * @param first Filled with how many rows with each value the first sample got.
 */
export function deal(totals: ArrayLike<number>, rows: number, first: Int32Array, random: Random): void {
  let [all, wanted] = [0, rows];
  for (let k = 0; k < totals.length; k++) all += totals[k]!;
  for (let k = 0; k < totals.length; k++) {
    const total = totals[k]!;
    // Most values of most columns occur once: then it is the toss of a coin.
    const got = total === 1 ? Number(random.uniform() * all < wanted) : hypergeometric(total, wanted, all, random);
    first[k] = got;
    wanted -= got;
    all -= total;
  }
}

/** Groups of neighbouring values at least, where there are more values. */
const GROUPS = 1000;

/** Rows with each value, or in each group of neighbouring values: of the first sample, and of both. */
export interface Counts {
  readonly first: Int32Array;
  readonly totals: Int32Array;
}

/**
 * The counts with neighbouring values put together, if there are very many: a test of cumulative distributions hardly sees the
 * difference and takes a fraction of the time. Groups are made of both samples together, so that dealing them stays exact. A value
 * with many rows stays on its own.
 */
export function coarse({ first, totals }: Counts): Counts {
  if (totals.length <= 2 * GROUPS) return { first, totals };
  const size = totals.reduce((sum, each) => sum + each, 0) / GROUPS;
  const [firstOf, totalOf] = [[0], [0]];
  totals.forEach((total, k) => {
    const last = totalOf.length - 1;
    if (totalOf[last]! > 0 && totalOf[last]! + total > size) {
      firstOf.push(first[k]!);
      totalOf.push(total);
    } else {
      firstOf[last]! += first[k]!;
      totalOf[last]! += total;
    }
  });
  return { first: Int32Array.from(firstOf), totals: Int32Array.from(totalOf) };
}

/**
 * The probability that dealing gives a statistic at least as large: (1 + b)/(1 + B), b of B permutations at least as large
 * (Phipson & Smyth 2010). With that a level is kept whatever the sizes and ties.
 * @param statistic Of counts of the first sample; larger must mean more different.
 */
export function dealtTail({ first, totals }: Counts, statistic: (first: Int32Array) => number, count: number, random: Random): number {
  const rows = first.reduce((sum, each) => sum + each, 0);
  const least = statistic(first) * (1 - ROUNDING);
  const dealt = new Int32Array(first.length);
  let asLarge = 0;
  for (let b = 0; b < count; b++) {
    deal(totals, rows, dealt, random);
    if (statistic(dealt) >= least) asLarge++;
  }
  return (1 + asLarge) / (1 + count);
}
