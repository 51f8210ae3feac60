/** Class probabilities as files have them: rounded to a few digits, or in per cent. */
import type { Batch } from '../types.ts';

/** Less is the last digits of single precision, or of six digits: nobody needs to hear of it. */
const EXACT = 1e-5;
const MOST_DIGITS = 6;

export interface Rounded {
  readonly batch: Batch;
  /** Rows that were made to sum to 1. */
  readonly normalised: number;
  /** Digits after the point, where rows were. */
  readonly digits: number;
  /** They were in per cent. */
  readonly percent: boolean;
}

/** Rows whose sum differs from 1 by no more than rounding of each number explains are made to sum to 1; others stay, to be refused. */
export function withoutRounding({ x, rows, width }: Batch): Rounded {
  const sumOf = (values: ArrayLike<number>, row: number) => {
    let sum = 0;
    for (let c = 0; c < width; c++) sum += values[row * width + c]!;
    return sum;
  };
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i]! / Math.max(1, rows);
  const percent = total > 90 && total < 110;
  const out = Float64Array.from({ length: x.length }, (_, i) => x[i]! / (percent ? 100 : 1));
  const digits = digitsOf(out);
  // Each number is off by half a unit of the last digit at most.
  const most = (width * 0.5 + 1e-6) * 10 ** -digits;
  let normalised = 0;
  for (let row = 0; row < rows; row++) {
    const sum = sumOf(out, row);
    const off = Math.abs(sum - 1);
    if (!(off > EXACT && off <= most && sum > 0)) continue;
    normalised++;
    for (let c = 0; c < width; c++) out[row * width + c]! /= sum;
  }
  return { batch: { x: out, rows, width }, normalised, digits, percent };
}

/** The fewest digits that all values have. */
function digitsOf(values: ArrayLike<number>): number {
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const unit = 10 ** digits;
    if (Array.prototype.every.call(values, (value: number) => Math.abs(value * unit - Math.round(value * unit)) < 1e-6)) return digits;
  }
  return MOST_DIGITS;
}
