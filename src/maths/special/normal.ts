/** The tail of the standard normal distribution, and its quantiles. */
import { upperGamma } from './gamma.ts';

/** P(Z ≥ z), as ½Q(½, z²/2) (DLMF 7.11.2); far tails keep their digits. */
export function normalTail(z: number): number {
  const half = upperGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? half : 1 - half;
}

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
