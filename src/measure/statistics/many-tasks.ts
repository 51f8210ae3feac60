/**
 * Conclusions over many tasks (data sets, drifts) with several seeds each, as in rliable (Agarwal et al. 2021, Deep RL at the edge
 * of the statistical precipice) and Demšar 2006.
 */
import { quantile } from '../../data/quantile.ts';
import { incompleteBeta } from '../../maths/special/beta.ts';
import { chiSquareTail } from '../../maths/special/chi-square.ts';
import { randomStream } from '../../random/random.ts';
import { mean } from '../../maths/statistics.ts';

const DRAWS = 2_000;
const SEED = 1;

/** Scores of one method: `[task][seed]`. */
export type TaskScores = readonly (readonly number[])[];

export interface Estimate {
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
}

/** The mean of the middle half of all scores (25 % trimmed at each end, whole scores as `scipy.stats.trim_mean`). @throws RangeError when there are none. */
export function interquartileMean(scores: readonly number[]): number {
  const ascending = [...scores].sort((a, b) => a - b);
  const cut = Math.floor(ascending.length / 4);
  return mean(ascending.slice(cut, ascending.length - cut));
}

/** A statistic of all scores with its 95 % percentile interval; seeds are drawn again within each task (stratified bootstrap). */
function stratified(scores: TaskScores, statistic: (scores: TaskScores) => number, draws = DRAWS): Estimate {
  const random = randomStream(SEED, 'stratified', scores.length);
  const drawn = Float64Array.from({ length: draws }, () =>
    statistic(scores.map((seeds) => seeds.map(() => seeds[random.int(seeds.length)]!))),
  ).sort();
  return { value: statistic(scores), lo: quantile(drawn, 0.025), hi: quantile(drawn, 0.975) };
}

/** The interquartile mean over all tasks and seeds, with its stratified interval. */
export const overallScore = (scores: TaskScores): Estimate => stratified(scores, (all) => interquartileMean(all.flat()));

/** P(a run of a beats a run of b on the same task), ties half, averaged over tasks: Mann–Whitney's U / (n·m). */
export function probabilityOfImprovement(a: TaskScores, b: TaskScores): number {
  return mean(
    a.map((seeds, task) => mean(seeds.map((score) => mean(b[task]!.map((other) => (score > other ? 1 : score === other ? 0.5 : 0)))))),
  );
}

/** The share of runs above each threshold: a performance profile (Dolan & Moré 2002; run-score distributions of rliable). */
export function performanceProfile(scores: TaskScores, thresholds: readonly number[]): number[] {
  const all = scores.flat();
  return thresholds.map((threshold) => all.filter((score) => score > threshold).length / all.length);
}

/** Friedman's χ² falls short of its largest value by so much, relatively, by rounding alone. */
const ROUNDING = 1e-9;

/** Two-tailed Nemenyi critical values q₀.₀₅ for 2 … 10 methods (Demšar 2006, table 5a). */
const NEMENYI = [1.96, 2.343, 2.569, 2.728, 2.85, 2.949, 3.031, 3.102, 3.164];

export interface Ranking {
  /** Mean rank of each method over tasks, 1 = best; ties share their mean. */
  readonly ranks: readonly number[];
  /**
   * Friedman's χ² with its p, and Iman & Davenport's F with its p (1980). Both of F are null where the ranks never vary. Where every
   * task ranks the methods alike, F is infinite: `f` is null then, since JSON has no infinity, and `pF` is 0.
   */
  readonly chiSquare: number;
  readonly p: number;
  readonly f: number | null;
  readonly pF: number | null;
  /** Mean ranks further apart than this differ at the 5 % level (Nemenyi). */
  readonly criticalDifference: number;
}

/**
 * Friedman's test of methods by tasks; `scores[method][task]`, higher is better.
 * @throws RangeError for fewer than 2 or more than 10 methods, fewer than 2 tasks, or a score that is not a number.
 */
export function friedman(scores: readonly (readonly number[])[]): Ranking {
  const k = scores.length;
  const n = scores[0]?.length ?? 0;
  if (k < 2 || k > 10 || n < 2)
    throw new RangeError(`${k} methods on ${n} tasks cannot be ranked; expected 2 … 10 methods on 2 tasks or more`);
  // What is not a number has no rank, and no loop over ranks would come past it.
  if (scores.some((each) => each.some(Number.isNaN))) throw new RangeError('a score is not a number, so it has no rank');
  const sums = new Float64Array(k);
  let ties = 0;
  for (let task = 0; task < n; task++) {
    const order = scores.map((_, method) => method).sort((a, b) => scores[b]![task]! - scores[a]![task]!);
    for (let from = 0; from < k;) {
      let to = from;
      while (to < k && scores[order[to]!]![task] === scores[order[from]!]![task]) to++;
      for (let i = from; i < to; i++) sums[order[i]!]! += (from + 1 + to) / 2;
      ties += (to - from) ** 3 - (to - from);
      from = to;
    }
  }
  const squares = sums.reduce((sum, rank) => sum + rank * rank, 0);
  const correction = 1 - ties / (n * k * (k * k - 1));
  const chiSquare = correction > 0 ? ((12 / (n * k * (k + 1))) * squares - 3 * n * (k + 1)) / correction : 0;
  const most = n * (k - 1);
  const alike = correction > 0 && most - chiSquare <= ROUNDING * most;
  const f = correction > 0 && !alike ? ((n - 1) * chiSquare) / (most - chiSquare) : null;
  return {
    ranks: Array.from(sums, (sum) => sum / n),
    chiSquare,
    p: chiSquareTail(chiSquare, k - 1),
    f,
    pF: alike ? 0 : f === null ? null : fTail(f, k - 1, (k - 1) * (n - 1)),
    criticalDifference: NEMENYI[k - 2]! * Math.sqrt((k * (k + 1)) / (6 * n)),
  };
}

/** P(F ≥ f) with `a` and `b` degrees of freedom (DLMF 8.17.5 by way of the beta distribution). */
const fTail = (f: number, a: number, b: number): number => incompleteBeta(b / (b + a * f), b / 2, a / 2);
