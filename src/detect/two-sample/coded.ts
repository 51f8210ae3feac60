/** Columns of numbers as categories: for tests that compare how often each value occurs, where hardly one occurs twice. */
import { ascending, column } from './define.ts';
import { histograms } from './bins.ts';
import type { Batch } from '../types.ts';

/** Bins, unless another number is said. */
export const BINS = 10;
/** Cochran's rule: fewer rows in a cell are too few. */
const LEAST_EXPECTED = 5;

const distinct = (samples: readonly ArrayLike<number>[]): number => new Set(samples.flatMap((x) => Array.from(x))).size;

/** Whether single values come too seldom to be categories: there are more than bins, and fewer than five rows of one are to be expected. */
export function tooFine(reference: ArrayLike<number>, current: ArrayLike<number>, bins = BINS): boolean {
  const values = distinct([reference, current]);
  return values > bins && Math.min(reference.length, current.length) / values < LEAST_EXPECTED;
}

/**
 * Both columns as codes of bins: quantiles of the reference, at most that many, fewer where five rows of the smaller sample would not fall
 * into each. The rows are in the order of their bins.
 */
export function inBins(reference: ArrayLike<number>, current: ArrayLike<number>, bins: number): { batches: [Batch, Batch]; bins: number } {
  const most = Math.max(2, Math.min(bins, Math.floor(Math.min(reference.length, current.length) / LEAST_EXPECTED)));
  const { counts } = histograms('bins', column(reference), column(current), { binning: 'quantiles', bins: most, floor: 0 });
  const codes = (sample: readonly number[]) => column(sample.flatMap((count, bin) => new Array<number>(count).fill(bin)));
  return { batches: [codes(counts[0]), codes(counts[1])], bins: counts[0].filter((count, bin) => count + counts[1][bin]! > 0).length };
}

/** Codes of equal values, in ascending order. */
export function byValue(reference: ArrayLike<number>, current: ArrayLike<number>): [Batch, Batch] {
  const values = ascending(Float64Array.from(new Set([...Array.from(reference), ...Array.from(current)])));
  const codes = new Map(Array.from(values, (value, code) => [value, code]));
  const coded = (x: ArrayLike<number>) => column(Array.from(x, (value) => codes.get(value)!));
  return [coded(reference), coded(current)];
}
