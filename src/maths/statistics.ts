/** Means and 95 % intervals. Nothing here returns NaN: what cannot be computed is null or throws. */
import { studentTQuantile } from './student-t.ts';
import type { Interval } from './interval.ts';
import { exp, log } from './portable.ts';

/** Arithmetic mean. Throws RangeError when there are no values. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the mean of no values is undefined');
  const sum = values.reduce((total, value) => total + value, 0);
  // Sums of numbers at the end of double precision leave it; their shares do not.
  return Number.isFinite(sum) ? sum / values.length : values.reduce((total, value) => total + value / values.length, 0);
}

/** Sample standard deviation (n − 1 in the denominator); 0 for a single value. Throws RangeError when there are none. */
export function sd(values: readonly number[]): number {
  const centre = mean(values);
  return values.length < 2 ? 0 : rootOfSquares(values, centre, values.length - 1);
}

/** √(Σ(value − centre)²/by), also where the squares leave the range of double precision: then in units of the largest deviation. */
export function rootOfSquares(values: ArrayLike<number>, centre: number, by: number): number {
  let [squares, largest] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const deviation = Math.abs(values[i]! - centre);
    squares += deviation * deviation;
    if (deviation > largest) largest = deviation;
  }
  if (squares >= LEAST_SQUARES && squares < Infinity) return Math.sqrt(squares / by);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let shares = 0;
  for (let i = 0; i < values.length; i++) shares += ((values[i]! - centre) / largest) ** 2;
  return largest * Math.sqrt(shares / by);
}

/** Below this, squares have lost digits. */
const LEAST_SQUARES = 1e-290;

/** Standard error of the mean. */
export function standardError(values: readonly number[]): number {
  return sd(values) / Math.sqrt(values.length);
}

/**
 * Mean and 95 % interval, mean ± t₀.₉₇₅(n−1)·sd/√n (Student 1908).
 *
 * `lo` and `hi` equal the mean for a single value (nothing is known of its spread) and when all values are equal.
 * Throws RangeError when there are no values.
 */
export function interval(values: readonly number[]): Interval {
  const centre = mean(values);
  const half = values.length < 2 ? 0 : critical(values.length - 1) * standardError(values);
  return { mean: centre, lo: centre - half, hi: centre + half, values };
}

/** t₀.₉₇₅ for `df` degrees of freedom, worked out once each: the charts ask for it at every point of every line. */
function critical(df: number): number {
  let quantile = criticals.get(df);
  if (quantile === undefined) criticals.set(df, (quantile = studentTQuantile(0.975, df)));
  return quantile;
}
const criticals = new Map<number, number>();

/** How far an interval reaches from its mean, on the side where it reaches farther. */
export function halfWidth({ mean: centre, lo, hi }: Interval): number {
  return Math.max(hi - centre, centre - lo);
}

/** Does the interval rule that value out? Never with fewer than 2 values. */
export function excludes({ lo, hi, values }: Interval, value: number): boolean {
  return values.length >= 2 && (value < lo || value > hi);
}

/**
 * Ratio a/b of paired positive quantities: geometric mean of the ratios with its 95 % interval, the t interval of the
 * log-ratios exponentiated. `values` are the ratios pair by pair. Swapping a and b inverts it exactly.
 *
 * Null when there are no pairs or a quantity is not positive and finite; throws RangeError on unequal lengths.
 */
export function ratioInterval(a: readonly number[], b: readonly number[]): Interval | null {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} values do not make pairs`);
  const positive = (value: number) => value > 0 && Number.isFinite(value);
  if (a.length === 0 || !a.every(positive) || !b.every(positive)) return null;
  const logs = interval(a.map((value, i) => log(value) - log(b[i]!)));
  return { mean: exp(logs.mean), lo: exp(logs.lo), hi: exp(logs.hi), values: logs.values.map(exp) };
}

/** The ratio b/a, from the ratio a/b. */
export function inverse(ratio: Interval): Interval {
  return { mean: 1 / ratio.mean, lo: 1 / ratio.hi, hi: 1 / ratio.lo, values: ratio.values.map((value) => 1 / value) };
}
