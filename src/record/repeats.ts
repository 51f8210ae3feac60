/** The repeats of a run of any kind in one form, for what holds runs against each other. */
import { findArm } from '../adapt/registry.ts';
import type { RunRecord, StreamRecord } from '../contracts/record.ts';
import type { Metric } from '../measure/metrics/metric.ts';
import { deciding, merit, metricOf } from '../measure/metrics/registry.ts';
import { policyTitle } from '../policies/registry.ts';
import { byKind } from './by-kind.ts';

/** One repair or policy on one seed. */
export interface Repeat {
  readonly seed: number;
  /** The rows it was measured on, as a hash: equal where both worlds are the same. */
  readonly rows: string;
  /** What came of it, as a hash of weights. */
  readonly end: string;
  /** By the metric that decides, turned so that more is better. */
  readonly merit: number;
  readonly old: number;
  readonly seconds: number;
  readonly flops: number;
  /** Accuracy on new rows by share of the training (0 … 1); empty where nothing is told. */
  readonly curve: readonly (readonly [number, number])[];
}

export interface Repeated {
  readonly id: string;
  readonly title: string;
  readonly repeats: readonly Repeat[];
}

export interface Contestants {
  readonly metric: Metric;
  /** Difference of it that does not matter. */
  readonly margin: number;
  readonly all: readonly Repeated[];
}

export const contestantsOf = byKind<Contestants>({ compare: ofComparison, stream: ofStream });

function ofComparison({ spec, seeds, results, derived: { summary } }: RunRecord): Contestants {
  const metric = deciding(summary);
  const rows = new Map(seeds.map(({ seed, splitHash, driftedHash }) => [seed, `${splitHash} ${driftedHash}`]));
  const all = spec.arms.flatMap(({ id }): Repeated[] => {
    const repeats = results.filter(({ arm }) => arm === id);
    if (!repeats.length) return [];
    return [
      {
        id,
        title: findArm(id)?.title ?? id,
        repeats: repeats.map((result) => {
          const last = result.curve.at(-1)?.step ?? 0;
          return {
            ...{ seed: result.seed, rows: rows.get(result.seed) ?? '', end: result.endHash, merit: merit(metric, result) },
            ...{ old: result.measures.accuracyOld, seconds: result.times.trainMs / 1000, flops: result.counts.flops },
            curve: result.curve.flatMap(({ step, accuracy }): [number, number][] =>
              accuracy.new === undefined || !last ? [] : [[step / last, accuracy.new]],
            ),
          };
        }),
      },
    ];
  });
  return { metric, margin: summary.margin, all };
}

function ofStream({ spec, seeds, runs }: StreamRecord): Contestants {
  const rows = new Map(seeds.map(({ seed, splitHash, driftedHash }) => [seed, `${splitHash} ${driftedHash}`]));
  const base = new Map(seeds.map(({ seed, baseHash }) => [seed, baseHash]));
  const all = spec.policies.map((policy, index): Repeated => ({
    id: `${index}`,
    title: policyTitle(policy),
    repeats: runs
      .filter((run) => run.policy === index)
      .map(({ seed, points, actions, accuracyOld }) => {
        const last = points.at(-1)!;
        return {
          ...{ seed, rows: rows.get(seed) ?? '', end: [base.get(seed), ...actions.map(({ endHash }) => endHash)].join(' ') },
          ...{ merit: 1 - last.errors / (spec.stream.batch * points.length), old: accuracyOld, seconds: last.seconds, flops: last.flops },
          curve: points.map(({ accuracy }, at): [number, number] => [(at + 1) / points.length, accuracy]),
        };
      }),
  }));
  return { metric: metricOf(), margin: spec.measure.margin, all: all.filter(({ repeats }) => repeats.length) };
}
