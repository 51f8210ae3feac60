/** From the results of single arms on single seeds to what is known of each arm and each pair. */
import { energy, energyRatio, energyValidity, MIN_SECONDS, type RunConditions, type WattBand } from './energy/energy.ts';
import type { Interval } from '../maths/interval.ts';
import type { ArmInfo, ArmResult, ArmSummary, Counts, JudgedArm, Scored, Summary } from '../contracts/results.ts';
import { heldAgainst, judged, type ArmRuns, type JudgedOptions } from './judged.ts';
import { merit, metricOf } from './metrics/registry.ts';
import { interval, mean } from '../maths/statistics.ts';
import { recoveryOf, transferOf } from './cost/transfer.ts';

export interface SummaryOptions extends JudgedOptions, RunConditions {
  /** Power of the chosen device; null for no device, and then no joules. */
  readonly watts: WattBand | null;
}

/** A result with what of it is judged. */
type Told = Scored & { readonly result: ArmResult };

/** What of a result is the same on every machine. @param metric the one that decides */
export function scoredOf(result: ArmResult, metric = metricOf()): Scored {
  const { seed, arm, status, measures, counts } = result;
  const recalls = measures.recallOld.filter((recall) => recall !== null);
  return {
    ...{ seed, arm, diverged: status === 'diverged', flops: counts.flops, merit: merit(metric, result) },
    ...{ accuracyNew: measures.accuracyNew, accuracyOld: measures.accuracyOld },
    ...(recalls.length >= 2 && {
      recallOld: { mean: recalls.reduce((sum, each) => sum + each / recalls.length, 0), classes: recalls.length },
    }),
  };
}

/**
 * Summarises a run, also one that was stopped: seeds on which not all of the arms seen so far have a result are left
 * out, so that every figure is over the same seeds. Arms keep the order of `arms`.
 */
export function summarise(results: readonly ArmResult[], arms: readonly ArmInfo[], options: SummaryOptions): Summary {
  const metric = metricOf(options.metric);
  const told = results.map((result): Told => ({ ...scoredOf(result, metric), result }));
  const { runs: scored, summary } = judged(told, arms, options);
  const runs = scored.map(({ arm, results: own }): Run => ({ arm, results: own.map(({ result }) => result) }));
  const baseline = runs.find(({ arm }) => arm.family === 'none');
  const reference = heldAgainst(runs, (run) => mean(secondsOf(run)));
  return {
    ...summary,
    reference: reference?.arm.id ?? null,
    timesComparable: undisturbed(options) && timedLongEnough(runs),
    arms: runs.map((run, i) => summariseArm(run, summary.arms[i]!, { runs, baseline, reference, options })),
  };
}

type Run = ArmRuns<ArmResult>;

const undisturbed = ({ softwareAdapter, warmedUp, hidden, busyElsewhere, interrupted }: RunConditions): boolean =>
  warmedUp && !softwareAdapter && !hidden && !busyElsewhere && !interrupted;

/** Every arm that takes gradient steps was timed for a second or more, all seeds together: below that the clock's grain decides. */
function timedLongEnough(runs: readonly Run[]): boolean {
  const stepping = runs.filter(({ results }) => results.some(({ counts }) => counts.steps > 0));
  return stepping.every((run) => secondsOf(run).reduce((sum, seconds) => sum + seconds, 0) >= MIN_SECONDS);
}

interface Beside {
  readonly runs: readonly Run[];
  readonly baseline: Run | undefined;
  readonly reference: Run | undefined;
  readonly options: SummaryOptions;
}

/** What a run tells of an arm besides what is judged. */
function summariseArm(run: Run, own: JudgedArm, { runs, baseline, reference, options }: Beside): ArmSummary {
  const { results } = run;
  const { forgetting, counts: _, ...judgedOf } = own;
  const trainSeconds = interval(secondsOf(run));
  const seconds = trainSeconds.mean * results.length;
  const { watts } = options;
  return {
    ...judgedOf,
    ...fitOf(results),
    forgetting,
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
            diverged: own.diverged,
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
function recoveryOverSeeds(run: Run, baseline: Run, runs: readonly Run[]): Interval | null {
  const accuracy = ({ results }: Run, seed: number) => results[seed]?.measures.accuracyNew ?? -Infinity;
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

function secondsOf({ results }: Run): number[] {
  return results.map(({ times }) => times.trainMs / 1000);
}
