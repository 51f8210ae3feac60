/** How large a paired difference is beside chance, and how many seeds would decide about it. */
import { normalQuantile } from '../../maths/special/normal.ts';
import { mean, sd } from '../../maths/statistics.ts';

const LEVEL = 0.05;
const POWER = 0.8;
/** More seeds than these are not asked for. */
const MOST_SEEDS = 200;

/**
 * P(A > B): the share of seeds on which a comes out above b, ties counted half, with its 95 % interval by Wilson's score (1927), which
 * covers about 95 % at any number of seeds and more where there are ties (Bouthillier et al. 2021 ask for a share of 0.75 before a
 * difference is called meaningful).
 * @throws RangeError when there are no differences.
 */
export function probabilityOfBetter(differences: readonly number[]): { readonly value: number; readonly lo: number; readonly hi: number } {
  const n = differences.length;
  const value = mean(differences.map((difference) => (difference > 0 ? 1 : difference === 0 ? 0.5 : 0)));
  const z = normalQuantile(0.975);
  const centre = (value + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n));
  return { value, lo: Math.max(0, centre - half), hi: Math.min(1, centre + half) };
}

/**
 * How many more seeds would decide, with a power of 80 %, if differences went on as they do: either that the mean is not 0, or that
 * it lies within ±margin, whichever needs fewer. The usual formula for paired tests, ((z₀.₉₇₅ + z₀.₈)·s/δ)² + z²/2 (Guenther
 * 1981), and as many as let an exact sign-flip test come below the level: 2/2ⁿ. `comparisons` (≥ 1) is by how much a correction for
 * several of them multiplies p; equivalence is not corrected. Null where more than 200 seeds in all would be needed, or nothing is
 * known of the spread; 0 where there are enough.
 */
export function moreSeeds(differences: readonly number[], margin: number, comparisons = 1): number | null {
  const n = differences.length;
  if (n < 3) return null;
  const [centre, spread] = [Math.abs(mean(differences)), sd(differences)];
  const needed = (distance: number, level: number) => {
    const z = normalQuantile(1 - level);
    return distance > 0 ? (((z + normalQuantile(POWER)) * spread) / distance) ** 2 + (z * z) / 2 : Infinity;
  };
  const level = LEVEL / comparisons;
  const different = Math.max(needed(centre, level / 2), Math.log2(2 / level));
  const total = Math.ceil(Math.min(different, needed(margin - centre, LEVEL)));
  return total > MOST_SEEDS ? null : Math.max(0, total - n);
}
