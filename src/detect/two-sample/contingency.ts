/** Counts of categories in two samples, and the tests on a 2 × k table of them. */
import { chiSquareTail } from '../special/chi-square.ts';
import type { Batch, TestResult } from '../types.ts';

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

/** What a cell adds to the statistic, from observed and expected counts. */
type Cell = (observed: number, expected: number) => number;

/**
 * A test of homogeneity on a 2 × k table; k′ − 1 degrees of freedom over the k′ columns that are not empty, no correction for
 * continuity. `smallestExpected` below 5 warns that the p value is rough.
 * @throws RangeError when fewer than two categories occur: the statistic has no distribution then.
 */
export function homogeneity(id: string, reference: readonly number[], current: readonly number[], cell: Cell): TestResult & { readonly pValue: number } {
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  const [n, m] = [sum(reference), sum(current)];
  let [statistic, occurring, smallestExpected] = [0, 0, Infinity];
  reference.forEach((a, k) => {
    const b = current[k]!;
    if (a + b === 0) return;
    occurring++;
    for (const [observed, rows] of [[a, n], [b, m]] as const) {
      const expected = ((a + b) * rows) / (n + m);
      smallestExpected = Math.min(smallestExpected, expected);
      statistic += cell(observed, expected);
    }
  });
  if (occurring < 2) throw new RangeError(`${id}: only one category occurs in both samples together; with one there is nothing to compare`);
  const df = occurring - 1;
  // Cramér's V of a table with two rows.
  return { statistic, pValue: chiSquareTail(statistic, df), details: { df, smallestExpected, cramersV: Math.sqrt(Math.max(0, statistic) / (n + m)) } };
}

/** Pearson's statistic, cell by cell. */
export const pearson: Cell = (observed, expected) => (observed - expected) ** 2 / expected;

/** Twice the log-likelihood ratio, cell by cell; an empty cell adds nothing. */
export const likelihoodRatio: Cell = (observed, expected) => (observed === 0 ? 0 : 2 * observed * Math.log(observed / expected));
