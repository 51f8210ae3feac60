/** When an answer of a stream is right: a class when it is the label, a number when it is off by no more than most are in the old world. */
import { quantile } from '../../../data/quantile.ts';
import type { Samples } from '../../../data/types.ts';
import type { Answers } from './serving.ts';

/** Share of the held-out old rows that the base model tells within the tolerance. */
const WITHIN = 0.9;

/** How far off numbers may be. */
export interface Tolerance {
  /** In the number's own unit. */
  readonly most: number;
  /** How far off the base model is on held-out rows of the old world, ascending. */
  readonly sizes: Float64Array;
}

/** By what the base model is off on held-out rows of the old world. */
export function toleranceOf(numbers: Float64Array, { target = new Float64Array(0) }: Samples): Tolerance {
  const sizes = Float64Array.from(target, (value, row) => Math.abs(value - numbers[row]!)).sort();
  return { most: quantile(sizes, WITHIN), sizes };
}

/** How far off the answer to that row is; 0 where classes are told. */
export const errorAt = ({ numbers }: Answers, { target }: Samples, row: number): number =>
  numbers && target ? Math.abs(numbers[row]! - target[row]!) : 0;

/** Whether the answer to that row is wrong. */
export const isWrong = (answers: Answers, rows: Samples, row: number, tolerance: Tolerance | undefined): boolean =>
  tolerance ? errorAt(answers, rows, row) > tolerance.most : answers.predicted[row] !== rows.y[row];

/** Share of the rows that are answered rightly. */
export function shareRight(answers: Answers, rows: Samples, tolerance: Tolerance | undefined): number {
  let right = 0;
  for (let row = 0; row < rows.rows; row++) if (!isWrong(answers, rows, row, tolerance)) right++;
  return right / Math.max(1, rows.rows);
}

/** How large an error is among those of the old world, 0 … 1: the share of them that are smaller. What detectors of values watch. */
export function rankOf(size: number, { sizes }: Tolerance): number {
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sizes[middle]! < size) low = middle + 1;
    else high = middle;
  }
  return low / Math.max(1, sizes.length);
}
