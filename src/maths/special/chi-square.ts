/** The chi-square distribution. */
import { upperGamma } from './gamma.ts';

/** P(X ≥ x) with `df` > 0 degrees of freedom. */
export const chiSquareTail = (x: number, df: number): number => upperGamma(df / 2, x / 2);

/** The x with P(X ≥ x) = tail, for a tail strictly between 0 and 1; by bisection to the last bit. */
export function chiSquareQuantile(tail: number, df: number): number {
  if (!(tail > 0 && tail < 1)) throw new RangeError(`a quantile needs a tail between 0 and 1, got ${tail}`);
  let [low, high] = [0, 1];
  while (chiSquareTail(high, df) > tail) high *= 2;
  for (let middle = high / 2; low < middle && middle < high; middle = (low + high) / 2) {
    if (chiSquareTail(middle, df) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
