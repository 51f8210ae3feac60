/** Bootstrap intervals, seeded. */
import { quantile } from '../data/quantile.ts';
import { normalQuantile, normalTail } from '../detect/special/normal.ts';
import { stream } from '../random/random.ts';
import { mean } from './statistics.ts';

const DRAWS = 10_000;
const SEED = 1;
const LEVEL = 0.95;

/**
 * The 95 % interval of a mean, bias-corrected and accelerated (BCa, Efron 1987; Efron & Tibshirani 1993, ch. 14), from 10,000
 * resamples of a fixed seed. Both ends equal the mean for one value, or when all values are equal.
 * @throws RangeError when there are no values.
 */
export function bootstrapMean(values: readonly number[], draws = DRAWS): { readonly lo: number; readonly hi: number } {
  const centre = mean(values);
  if (values.every((value) => value === values[0])) return { lo: centre, hi: centre };
  const means = resampledMeans(values, draws);
  // The same numbers added up in another order differ in the last digits.
  const rounding = 1e-12 * Math.max(...values.map(Math.abs));
  const below = means.reduce((count, one) => count + (one < centre - rounding ? 1 : one <= centre + rounding ? 0.5 : 0), 0);
  // A share of 0 or 1 would have no quantile.
  const bias = normalQuantile(Math.min(draws - 0.5, Math.max(0.5, below)) / draws);
  const cubes = values.reduce((sum, value) => sum + (value - centre) ** 3, 0);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  // The jackknife means differ from their mean by (mean − value)/(n − 1).
  const acceleration = cubes / (6 * squares ** 1.5);
  const at = (z: number): number => {
    const shifted = bias + (bias + z) / (1 - acceleration * (bias + z));
    return quantile(means, 1 - normalTail(shifted));
  };
  const z = normalQuantile((1 + LEVEL) / 2);
  return { lo: at(-z), hi: at(z) };
}

/** Means of resamples of the values, ascending. Lists of equal length are drawn from with the same indices. */
export function resampledMeans(values: readonly number[], draws: number): Float64Array {
  const n = values.length;
  const indices = indicesFor(n, draws);
  const means = new Float64Array(draws);
  // Plain loops: ten thousand calls of a function would take as long as the sums.
  for (let draw = 0, i = 0; draw < draws; draw++) {
    let sum = 0;
    for (const end = i + n; i < end; i++) sum += values[indices[i]!]!;
    means[draw] = sum / n;
  }
  return means.sort();
}

/** A run compares hundreds of pairs on the same seeds: what is drawn is kept. */
function indicesFor(n: number, draws: number): Uint16Array {
  if (kept?.n !== n || kept.indices.length < n * draws) {
    const random = stream(SEED, 'bootstrap', n);
    kept = { n, indices: Uint16Array.from({ length: n * draws }, () => random.int(n)) };
  }
  return kept.indices;
}
let kept: { readonly n: number; readonly indices: Uint16Array } | undefined;
