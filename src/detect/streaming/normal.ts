/** Quantiles of the standard normal distribution. */
import { normalTail } from '../special/normal.ts';

/** The z with P(Z ≤ z) = p, for p strictly between 0 and 1; by bisection to the last bit, since it is asked for once. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs 0 < p < 1, got ${p}`);
  let [low, high] = [-40, 40];
  for (let middle = 0; low < middle && middle < high; middle = (low + high) / 2) {
    if (normalTail(-middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
