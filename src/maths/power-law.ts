/** The power of a size that a cost grows with. */
import { log } from './portable.ts';

export interface PowerLaw {
  /** Slope of log cost by log size: 1 is proportional, 0 does not grow. */
  readonly exponent: number;
  /** Its standard error by the residuals; null with two sizes, which leave none. */
  readonly error: number | null;
}

/**
 * Least squares of log cost by log size.
 * @returns null with fewer than two different sizes.
 * @throws RangeError where a size or a cost is not above 0.
 */
export function powerLaw(sizes: readonly number[], costs: readonly number[]): PowerLaw | null {
  const wrong = [...sizes, ...costs].find((value) => !(value > 0 && value < Infinity));
  if (wrong !== undefined || sizes.length !== costs.length) throw new RangeError(`a power of ${wrong ?? 'unequal lists'} cannot be fitted`);
  const x = sizes.map(log);
  const y = costs.map(log);
  const n = x.length;
  const centre = (values: readonly number[]) => values.map((value) => value - values.reduce((a, b) => a + b, 0) / n);
  const [dx, dy] = [centre(x), centre(y)];
  const spread = dx.reduce((sum, d) => sum + d * d, 0);
  if (new Set(sizes).size < 2) return null;
  const exponent = dx.reduce((sum, d, i) => sum + d * dy[i]!, 0) / spread;
  const residual = dx.reduce((sum, d, i) => sum + (dy[i]! - exponent * d) ** 2, 0);
  return { exponent, error: n > 2 ? Math.sqrt(residual / (n - 2) / spread) : null };
}
