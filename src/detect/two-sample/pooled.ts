/** Two samples merged: what tests on ranks and on empirical distribution functions walk along. */
import type { Batch } from '../types.ts';
import { noPlace, sorted } from './define.ts';

/** Values of both samples that are equal, in ascending order. */
export interface Tie {
  readonly value: number;
  /** How many of the first and of the second sample have this value. */
  readonly inFirst: number;
  readonly inSecond: number;
}

/** The distinct values of two sorted samples with their multiplicities, ascending. @throws RangeError at what is not a number */
export function* ties(first: Float64Array, second: Float64Array): Generator<Tie> {
  let [i, j] = [0, 0];
  while (i < first.length || j < second.length) {
    const value = Math.min(first[i] ?? Infinity, second[j] ?? Infinity);
    const [startI, startJ] = [i, j];
    while (first[i] === value) i++;
    while (second[j] === value) j++;
    if (i === startI && j === startJ) throw noPlace();
    yield { value, inFirst: i - startI, inSecond: j - startJ };
  }
}

/** How often each distinct value occurs: all that tests of one column know of it. */
export interface ValueCounts {
  /** Ascending. */
  readonly values: Float64Array;
  /** Rows with that value, in the first sample and in both together. */
  readonly first: Int32Array;
  readonly totals: Int32Array;
  /** The probability that two rows of both samples have the same value; 0 without ties. */
  readonly tied: number;
}

export function countValues(reference: Batch, current: Batch): ValueCounts {
  const most = reference.rows + current.rows;
  const [values, first, totals] = [new Float64Array(most), new Int32Array(most), new Int32Array(most)];
  let [distinct, pairs] = [0, 0];
  for (const { value, inFirst, inSecond } of ties(sorted(reference), sorted(current))) {
    values[distinct] = value;
    first[distinct] = inFirst;
    const total = (totals[distinct++] = inFirst + inSecond);
    pairs += total * (total - 1);
  }
  const tied = pairs / Math.max(1, most * (most - 1));
  return { values: values.subarray(0, distinct), first: first.subarray(0, distinct), totals: totals.subarray(0, distinct), tied };
}

/**
 * Up to this probability of a tie (`tied`), laws for values without ties hold: what they are off is of that order. Heights to the
 * millimetre lie above, floats with a few coincidences far below.
 */
export const FEW_TIES = 1e-3;
