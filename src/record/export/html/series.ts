/** What the charts of a report draw, of any kind of run: one entry for each repair or policy. */
import type { RunRecord, StreamRecord } from '../../../contracts/record.ts';
import { findArm } from '../../../adapt/registry.ts';
import type { Interval } from '../../../maths/interval.ts';
import { interval } from '../../../maths/statistics.ts';
import { deciding } from '../../../measure/metrics/registry.ts';
import { policyStyle } from '../../../policies/mark.ts';
import { policyTitle } from '../../../policies/registry.ts';
import { byKind } from '../../by-kind.ts';

/** How it is drawn, as on the page. */
export interface Look {
  readonly title: string;
  /** A colour of the palette. */
  readonly color: string;
  readonly dash: readonly number[];
}

export interface Series extends Look {
  /** What decides, by seed. */
  readonly values: readonly number[];
  /** Operations of training, mean over seeds; 0 where nothing is trained. */
  readonly flops: number;
  /** Accuracy on new rows along the way, over the seeds that all came so far; x is rows trained on, or the batch. */
  readonly line: readonly { readonly x: number; readonly y: Interval }[];
}

const mean = (values: readonly number[]): number => interval(values).mean;

export const seriesOf = byKind<Series[]>({ compare: ofRepairs, stream: ofPolicies });

function ofRepairs({ results, derived: { summary } }: RunRecord): Series[] {
  const metric = deciding(summary);
  return summary.arms.map(({ id, title, counts, accuracyNew }) => {
    const own = results.filter(({ arm }) => arm === id);
    const arm = findArm(id);
    const curves = own.map(({ curve }) => curve.filter(({ accuracy }) => accuracy.new !== undefined));
    const shared = Math.min(...curves.map(({ length }) => length));
    return {
      ...{ title, color: `arm-${arm?.hue ?? 'none'}`, dash: arm?.dash ?? [] },
      values: own.map(({ measures }) => metric.value(measures)).filter((value) => value !== null),
      flops: counts.flops,
      // What trains nothing has no curve: it is where it is from the start.
      line: shared
        ? Array.from({ length: shared }, (_, i) => ({
            x: mean(curves.map((curve) => curve[i]!.examples)),
            y: interval(curves.map((curve) => curve[i]!.accuracy.new!)),
          }))
        : [{ x: 0, y: accuracyNew }],
    };
  });
}

function ofPolicies({ spec, runs, derived }: StreamRecord): Series[] {
  return derived.policies.map(({ policy, flops }) => {
    const own = runs.filter((run) => run.policy === policy);
    const { color, dash } = policyStyle(policy);
    const shared = Math.min(...own.map(({ points }) => points.length));
    return {
      ...{ title: policyTitle(spec.policies[policy]!), color: color.replace(/^--/, ''), dash },
      values: own.map(({ points }) => 1 - points.at(-1)!.errors / (spec.stream.batch * points.length)),
      flops: flops.mean,
      line: Array.from({ length: shared }, (_, i) => ({ x: i + 1, y: interval(own.map(({ points }) => points[i]!.accuracy)) })),
    };
  });
}
