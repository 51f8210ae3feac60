/** Smirnov's exact distribution of the largest distance between two empirical distribution functions. */

/**
 * P(D ≥ d) for samples of `n` and `m` values without ties, where `steps` = d·n·m is a whole number.
 *
 * Orders of the pooled values are lattice paths from (0, 0) to (n, m); what is counted is the share of paths that touch the
 * boundary |i/n − j/m| ≥ d (Hodges 1958, Ark. Mat. 3). Counting these and not the others keeps the digits of small
 * probabilities; the share at (i, j) is the mean of its two neighbours, weighted by the paths through each. Time n·m.
 */
export function smirnovTail(steps: number, n: number, m: number): number {
  if (steps <= 0) return 1;
  const touched = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (Math.abs(i * m - j * n) >= steps) touched[j] = 1;
      else if (i + j === 0) touched[0] = 0;
      else touched[j] = (i * touched[j]! + (j > 0 ? j * touched[j - 1]! : 0)) / (i + j);
    }
  }
  return touched[m]!;
}
