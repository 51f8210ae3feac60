/**
 * The sign-flip permutation test of paired differences, for many comparisons on the same seeds at once.
 *
 * If the two arms of a pair do not differ, each seed's difference could as well have had the other sign (Fisher 1935). All 2ⁿ
 * patterns are tried up to 16 seeds, else 10,000 at random. Flipping a seed flips the differences of all pairs together, so
 * their dependence is kept, and Holm's step-down correction needs no bound: the largest statistic of the hypotheses still open
 * takes its place (step-down max-T, Westfall & Young 1993). With 6 seeds an adjusted p can thus be 2/2⁶ = 0.031 whatever the
 * number of comparisons; Holm's bound on exact p values could never fall below 0.05 there for more than one.
 */
import { stream } from '../random/random.ts';

/** All patterns are tried up to so many seeds. */
const MAX_EXACT = 16;
const DRAWS = 10_000;
const SEED = 1;
/** Sums of the same differences in another order differ in the last digits. */
const ROUNDING = 1e-9;

/**
 * For each list of differences, one per seed and all over the same seeds: the two-sided p on its own, and the one adjusted for
 * all lists together. Null with fewer than 2 seeds; 1 where all differences are 0.
 */
export function signFlipTests(lists: readonly (readonly number[])[]): { readonly p: number | null; readonly adjusted: number | null }[] {
  const n = lists[0]?.length ?? 0;
  if (n < 2) return lists.map(() => ({ p: null, adjusted: null }));
  // |Σ s·d| / √(n Σ d²) grows with |t|, and its denominator does not feel a flip.
  const scales = lists.map((differences) => Math.sqrt(n * differences.reduce((sum, d) => sum + d * d, 0)) || 1);
  const statistic = (list: number, signs: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += signs[i]! * lists[list]![i]!;
    return Math.abs(sum) / scales[list]!;
  };
  const observed = lists.map((_, list) => statistic(list, new Float64Array(n).fill(1)));
  const order = lists.map((_, list) => list).sort((a, b) => observed[b]! - observed[a]!);
  const alone = new Float64Array(lists.length);
  const jointly = new Float64Array(lists.length);
  let patterns = 0;
  for (const signs of signPatterns(n)) {
    patterns++;
    let largest = 0;
    for (let rank = order.length - 1; rank >= 0; rank--) {
      const list = order[rank]!;
      const value = statistic(list, signs);
      largest = Math.max(largest, value);
      const reached = observed[list]! - ROUNDING;
      if (value >= reached) alone[list]!++;
      if (largest >= reached) jointly[list]!++;
    }
  }
  // Drawn patterns estimate a p value, and the observed one is among them (Phipson & Smyth 2010).
  const share = (count: number) => (n > MAX_EXACT ? (1 + count) / (1 + patterns) : count / patterns);
  const result = lists.map((_, list) => ({ p: share(alone[list]!), adjusted: share(jointly[list]!) }));
  let before = 0;
  for (const list of order) result[list]!.adjusted = before = Math.max(before, result[list]!.adjusted);
  return result;
}

/** Patterns of ±1; a pattern and its opposite give the same statistic, so half of all are enough. The array is reused. */
function* signPatterns(n: number): Generator<Float64Array> {
  const signs = new Float64Array(n).fill(1);
  if (n > MAX_EXACT) {
    const random = stream(SEED, 'sign-flips', n);
    for (let draw = 0; draw < DRAWS; draw++) {
      for (let i = 0; i < n; i++) signs[i] = random.uniform() < 0.5 ? 1 : -1;
      yield signs;
    }
    return;
  }
  for (let pattern = 0; pattern < 2 ** (n - 1); pattern++) {
    for (let i = 0; i + 1 < n; i++) signs[i] = pattern & (1 << i) ? -1 : 1;
    yield signs;
  }
}
