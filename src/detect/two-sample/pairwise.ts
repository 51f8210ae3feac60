/**
 * Sums of a kernel over all pairs of rows of two samples, group by group, in one pass over the pairs.
 *
 * Rows are put into groups of equal size, and what is kept are only the sums over each pair of groups, so 2 × 5,000 rows need
 * no matrix of 10,000². Permuting whole groups is a subgroup of all permutations: the p value stays exact, and with some
 * hundred groups hardly any power is lost (Domingo-Enrich, Dwivedi & Mackey 2025, Cheap permutation testing).
 */
import type { Batch } from '../types.ts';

/** A function of the squared distance of two rows. Written into `out` from the first `count` numbers of `squares`. */
export type Kernel = (squares: Float64Array, count: number) => void;

/** The pooled rows, rows of the reference first. */
export function pool(reference: Batch, current: Batch): Float32Array {
  const rows = new Float32Array(reference.x.length + current.x.length);
  rows.set(reference.x);
  rows.set(current.x, reference.x.length);
  return rows;
}
