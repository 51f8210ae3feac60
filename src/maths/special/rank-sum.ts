/** The exact distribution of Mann and Whitney's U. */

/** P(U ≥ u) for samples of `n` and `m` values without ties, by the recurrence of Mann & Whitney 1947. Time n²·m². */
export function rankSumTail(u: number, n: number, m: number): number {
  // counts[k] = ways to choose n of n + m ranks with U = k: coefficients of the Gaussian binomial ∏(1 − q^(m+i))/(1 − q^i).
  const counts = new Float64Array(n * m + 1);
  counts[0] = 1;
  for (let i = 1; i <= n; i++) {
    for (let k = counts.length - 1; k >= m + i; k--) counts[k]! -= counts[k - m - i]!;
    for (let k = i; k < counts.length; k++) counts[k]! += counts[k - i]!;
  }
  let [all, beyond] = [0, 0];
  counts.forEach((count, k) => {
    all += count;
    if (k >= u) beyond += count;
  });
  return beyond / all;
}
