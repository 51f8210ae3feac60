/** What of a run goes into a link. */
import type { AnyRecord, RunRecord, StreamRecord } from '../contracts/record.ts';
import { meritOf } from '../measure/metrics/metric.ts';
import { policyTitle } from '../policies/registry.ts';
import type { SharedResult } from '../spec/shared-result.ts';
import type { Interval } from '../maths/interval.ts';
import { byKind } from './by-kind.ts';
import { headlineOf } from './headline.ts';

/** Digits of a score in a link. */
const DIGITS = 5;

const arms = byKind<SharedResult['arms']>({ compare: ofComparison, stream: ofStream });
const seedsOf = byKind<number>({ compare: ({ derived }) => derived.summary.seeds, stream: ({ derived }) => derived.seeds });

export function sharedOf(record: AnyRecord): SharedResult {
  const { runId, startedAt, environment } = record;
  return { runId, startedAt, verdict: headlineOf(record), engine: environment.engine.engine, seeds: seedsOf(record), arms: arms(record) };
}

const short = ({ mean, lo, hi }: Interval) => ({
  mean: Number(mean.toPrecision(DIGITS)),
  lo: Number(lo.toPrecision(DIGITS)),
  hi: Number(hi.toPrecision(DIGITS)),
});

function ofComparison({ derived: { summary } }: RunRecord): SharedResult['arms'] {
  return summary.arms.map((arm) => ({ id: arm.id, title: arm.title, ...short(meritOf(arm)) }));
}

function ofStream({ spec, derived: { policies } }: StreamRecord): SharedResult['arms'] {
  return policies.map(({ policy, accuracy }) => ({
    id: `policy-${policy % 8}`,
    title: policyTitle(spec.policies[policy]!),
    ...short(accuracy),
  }));
}
