/**
 * From sizes that are each twice the one before to the next: a power law with a floor, m(s) = c + a·s^−b (Hestness et al. 2017; Viering & Loog
 * 2023), in which every step is the step before times r = 2^−b. Three sizes and few seeds do not tell b, so that b is taken from many experiments
 * (the in-sample half of `lab bench small`): one for what all repairs of an experiment share, and a larger one for what sets them apart, most of which
 * is chance. The last two sizes make the forecast; with the first one among what is fitted it is worse, since the smallest models fail in ways of their own.
 */
import { mean } from '../../maths/statistics.ts';
import type { Random } from '../../random/random.ts';

/** `[size][seed]`, sizes ascending, at least two. */
export type BySize = readonly (readonly number[])[];

/** Shared by all series of an experiment, and of each one's own. */
interface Parts {
  readonly shared: number;
  readonly own: number;
}

/** b = 1.5 and 2.3: on the in-sample scenarios the least squares of the next step by the last. */
export const RATIO: Parts = { shared: 0.35, own: 0.2 };
/** Standard deviation of what the law itself was off by there, in accuracy. */
export const MISFIT: Parts = { shared: 0.03, own: 0.038 };

/** The law's next value of every series, from their means by size. */
function next(means: readonly (readonly number[])[]): number[] {
  const steps = means.map((own) => own.at(-1)! - own.at(-2)!);
  const together = mean(steps);
  return means.map((own, i) => own.at(-1)! + RATIO.shared * together + RATIO.own * (steps[i]! - together));
}

/**
 * What each of several measured series may be at the next size, drawn together: the seeds that are drawn (with replacement) are the same for all, and so is
 * what the law is off by for what they share, so that neither blurs their difference.
 * @param series on the same seeds at every size
 * @param scale of the misfits: 1 for accuracies
 * @returns `[series][draw]`
 */
export function foreseen(series: readonly BySize[], scale: number, draws: number, random: Random): Float64Array[] {
  const found = series.map(() => new Float64Array(draws));
  const centres = series.map((values) => values.map(mean));
  const sizes = centres[0]?.length ?? 0;
  const seeds = Math.min(...series.flatMap((values) => values.map((each) => each.length)));
  // A bootstrap of n spreads by √((n − 1)/n) of what a mean does.
  const wider = Math.sqrt(seeds / Math.max(1, seeds - 1));
  for (let draw = 0; draw < draws; draw++) {
    const picked = Array.from({ length: sizes }, () => Array.from({ length: seeds }, () => random.int(seeds)));
    const means = series.map((values, i) =>
      values.map((each, size) => centres[i]![size]! + wider * (mean(picked[size]!.map((seed) => each[seed]!)) - centres[i]![size]!)),
    );
    const off = scale * MISFIT.shared * random.normal();
    next(means).forEach((value, i) => (found[i]![draw] = value + off + scale * MISFIT.own * random.normal()));
  }
  return found;
}
