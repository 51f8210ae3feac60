/** What waiting for repairs came to in a stream. */
import type { LedgerEntry } from '../../contracts/drift.ts';
import type { PolicyFreshness } from '../../contracts/stream-summary.ts';
import type { PolicyRun } from '../../contracts/stream.ts';
import { trueDrifts } from '../../detect/score.ts';
import { interval, mean } from '../../maths/statistics.ts';
import type { StreamSpec } from '../../spec/schema.ts';
import { recoveryTime } from '../cost/recovery-time.ts';

/** Of one policy. @param runs on one seed each, one at least @param ledger of a seed's stream */
export function policyFreshness(spec: StreamSpec, runs: readonly PolicyRun[], ledger: readonly LedgerEntry[]): PolicyFreshness {
  const { batch } = spec.stream;
  const hours = batch / spec.lead!.traffic!;
  const back = runs.map((run) => recoveryTime(spec, run)).filter((time) => typeof time === 'number');
  const falls = runs.flatMap((run) => fallOf(spec, run) ?? []);
  return {
    hours: back.length ? interval(back.map((batches) => batches * hours)) : null,
    fall: falls.length ? interval(falls) : null,
    stale: interval(runs.map(({ points }) => points.filter(({ pending }) => pending).length / points.length)),
    falseRepairs: interval(runs.map((run) => falseRepairs(run, ledger, batch))),
  };
}

/** Undefined where there is no drift, or nothing before it. */
function fallOf({ drift, stream: { batch } }: StreamSpec, { points }: PolicyRun): number | undefined {
  const start = Math.floor(Math.min(...drift.map(({ when }) => when.start)) * points.length);
  if (!(start > 0 && start < points.length)) return undefined;
  const level = mean(points.slice(0, start).map(({ accuracy }) => accuracy));
  return points.slice(start).reduce((sum, { accuracy }) => sum + batch * Math.max(0, level - accuracy), 0);
}

/** A repair answers a change that began after the one before was asked for, or was going on then. */
function falseRepairs({ points, actions }: PolicyRun, ledger: readonly LedgerEntry[], batch: number): number {
  const drifts = trueDrifts(ledger, points.length * batch);
  const moments = [...new Set(actions.filter(({ by }) => by === 'policy').map((action) => action.batch))].sort((a, b) => a - b);
  return moments.filter((moment, i) => {
    const [from, to] = [((moments[i - 1] ?? -1) + 1) * batch, (moment + 1) * batch];
    return !drifts.some(({ start, end }) => start < to && end >= from);
  }).length;
}
