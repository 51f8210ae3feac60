/**
 * From three sizes, each twice the one before, to the next: a power law with a floor, m(s) = c + a·s^−b (Hestness et al. 2017; Viering & Loog
 * 2023), in which the step from one size to the next is the last step times r = 2^−b. Three sizes and few seeds do not tell r well, so that all of
 * 0 … 1 take part, each as much as the figures speak for it: r = 0 has come to its end, r = 1 goes on by as much with every doubling.
 */
import { mean, standardError } from '../../maths/statistics.ts';
import type { Random } from '../../random/random.ts';

/** `[size][seed]`, sizes ascending, the same seeds of every size. */
export type BySize = readonly (readonly number[])[];

const RATIOS = Array.from({ length: 11 }, (_, i) => i / 10);
/** A mean is never known better than that, in the unit of the values: equal values of few seeds are chance. */
const LEAST_ERROR = 0.002;

interface Fit {
  readonly ratio: number;
  /** How much it counts; all sum to 1. */
  readonly weight: number;
}

/** Where the sum of steps has come to after k doublings: 0, 1, 1 + r, 1 + r + r². */
const progress = (ratio: number, k: number): number => Array.from({ length: k }, (_, i) => ratio ** i).reduce((sum, step) => sum + step, 0);

/** Weighted least squares of m = c + a·progress(k); the value at the next size. */
function next(means: readonly number[], weights: readonly number[], ratio: number): { readonly value: number; readonly chi: number } {
  const x = means.map((_, k) => progress(ratio, k));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const centre = (values: readonly number[]) => values.reduce((sum, value, k) => sum + weights[k]! * value, 0) / total;
  const [mx, my] = [centre(x), centre(means)];
  const sxx = x.reduce((sum, each, k) => sum + weights[k]! * (each - mx) ** 2, 0);
  const slope = x.reduce((sum, each, k) => sum + weights[k]! * (each - mx) * (means[k]! - my), 0) / sxx;
  const chi = x.reduce((sum, each, k) => sum + weights[k]! * (means[k]! - my - slope * (each - mx)) ** 2, 0);
  return { value: my + slope * (progress(ratio, means.length) - mx), chi };
}

/** How much each ratio speaks for itself. */
function fits(values: BySize): readonly Fit[] {
  const weights = weightsOf(values);
  const likelihoods = RATIOS.map((ratio) => Math.exp(-next(values.map(mean), weights, ratio).chi / 2));
  const total = likelihoods.reduce((sum, each) => sum + each, 0);
  return RATIOS.map((ratio, i) => ({ ratio, weight: total > 0 ? likelihoods[i]! / total : 1 / RATIOS.length }));
}

const weightsOf = (values: BySize): number[] => values.map((seeds) => 1 / Math.max(LEAST_ERROR, standardError(seeds)) ** 2);

/**
 * What each of several measured series may be at the next size, drawn together: the seeds that are drawn (with replacement) are the same for all, so
 * that what they share does not blur their difference.
 * @param misfit standard deviation of what the law itself is off by, in the unit of the values
 * @returns `[series][draw]`
 */
export function foreseen(series: readonly BySize[], misfit: number, draws: number, random: Random): Float64Array[] {
  const all = series.map((values) => ({ values, weights: weightsOf(values), fits: fits(values) }));
  const found = series.map(() => new Float64Array(draws));
  const sizes = series[0]?.length ?? 0;
  const seeds = Math.min(...series.flatMap((values) => values.map((each) => each.length)));
  // A bootstrap of n spreads by √((n − 1)/n) of what a mean does.
  const wider = Math.sqrt(seeds / Math.max(1, seeds - 1));
  for (let draw = 0; draw < draws; draw++) {
    const picked = Array.from({ length: sizes }, () => Array.from({ length: seeds }, () => random.int(seeds)));
    all.forEach(({ values, weights, fits: own }, i) => {
      const means = values.map((each, size) => {
        const centre = mean(each);
        return centre + wider * (mean(picked[size]!.map((seed) => each[seed]!)) - centre);
      });
      found[i]![draw] = next(means, weights, pick(own, random.uniform())).value + misfit * random.normal();
    });
  }
  return found;
}

function pick(all: readonly Fit[], at: number): number {
  let sum = 0;
  return all.find(({ weight }) => (sum += weight) >= at)?.ratio ?? all.at(-1)!.ratio;
}
