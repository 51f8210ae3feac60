/** From the results of single arms on single seeds to what is known of each arm and each pair. */
import { compareArms } from './statistics/comparison.ts';
import { energy, energyRatio, energyValidity, MIN_SECONDS, type RunConditions, type WattBand } from './energy/energy.ts';
import type { Interval } from '../maths/interval.ts';
import type { Design, ArmInfo, ArmResult, ArmSummary, Counts, Summary } from '../contracts/results.ts';
import { merit, metricOf } from './metrics/registry.ts';
import { standing } from './statistics/standing.ts';
import { interval, mean } from '../maths/statistics.ts';
import { recoveryOf, transferOf } from './cost/transfer.ts';

export interface SummaryOptions extends RunConditions {
  /** Id of the metric that decides; accuracy without. */
  readonly metric?: string;
  /** The number that is told, where one is. */
  readonly target?: NonNullable<Summary['target']>;
  /** Difference of it that does not matter, fixed before the run; of accuracy 0 … 1. */
  readonly margin: number;
  /** Share of the most frequent class (0 … 1). */
  readonly majority: number;
  /** Power of the chosen device; null for no device, and then no joules. */
  readonly watts: WattBand | null;
  /** Every seed drew other rows of the same world. Absent = all divided the same. */
  readonly freshRows?: boolean;
  /** Absent = fixed. */
  readonly design?: Design;
  /** Arms that were left out of a race, each with the number of seeds it had run by then. */
  readonly retired?: Readonly<Record<string, number>>;
}

/** An arm with its results in the order of seeds, the same seeds for every arm, up to where it was left out of a race. */
export interface ArmRuns {
  readonly arm: ArmInfo;
  readonly results: readonly ArmResult[];
}

/** The arm others are timed against, where it took part. */
const REFERENCE = 'retrain-all';

/**
 * Summarises a run, also one that was stopped: seeds on which not all of the arms seen so far have a result are left
 * out, so that every figure is over the same seeds. Arms keep the order of `arms`.
 */
export function summarise(results: readonly ArmResult[], arms: readonly ArmInfo[], options: SummaryOptions): Summary {
  const { design = 'fixed', margin } = options;
  const runs = completeRuns(results, arms, options.retired ?? {});
  const metric = metricOf(options.metric);
  const scores = runs.map((run) => ({ arm: run.arm, merits: run.results.map((result) => merit(metric, result)) }));
  const stands = standing(
    scores.map(({ arm, merits }) => ({ id: arm.id, values: merits })),
    margin,
    design,
  );
  const baseline = runs.find(({ arm }) => arm.family === 'none');
  const reference = referenceOf(runs);
  return {
    seeds: Math.max(0, ...runs.map((run) => run.results.length)),
    ...(options.metric !== undefined && { metric: options.metric }),
    ...(options.target && { target: options.target }),
    ...{ design, margin, freshRows: options.freshRows ?? false },
    reference: reference?.arm.id ?? null,
    majority: options.majority,
    ...(baseline && !options.target && balancedOf(baseline.results, options.majority)),
    timesComparable: !options.softwareAdapter && options.warmedUp && !options.hidden && !options.busyElsewhere && timedLongEnough(runs),
    arms: runs.map((run) => summariseArm(run, runs, baseline, reference, options)),
    comparisons: compareArms(scores, margin, design, stands, metric.range),
    standing: stands,
  };
}

/** What a base model must reach above the share of the most frequent class to have learned by its accuracy alone (0 … 1). */
export const LEARNED_ABOVE_MAJORITY = 0.03;

function balancedOf(results: readonly ArmResult[], majority: number): Pick<Summary, 'balancedOld'> {
  if (interval(results.map(({ measures }) => measures.accuracyOld)).mean >= majority + LEARNED_ABOVE_MAJORITY) return {};
  const recalls = results.map(({ measures }) => measures.recallOld.filter((recall) => recall !== null));
  if (recalls.length === 0 || recalls.some((known) => known.length < 2)) return {};
  const recall = interval(recalls.map((known) => known.reduce((sum, each) => sum + each / known.length, 0)));
  return { balancedOld: { recall, chance: Math.max(...recalls.map((known) => 1 / known.length)) } };
}

/** The results that a summary is over: without seeds on which an arm that had not been left out by then has none. */
export function completeRuns(
  results: readonly ArmResult[],
  arms: readonly ArmInfo[],
  retired: Readonly<Record<string, number>>,
): ArmRuns[] {
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

/** Full retraining where it took part, else the arm that trained longest; undefined when none trained. */
function referenceOf(runs: readonly ArmRuns[]): ArmRuns | undefined {
  const seconds = (run: ArmRuns) => mean(secondsOf(run));
  const trained = runs.filter((run) => seconds(run) > 0);
  return trained.find(({ arm }) => arm.id === REFERENCE) ?? trained.sort((a, b) => seconds(b) - seconds(a))[0];
}

/** Every arm that takes gradient steps was timed for a second or more, all seeds together: below that the clock's grain decides. */
function timedLongEnough(runs: readonly ArmRuns[]): boolean {
  const stepping = runs.filter(({ results }) => results.some(({ counts }) => counts.steps > 0));
  return stepping.every((run) => secondsOf(run).reduce((sum, seconds) => sum + seconds, 0) >= MIN_SECONDS);
}

function summariseArm(
  run: ArmRuns,
  runs: readonly ArmRuns[],
  baseline: ArmRuns | undefined,
  reference: ArmRuns | undefined,
  options: SummaryOptions,
): ArmSummary {
  const { arm, results } = run;
  const trainSeconds = interval(secondsOf(run));
  const seconds = trainSeconds.mean * results.length;
  const diverged = results.filter(({ status }) => status === 'diverged').length;
  const { watts } = options;
  return {
    id: arm.id,
    title: arm.title,
    family: arm.family,
    ...(arm.reshapes && { reshapes: true as const }),
    diverged,
    accuracyNew: interval(results.map(({ measures }) => measures.accuracyNew)),
    ...(options.metric !== undefined && { merit: interval(results.map((result) => merit(metricOf(options.metric), result))) }),
    accuracyOld: interval(results.map(({ measures }) => measures.accuracyOld)),
    ...fitOf(results),
    forgetting: baseline
      ? interval(results.map(({ measures }, i) => baseline.results[i]!.measures.accuracyOld - measures.accuracyOld))
      : null,
    worstRecall: worstRecall(results),
    harm: baseline ? harmOf(results, baseline.results) : null,
    ...qualityOf(results),
    transfer: baseline ? transferOverSeeds(results, baseline.results, options.majority) : null,
    recovery: baseline ? recoveryOverSeeds(run, baseline, runs) : null,
    trainSeconds,
    counts: meanCounts(results),
    energy: watts && seconds > 0 ? energy(trainSeconds.mean, watts) : null,
    energyRatio: reference ? energyRatio(...onBoth(trainSeconds.values, secondsOf(reference))) : null,
    validity:
      seconds > 0
        ? energyValidity({
            ...options,
            recoveries: results.reduce((sum, result) => sum + result.recoveries, 0),
            seconds,
            repeats: results.length,
            diverged,
          })
        : [],
  };
}

/** Known of every seed, or not at all. */
function fitOf(results: readonly ArmResult[]): Pick<ArmSummary, 'fit'> {
  const values = results.flatMap(({ fit }) => fit ?? []);
  return values.length > 0 && values.length === results.length ? { fit: interval(values) } : {};
}

/** Lowest mean recall over classes; seeds whose test rows lack a class do not count for it. */
function worstRecall(results: readonly ArmResult[]): ArmSummary['worstRecall'] {
  const classes = results[0]?.measures.recallNew.length ?? 0;
  let worst: ArmSummary['worstRecall'] = null;
  for (let classIndex = 0; classIndex < classes; classIndex++) {
    const values = results.map(({ measures }) => measures.recallNew[classIndex] ?? null).filter((recall) => recall !== null);
    if (values.length === 0) continue;
    const recall = interval(values);
    if (worst === null || recall.mean < worst.recall.mean) worst = { classIndex, recall };
  }
  return worst;
}

type Figure = (measures: ArmResult['measures']) => number | null | undefined;

/** What the repair made worse, paired by seed; seeds whose test rows lack a class or group do not count for it. */
function harmOf(results: readonly ArmResult[], before: readonly ArmResult[]): NonNullable<ArmSummary['harm']> {
  const over = (onNew: Figure, onOld: Figure, worse: (...values: readonly number[]) => number): Interval | null => {
    const changes = results.flatMap(({ measures }, i) => {
      const after = onNew(measures);
      const was = [onNew(before[i]!.measures), onOld(before[i]!.measures)].filter((value) => typeof value === 'number');
      return typeof after === 'number' && was.length ? [after - worse(...was)] : [];
    });
    return changes.length ? interval(changes) : null;
  };
  const classes = results[0]?.measures.recallNew.length ?? 0;
  let recall: NonNullable<ArmSummary['harm']>['recall'] = null;
  for (let classIndex = 0; classIndex < classes; classIndex++) {
    const change = over(
      ({ recallNew }) => recallNew[classIndex],
      ({ recallOld }) => recallOld[classIndex],
      Math.min,
    );
    if (change && (recall === null || change.mean < recall.change.mean)) recall = { classIndex, change };
  }
  return {
    recall,
    worstGroup: over(
      ({ fairnessNew }) => fairnessNew?.worst?.accuracy,
      ({ fairnessOld }) => fairnessOld?.worst?.accuracy,
      Math.min,
    ),
    equalizedOdds: over(
      ({ fairnessNew }) => fairnessNew?.equalizedOdds,
      ({ fairnessOld }) => fairnessOld?.equalizedOdds,
      Math.max,
    ),
  };
}

function qualityOf(results: readonly ArmResult[]): Pick<ArmSummary, 'scores' | 'flips'> {
  const over = (value: (measures: ArmResult['measures']) => number) => interval(results.map(({ measures }) => value(measures)));
  return {
    scores: {
      macroF1: over(({ scoresNew }) => scoresNew.macroF1),
      logLoss: over(({ scoresNew }) => scoresNew.logLoss),
      brier: over(({ scoresNew }) => scoresNew.brier),
      ece: over(({ scoresNew }) => scoresNew.ece),
    },
    flips: {
      negative: over(({ flipsNew }) => flipsNew.negative),
      positive: over(({ flipsNew }) => flipsNew.positive),
      churn: over(({ flipsNew }) => flipsNew.churn),
    },
  };
}

function transferOverSeeds(
  results: readonly ArmResult[],
  before: readonly ArmResult[],
  chance: number,
): NonNullable<ArmSummary['transfer']> {
  const seeds = results.map(({ measures }, i) =>
    transferOf(
      [before[i]!.measures, measures].map(({ accuracyOld, accuracyNew }) => [accuracyOld, accuracyNew]),
      chance,
    ),
  );
  return {
    accuracy: interval(seeds.map(({ accuracy }) => accuracy)),
    backward: interval(seeds.map(({ backward }) => backward!)),
    forward: interval(seeds.map(({ forward }) => forward!)),
  };
}

/** Over the seeds on which some arm won anything back. */
function recoveryOverSeeds(run: ArmRuns, baseline: ArmRuns, runs: readonly ArmRuns[]): Interval | null {
  const accuracy = ({ results }: ArmRuns, seed: number) => results[seed]?.measures.accuracyNew ?? -Infinity;
  const shares = run.results.flatMap((_, seed) => {
    const best = Math.max(...runs.map((other) => accuracy(other, seed)));
    const share = recoveryOf(accuracy(baseline, seed), accuracy(run, seed), best);
    return share === null ? [] : [share];
  });
  return shares.length ? interval(shares) : null;
}

function meanCounts(results: readonly ArmResult[]): Counts {
  const of = (key: keyof Counts) => mean(results.map(({ counts }) => counts[key]));
  return { labels: of('labels'), examples: of('examples'), steps: of('steps'), flops: of('flops'), bytes: of('bytes') };
}

/** An arm that was left out of a race has fewer seeds. */
const onBoth = (a: readonly number[], b: readonly number[]): [readonly number[], readonly number[]] => [
  a.slice(0, b.length),
  b.slice(0, a.length),
];

function secondsOf({ results }: ArmRuns): number[] {
  return results.map(({ times }) => times.trainMs / 1000);
}
