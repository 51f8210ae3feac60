/** Counts of categories in two samples, and the tests on a 2 × k table of them. */
import type { Random } from '../../random/random.ts';
import { chiSquareTail } from '../../maths/special/chi-square.ts';
import type { Batch, TestResult } from '../types.ts';
import { DEALS, dealtTail } from './dealing.ts';
import { permutations } from './permutation.ts';
import { log } from '../../maths/portable.ts';

/** How often each code occurs, as long as the largest code needs. */
export function countCodes(batches: readonly Batch[]): number[][] {
  let largest = 0;
  for (const { x } of batches) for (let i = 0; i < x.length; i++) largest = Math.max(largest, x[i]!);
  return batches.map(({ x }) => {
    const counts = new Array<number>(largest + 1).fill(0);
    for (let i = 0; i < x.length; i++) counts[x[i]!]!++;
    return counts;
  });
}

/**
 * Pearson's statistic of a 2 × k table, both cells of a category in one term, and its degrees of freedom: the categories that occur, less
 * one. `homogeneity` adds up cells, as other statistics need: the same number but for its last digits, which records hold.
 */
export function pearsonOf(first: ArrayLike<number>, second: ArrayLike<number>): { readonly statistic: number; readonly df: number } {
  let [n, m, statistic, df] = [0, 0, 0, -1];
  for (let k = 0; k < first.length; k++) {
    n += first[k]!;
    m += second[k]!;
  }
  const [up, down] = [Math.sqrt(m / n), Math.sqrt(n / m)];
  for (let k = 0; k < first.length; k++) {
    const [a, b] = [first[k]!, second[k]!];
    if (a + b === 0) continue;
    df++;
    statistic += (a * up - b * down) ** 2 / (a + b);
  }
  return { statistic, df };
}

/** A statistic of homogeneity, as a sum over cells. */
export interface CellStatistic {
  /** What a cell adds, from observed and expected counts. */
  readonly of: (observed: number, expected: number) => number;
  /** With a smaller expected count in any cell, the chi-square distribution is too far off. */
  readonly leastExpected: number;
}

/** For tests on tables of counts. */
export const sparsePermutations = permutations(DEALS, 'Used where expected counts are small.');

/**
 * A test of homogeneity on a 2 × k table; k′ − 1 degrees of freedom over the k′ columns that are not empty, no correction for
 * continuity. Where an expected count is too small for the chi-square distribution, p is by permutation (both margins kept), and
 * `permutations` says how many.
 * @throws RangeError when fewer than two categories occur: the statistic has no distribution then.
 */
export function homogeneity(
  id: string,
  reference: readonly number[],
  current: readonly number[],
  { of, leastExpected }: CellStatistic,
  count: number,
  random: Random,
): TestResult & { readonly pValue: number } {
  const occurs = reference.flatMap((a, k) => (a + current[k]! > 0 ? [k] : []));
  if (occurs.length < 2)
    throw new RangeError(`${id}: only one category occurs in both samples together; with one there is nothing to compare`);
  const first = Int32Array.from(occurs, (k) => reference[k]!);
  const totals = Int32Array.from(occurs, (k) => reference[k]! + current[k]!);
  const n = first.reduce((sum, each) => sum + each, 0);
  const total = totals.reduce((sum, each) => sum + each, 0);
  const share = n / total;
  const statisticOf = (counts: Int32Array): number => {
    let sum = 0;
    for (let k = 0; k < totals.length; k++)
      sum += of(counts[k]!, totals[k]! * share) + of(totals[k]! - counts[k]!, totals[k]! * (1 - share));
    return sum;
  };
  const statistic = statisticOf(first);
  const smallestExpected = totals.reduce((least, each) => Math.min(least, each), Infinity) * Math.min(share, 1 - share);
  const df = occurs.length - 1;
  // Cramér's V of a table with two rows.
  const details = { df, smallestExpected, cramersV: Math.sqrt(Math.max(0, statistic) / total) };
  if (smallestExpected >= leastExpected) return { statistic, pValue: chiSquareTail(statistic, df), details };
  return { statistic, pValue: dealtTail({ first, totals }, statisticOf, count, random), details: { ...details, permutations: count } };
}

/** Pearson's statistic; Cochran's rule of five (1954). */
export const pearson: CellStatistic = { of: (observed, expected) => (observed - expected) ** 2 / expected, leastExpected: 5 };

/**
 * Twice the log-likelihood ratio; an empty cell adds nothing. It needs more rows than Pearson's: at 5 its 5 % level is still 7 %
 * for nine categories.
 */
export const likelihoodRatio: CellStatistic = {
  of: (observed, expected) => (observed === 0 ? 0 : 2 * observed * log(observed / expected)),
  leastExpected: 10,
};
