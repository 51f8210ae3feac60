/** Each policy of a stream against the one with the lowest mean total cost, on the seeds that both ran. */
import type { PolicyDifference } from '../../contracts/stream-summary.ts';
import type { PolicyRun } from '../../contracts/stream.ts';
import type { StreamSpec } from '../../spec/schema.ts';
import { comparePaired } from './paired.ts';
import { confidenceSequence } from './race.ts';
import { recoveryTime } from '../cost/recovery-time.ts';
import type { Interval } from '../../maths/interval.ts';
import type { Design } from '../../contracts/results.ts';
import { mean } from '../../maths/statistics.ts';
import { repairsOf } from './stream-evidence.ts';

/** Undefined where the two share no seed. `own` and `leader` are runs of one policy each, in order of their seeds. */
export function differenceOf(
  spec: StreamSpec,
  own: readonly PolicyRun[],
  leader: readonly PolicyRun[],
  price: number,
  design: Design,
): PolicyDifference | undefined {
  const pairs = own.flatMap((run) => {
    const other = leader.find(({ seed }) => seed === run.seed);
    return other ? [{ run, other }] : [];
  });
  if (pairs.length === 0) return undefined;
  const batches = pairs[0]!.run.points.length;
  const rows = batches * spec.stream.batch;
  const cost = (run: PolicyRun) => run.points.at(-1)!.errors + price * repairsOf(run);
  const paired = (a: readonly number[], b: readonly number[], most: number): Interval => {
    const { difference } = comparePaired(a, b);
    return design === 'race' ? { ...difference, ...confidenceSequence(difference.values, most) } : difference;
  };
  const over = (value: (run: PolicyRun) => number, most: number) =>
    paired(
      pairs.map(({ run }) => value(run)),
      pairs.map(({ other }) => value(other)),
      most,
    );
  const times = pairs.map(({ run, other }) => [recoveryTime(spec, run), recoveryTime(spec, other)] as const);
  const both = times.filter((pair): pair is readonly [number, number] => pair.every((time) => typeof time === 'number'));
  return {
    seeds: pairs.length,
    cost: over(cost, rows + price * batches),
    costs: { own: mean(pairs.map(({ run }) => cost(run))), leader: mean(pairs.map(({ other }) => cost(other))) },
    accuracy: over(({ points }) => 1 - points.at(-1)!.errors / rows, 1),
    recovery: times.some((pair) => pair.includes(undefined))
      ? null
      : {
          seeds: both.length,
          difference: both.length
            ? paired(
                both.map(([a]) => a),
                both.map(([, b]) => b),
                batches,
              )
            : null,
        },
  };
}
