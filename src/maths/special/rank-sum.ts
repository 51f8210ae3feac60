/** The exact distribution of Mann and Whitney's U. */

/**
 * P(U ≥ u) for samples of `n` and `m` values without ties, by the recurrence of Mann & Whitney 1947. Time min(n, m)·n·m, relative error below
 * 1e−14 up to n·m = 10,000, however small the tail: U is symmetric, and only its lower tail, where counts are small, is counted.
 */
export function rankSumTail(u: number, n: number, m: number): number {
  const [short, long] = n < m ? [n, m] : [m, n];
  const below = Math.floor(n * m - u);
  // P(U ≤ k) = P(U ≥ nm − k), and what is not in the one tail is in the other.
  return below <= (n * m) / 2 ? lowerTail(below, short, long) : 1 - lowerTail(Math.ceil(u) - 1, short, long);
}

/** P(U ≤ most). */
function lowerTail(most: number, n: number, m: number): number {
  if (most < 0) return 0;
  // counts[k] = ways to choose n of n + m ranks with U = k: coefficients of the Gaussian binomial ∏(1 − q^(m+i))/(1 − q^i).
  const counts = new Float64Array(most + 1);
  counts[0] = 1;
  let all = 1;
  for (let i = 1; i <= n; i++) {
    for (let k = most; k >= m + i; k--) counts[k]! -= counts[k - m - i]!;
    for (let k = i; k <= most; k++) counts[k]! += counts[k - i]!;
    all *= (m + i) / i;
  }
  return Math.min(1, counts.reduce((sum, count) => sum + count, 0) / all);
}
