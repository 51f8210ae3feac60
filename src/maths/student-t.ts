/** Student's t distribution, by way of the regularised incomplete beta function. */
import { incompleteBeta } from './special/beta.ts';

/** P(T ≤ t) with `df` > 0 degrees of freedom. */
export function studentTCdf(t: number, df: number): number {
  const square = t * t;
  // Near 0 the middle is the accurate part, far out the tail is.
  const tail =
    square < 1 ? 0.5 * (1 - incompleteBeta(square / (df + square), 0.5, df / 2)) : 0.5 * incompleteBeta(df / (df + square), df / 2, 0.5);
  return t > 0 ? 1 - tail : tail;
}

/** The t with P(T ≤ t) = p, for p strictly between 0 and 1; throws RangeError otherwise. */
export function studentTQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs 0 < p < 1, got ${p}`);
  if (p > 0.5) return -studentTQuantile(1 - p, df);
  let high = 0;
  let low = -1;
  while (studentTCdf(low, df) > p) low *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (studentTCdf(middle, df) > p) high = middle;
    else low = middle;
  }
}
