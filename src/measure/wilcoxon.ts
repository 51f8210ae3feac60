/** Wilcoxon's signed-rank test of paired differences (1945), two-sided. */
import { normalTail } from '../detect/special/normal.ts';

/** Up to so many differences, and without ties among their sizes, the distribution is counted out. */
const MAX_EXACT = 50;

/**
 * p of the sum of signed ranks. Differences of 0 are left out (Wilcoxon's way); equal sizes share their mean rank, and the normal
 * approximation then has its variance corrected for ties (no continuity correction). Null when no difference is left.
 */
export function wilcoxon(differences: readonly number[]): number | null {
  const left = differences.filter((difference) => difference !== 0).sort((a, b) => Math.abs(a) - Math.abs(b));
  const n = left.length;
  if (n === 0) return null;
  let positive = 0;
  let ties = 0;
  for (let from = 0; from < n; ) {
    let to = from;
    while (to < n && Math.abs(left[to]!) === Math.abs(left[from]!)) to++;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) if (left[i]! > 0) positive += rank;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  const total = (n * (n + 1)) / 2;
  const extreme = Math.min(positive, total - positive);
  if (ties === 0 && n <= MAX_EXACT) return Math.min(1, 2 * lowerTail(extreme, n));
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  return Math.min(1, 2 * normalTail(Math.abs(extreme - total / 2) / Math.sqrt(variance)));
}

/** P(sum of the positive ranks ≤ w) without a difference: the share of subsets of 1 … n with such a sum. */
function lowerTail(w: number, n: number): number {
  const total = (n * (n + 1)) / 2;
  const ways = new Float64Array(total + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++) for (let sum = total; sum >= rank; sum--) ways[sum]! += ways[sum - rank]!;
  let count = 0;
  for (let sum = 0; sum <= w; sum++) count += ways[sum]!;
  return count / 2 ** n;
}
