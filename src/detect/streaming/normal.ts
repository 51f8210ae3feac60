/** The standard normal distribution, as far as detectors need it. */

/** P(Z ≤ z), by the series of the error function near 0 and its continued fraction far out (Abramowitz & Stegun 7.1.6, 7.1.14). */
function normalCdf(z: number): number {
  const size = Math.abs(z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (size < 3) {
    let term = size;
    let sum = size;
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= (size * size) / (2 * k + 1);
      sum += term;
    }
    return z > 0 ? 0.5 + density * sum : 0.5 - density * sum;
  }
  let fraction = 0;
  for (let k = 80; k >= 1; k--) fraction = k / (size + fraction);
  const tail = density / (size + fraction);
  return z > 0 ? 1 - tail : tail;
}

/** The z with P(Z ≤ z) = p, for p strictly between 0 and 1; by bisection to the last bit, since it is asked for once. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs 0 < p < 1, got ${p}`);
  let [low, high] = [-40, 40];
  for (let middle = 0; low < middle && middle < high; middle = (low + high) / 2) {
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
