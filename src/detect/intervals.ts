/** Intervals for counts and shares, 95 % two-sided. */

/** A number with the interval that the data leave for it. */
export interface Estimate {
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
}

/** z of a two-sided 95 % interval. */
const Z = 1.959963984540054;

/** Exact interval for the mean of a Poisson count (Garwood 1936): [0, 3.689] for none. */
export function countInterval(count: number): Estimate {
  return {
    value: count,
    lo: count === 0 ? 0 : solve((mean) => 1 - poissonCdf(count - 1, mean) >= 0.025, count + 1),
    hi: solve((mean) => poissonCdf(count, mean) <= 0.025, 2 * count + 10),
  };
}

/** Wilson's score interval (1927) for `hits` of `n`. */
export function shareInterval(hits: number, n: number): Estimate {
  const share = hits / n;
  const middle = (share + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))) / (1 + (Z * Z) / n);
  return { value: share, lo: Math.max(0, middle - half), hi: Math.min(1, middle + half) };
}

/** P(X ≤ k) for a Poisson mean, from the largest term down so that nothing underflows. */
function poissonCdf(k: number, mean: number): number {
  if (mean === 0) return 1;
  const from = Math.min(k, Math.floor(mean));
  let log = -mean + from * Math.log(mean);
  for (let i = 2; i <= from; i++) log -= Math.log(i);
  const peak = Math.exp(log);
  let sum = 0;
  for (let i = from, term = peak; i >= 0 && term > 0; term *= i-- / mean) sum += term;
  for (let i = from + 1, term = (peak * mean) / i; i <= k && term > 0; term *= mean / ++i) sum += term;
  return Math.min(1, sum);
}

/** The least x of 0 … `high` at which `reached` turns true, to 50 bits; `high` is doubled until it does. */
function solve(reached: (x: number) => boolean, high: number): number {
  while (!reached(high)) high *= 2;
  let low = 0;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
