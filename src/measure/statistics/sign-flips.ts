/**
 * The sign-flip permutation test of paired differences, for many hypotheses on the same seeds at once.
 *
 * If the two arms of a pair do not differ, each seed's difference could as well have had the other sign (Fisher 1935). Flipping a
 * seed flips the differences of all pairs together, so their dependence is kept, and Holm's step-down correction needs no bound: the
 * largest statistic of the hypotheses still open takes its place (step-down max-T, Westfall & Young 1993). With 6 seeds an adjusted p
 * can thus be 2/2⁶ = 0.031 whatever the number of comparisons; Holm's bound on exact p values could never fall below 0.05 there for
 * more than one.
 */
import { shareOf, signPatterns } from './sign-patterns.ts';

/** Sums of the same differences in another order differ in the last digits. */
const ROUNDING = 1e-9;

/** That differences lie around 0, or, from one side, around 0 or below. */
export interface Hypothesis {
  /** One for each seed; the same seeds for all hypotheses. */
  readonly differences: readonly number[];
  readonly sides: 1 | 2;
}

/** For each hypothesis its p alone, and adjusted for all of them together. Null with fewer than 2 seeds; 1 where all differences are 0. */
export function signFlipTests(hypotheses: readonly Hypothesis[]): { readonly p: number | null; readonly adjusted: number | null }[] {
  const n = hypotheses[0]?.differences.length ?? 0;
  if (n < 2) return hypotheses.map(() => ({ p: null, adjusted: null }));
  // |Σ s·d| / √(n Σ d²) grows with |t|, and its denominator does not feel a flip.
  const scales = hypotheses.map(({ differences }) => Math.sqrt(n * differences.reduce((sum, d) => sum + d * d, 0)) || 1);
  const statistic = (at: number, signs: ArrayLike<number>): number => {
    const { differences, sides } = hypotheses[at]!;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += signs[i]! * differences[i]!;
    return (sides === 2 ? Math.abs(sum) : sum) / scales[at]!;
  };
  const observed = hypotheses.map((_, at) => statistic(at, new Float64Array(n).fill(1)));
  const order = hypotheses.map((_, at) => at).sort((a, b) => observed[b]! - observed[a]!);
  const alone = new Float64Array(hypotheses.length);
  const jointly = new Float64Array(hypotheses.length);
  for (const signs of signPatterns(n)) {
    let largest = -Infinity;
    for (let rank = order.length - 1; rank >= 0; rank--) {
      const at = order[rank]!;
      const value = statistic(at, signs);
      largest = Math.max(largest, value);
      const reached = observed[at]! - ROUNDING;
      if (value >= reached) alone[at]!++;
      if (largest >= reached) jointly[at]!++;
    }
  }
  const result = hypotheses.map((_, at) => ({ p: shareOf(alone[at]!, n), adjusted: shareOf(jointly[at]!, n) }));
  let before = 0;
  for (const at of order) result[at]!.adjusted = before = Math.max(before, result[at]!.adjusted);
  return result;
}
