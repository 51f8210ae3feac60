/** What a stream says of its policies: how well each was served, what it cost, and how well its alarms met the true drifts. */
import type { PolicyRun } from '../experiment/stream-types.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { interval } from './statistics.ts';
import type { Interval } from './types.ts';

export interface PolicySummary {
  /** Index into the spec's policies. */
  readonly policy: number;
  /** Serving accuracy over the whole stream, over seeds. */
  readonly accuracy: Interval;
  readonly errors: Interval;
  readonly repairs: Interval;
  readonly labels: Interval;
  readonly seconds: Interval;
  readonly flops: Interval;
  /** Rows answered wrongly beyond those of the best policy in each batch: the area of lost accuracy, times rows. */
  readonly lost: Interval;
  /** Of the last model, on held-out rows of the old world and of the world at the end. */
  readonly accuracyOld: Interval;
  readonly accuracyEnd: Interval;
}

export interface StreamSummary {
  readonly policies: readonly PolicySummary[];
}

export function streamSummary(spec: StreamSpec, runs: readonly PolicyRun[]): StreamSummary {
  const rows = spec.stream.batch;
  return {
    policies: spec.policies.map((_, policy) => {
      const own = runs.filter((run) => run.policy === policy);
      const over = (value: (run: PolicyRun) => number): Interval => interval(own.map(value));
      const last = ({ points }: PolicyRun) => points.at(-1)!;
      return {
        policy,
        accuracy: over((run) => 1 - last(run).errors / (rows * run.points.length)),
        errors: over((run) => last(run).errors),
        repairs: over((run) => run.actions.filter(({ arm }) => arm !== 'rollback').length),
        labels: over((run) => last(run).labels),
        seconds: over((run) => last(run).seconds),
        flops: over((run) => last(run).flops),
        lost: over((run) => run.points.reduce((sum, { accuracy }, batch) => sum + rows * (bestAccuracy(runs, run.seed, batch) - accuracy), 0)),
        accuracyOld: over((run) => run.accuracyOld),
        accuracyEnd: over((run) => run.accuracyEnd),
      };
    }),
  };
}

const bestAccuracy = (runs: readonly PolicyRun[], seed: number, batch: number): number =>
  Math.max(...runs.filter((run) => run.seed === seed).map(({ points }) => points[batch]!.accuracy));
