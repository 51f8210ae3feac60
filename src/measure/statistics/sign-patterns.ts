/** Patterns of signs that the sign-flip tests lay over seeds. */
import { randomStream } from '../../random/random.ts';

/** All patterns are tried up to so many seeds. */
const MOST_EXACT = 12;
const DRAWS = 5_000;
const SEED = 1;

/** All 2ⁿ patterns of ±1 up to 12 seeds, else 5,000 drawn at random from a fixed seed; the first of all of them changes nothing. */
export function signPatterns(seeds: number): readonly Float64Array[] {
  if (kept?.seeds === seeds) return kept.patterns;
  const random = randomStream(SEED, 'sign-flips', seeds);
  const patterns =
    seeds > MOST_EXACT
      ? Array.from({ length: DRAWS }, () => Float64Array.from({ length: seeds }, () => (random.uniform() < 0.5 ? 1 : -1)))
      : Array.from({ length: 2 ** seeds }, (_, pattern) => Float64Array.from({ length: seeds }, (__, i) => (pattern & (1 << i) ? -1 : 1)));
  kept = { seeds, patterns };
  return patterns;
}
let kept: { readonly seeds: number; readonly patterns: readonly Float64Array[] } | undefined;

/** The p value of a statistic that so many patterns reach. Drawn patterns estimate it, and the observed one is among them (Phipson & Smyth 2010). */
export const shareOf = (reached: number, seeds: number): number =>
  seeds > MOST_EXACT ? (1 + reached) / (1 + DRAWS) : reached / 2 ** seeds;
