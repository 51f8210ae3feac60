/** Intervals for counts and shares, 95 % two-sided. */
import type { Estimate } from '../contracts/detect.ts';
import { chiSquareQuantile } from '../maths/special/chi-square.ts';

/** z of a two-sided 95 % interval. */
const Z = 1.959963984540054;

/** Exact interval for the mean of a Poisson count, from quantiles of chi-square (Garwood 1936): [0, 3.689] for none. */
export function countInterval(count: number): Estimate {
  return { value: count, lo: count === 0 ? 0 : chiSquareQuantile(0.975, 2 * count) / 2, hi: chiSquareQuantile(0.025, 2 * count + 2) / 2 };
}

/** Wilson's score interval (1927) for `hits` of `n`. */
export function shareInterval(hits: number, n: number): Estimate {
  const share = hits / n;
  const middle = (share + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))) / (1 + (Z * Z) / n);
  return { value: share, lo: Math.max(0, middle - half), hi: Math.min(1, middle + half) };
}
