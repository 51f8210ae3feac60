/** The gamma function's logarithm and the regularised incomplete gamma functions. */
import { exp, log } from '../portable.ts';

/** ln Γ(x) for x > 0: Stirling's series (DLMF 5.11.1) after shifting x above 10; good to about 1e−15. */
export function logGamma(x: number): number {
  let shift = 0;
  while (x < 10) shift -= log(x++);
  const inverse = 1 / (x * x);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x;
  return shift + (x - 0.5) * log(x) - x + 0.5 * log(2 * Math.PI) + series;
}

/**
 * Q(a, x) = Γ(a, x)/Γ(a) for a > 0 and x ≥ 0, the share of the gamma density above x.
 * Below a + 1 by the power series of P (DLMF 8.7.1), above by the continued fraction (DLMF 8.9.2), so that small tails keep
 * their digits.
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = exp(a * log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; term > sum * 1e-17; k++) sum += term *= x / (a + k);
    return 1 - front * sum;
  }
  // Lentz's method from the front; no denominator vanishes for x ≥ a + 1.
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k <= 10_000; k++) {
    const a_k = -k * (k - a);
    b += 2;
    d = 1 / (b + a_k * d);
    c = b + a_k / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return front * fraction;
}
