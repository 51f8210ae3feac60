/** What a verdict rests on: accuracies and counted work, seed by seed, whatever machine each seed ran on. */
import type { ArmInfo, Design, JudgedArm, Scored, Summary, SummaryOf } from '../contracts/results.ts';
import { interval, mean } from '../maths/statistics.ts';
import { metricOf } from './metrics/registry.ts';
import { compareArms } from './statistics/comparison.ts';
import { standing } from './statistics/standing.ts';

export interface JudgedOptions {
  /** Id of the metric that decides; accuracy without. */
  readonly metric?: string;
  /** The number that is told, where one is. */
  readonly target?: NonNullable<Summary['target']>;
  /** Difference of it that does not matter, fixed before the run; of accuracy 0 … 1. */
  readonly margin: number;
  /** Share of the most frequent class (0 … 1). */
  readonly majority: number;
  /** Every seed drew other rows of the same world. Absent = all divided the same. */
  readonly freshRows?: boolean;
  /** Absent = fixed. */
  readonly design?: Design;
  /** Arms that were left out of a race, each with the number of seeds it had run by then. */
  readonly retired?: Readonly<Record<string, number>>;
}

/** An arm with its results in the order of seeds, the same seeds for every arm, up to where it was left out of a race. */
export interface ArmRuns<R> {
  readonly arm: ArmInfo;
  readonly results: readonly R[];
}

/** The arm others are held against, where it took part. */
const REFERENCE = 'retrain-all';

/** What a base model must reach above the share of the most frequent class to have learned by its accuracy alone (0 … 1). */
export const LEARNED_ABOVE_MAJORITY = 0.03;

/**
 * Seeds on which not all of the arms seen so far have a result are left out, so that every figure is over the same seeds. Arms keep the order of
 * `arms`. Nothing is known of times here: counted work takes their place.
 */
export function judged<R extends Scored>(
  results: readonly R[],
  arms: readonly ArmInfo[],
  options: JudgedOptions,
): { readonly runs: readonly ArmRuns<R>[]; readonly summary: SummaryOf<JudgedArm> } {
  const { design = 'fixed', margin } = options;
  const runs = completeRuns(results, arms, options.retired ?? {});
  const scores = runs.map((run) => ({ arm: run.arm, merits: run.results.map(({ merit }) => merit) }));
  const stands = standing(
    scores.map(({ arm, merits }) => ({ id: arm.id, values: merits })),
    margin,
    design,
  );
  const baseline = runs.find(({ arm }) => arm.family === 'none');
  const summary: SummaryOf<JudgedArm> = {
    seeds: Math.max(0, ...runs.map((run) => run.results.length)),
    ...(options.metric !== undefined && { metric: options.metric }),
    ...(options.target && { target: options.target }),
    ...{ design, margin, freshRows: options.freshRows ?? false },
    reference: heldAgainst(runs, (run) => mean(run.results.map(({ flops }) => flops)))?.arm.id ?? null,
    majority: options.majority,
    ...(baseline && !options.target && balancedOf(baseline.results, options.majority)),
    timesComparable: false,
    arms: runs.map((run) => judgedArm(run, baseline, options)),
    comparisons: compareArms(scores, margin, design, stands, metricOf(options.metric).range),
    standing: stands,
  };
  return { runs, summary };
}

function judgedArm({ arm, results }: ArmRuns<Scored>, baseline: ArmRuns<Scored> | undefined, { metric }: JudgedOptions): JudgedArm {
  return {
    id: arm.id,
    title: arm.title,
    family: arm.family,
    ...(arm.reshapes && { reshapes: true as const }),
    diverged: results.filter(({ diverged }) => diverged).length,
    accuracyNew: interval(results.map(({ accuracyNew }) => accuracyNew)),
    ...(metric !== undefined && { merit: interval(results.map(({ merit }) => merit)) }),
    accuracyOld: interval(results.map(({ accuracyOld }) => accuracyOld)),
    forgetting: baseline ? interval(results.map(({ accuracyOld }, i) => baseline.results[i]!.accuracyOld - accuracyOld)) : null,
    counts: { flops: mean(results.map(({ flops }) => flops)) },
  };
}

function balancedOf(results: readonly Scored[], majority: number): Pick<Summary, 'balancedOld'> {
  if (interval(results.map(({ accuracyOld }) => accuracyOld)).mean >= majority + LEARNED_ABOVE_MAJORITY) return {};
  const recalls = results.flatMap(({ recallOld }) => recallOld ?? []);
  if (recalls.length === 0 || recalls.length < results.length) return {};
  return {
    balancedOld: { recall: interval(recalls.map((known) => known.mean)), chance: Math.max(...recalls.map(({ classes }) => 1 / classes)) },
  };
}

/** Full retraining where it cost anything, else the arm that cost most; undefined when none did. */
export function heldAgainst<R>(runs: readonly ArmRuns<R>[], cost: (run: ArmRuns<R>) => number): ArmRuns<R> | undefined {
  const trained = runs.filter((run) => cost(run) > 0);
  return trained.find(({ arm }) => arm.id === REFERENCE) ?? trained.sort((a, b) => cost(b) - cost(a))[0];
}

/** The results that a summary is over: without seeds on which an arm that had not been left out by then has none. */
export function completeRuns<R extends { readonly seed: number; readonly arm: string }>(
  results: readonly R[],
  arms: readonly ArmInfo[],
  retired: Readonly<Record<string, number>>,
): ArmRuns<R>[] {
  const runs = arms
    .map((arm) => ({
      arm,
      most: retired[arm.id] ?? Infinity,
      bySeed: new Map(results.filter((r) => r.arm === arm.id).map((r) => [r.seed, r])),
    }))
    .filter(({ bySeed }) => bySeed.size > 0);
  const all = [...new Set(results.map(({ seed }) => seed))].sort((left, right) => left - right);
  const seeds: number[] = [];
  for (const seed of all) if (runs.every(({ bySeed, most }) => seeds.length >= most || bySeed.has(seed))) seeds.push(seed);
  return seeds.length === 0
    ? []
    : runs.map(({ arm, most, bySeed }) => ({ arm, results: seeds.slice(0, most).map((seed) => bySeed.get(seed)!) }));
}
