/**
 * A run as an MLPerf log (mlcommons/logging: lines `:::MLLOG` with JSON, keys as in its constants). An MLPerf result is one training; here every
 * repeat is one, from `run_start` to `run_stop`, and `metadata` says which. Times count training alone, one repeat after the other. A log in
 * their form, not a submission to a benchmark: the division is `open`, the status `research`.
 */
import type { AnyRecord } from '../../contracts/record.ts';
import { inTurn, type Tracked } from './tracked.ts';

type Event = 'INTERVAL_START' | 'INTERVAL_END' | 'POINT_IN_TIME';

/** What of a repeat's moments is the accuracy that counts: of a repair that on new rows, of a policy that of the batch. */
const accuracyAt = (values: Readonly<Record<string, number>>): number | undefined => values['accuracy-new'] ?? values['accuracy'];

export function mllog(record: AnyRecord): string {
  const { spec, environment, runId } = record;
  const began = Date.parse(record.startedAt);
  const line = (time: number, event: Event, key: string, value: unknown, metadata: object = {}) =>
    `:::MLLOG ${JSON.stringify({ namespace: '', time_ms: time, event_type: event, key, value, metadata })}\n`;
  const told = (key: string, value: unknown) => line(began, 'POINT_IN_TIME', key, value);
  return [
    ...[told('submission_benchmark', `drift-lab-${spec.kind}`), told('submission_division', 'open')],
    ...[told('submission_status', 'research'), told('submission_org', 'none'), told('submission_platform', environment.userAgent)],
    ...[told('drift_lab_run_id', runId), told('global_batch_size', spec.base.batchSize)],
    ...[told('train_samples', spec.data.split.newPool), told('eval_samples', spec.data.split.newTest)],
    ...inTurn(record).flatMap(({ repeat, startMs, endMs }) => {
      if (repeat.refused !== undefined) return [line(startMs, 'POINT_IN_TIME', 'drift_lab_refused', repeat.refused, whose(repeat))];
      const final = repeat.results['accuracy'] ?? repeat.results['r-squared'];
      return [
        line(startMs, 'POINT_IN_TIME', 'seed', repeat.seed, whose(repeat)),
        line(startMs, 'INTERVAL_START', 'run_start', null, whose(repeat)),
        ...repeat.along.flatMap(({ step, seconds, values }) => {
          const accuracy = accuracyAt(values);
          const at = Math.min(endMs, Math.floor(startMs + 1000 * seconds));
          return accuracy === undefined ? [] : [line(at, 'POINT_IN_TIME', 'eval_accuracy', accuracy, { ...whose(repeat), step_num: step })];
        }),
        ...(final === undefined ? [] : [line(endMs, 'POINT_IN_TIME', 'eval_accuracy', final, { ...whose(repeat), final: true })]),
        line(endMs, 'INTERVAL_END', 'run_stop', null, { ...whose(repeat), status: repeat.status === 'diverged' ? 'aborted' : 'success' }),
      ];
    }),
  ].join('');
}

const whose = ({ id, seed }: Tracked) => ({ repeat: id, seed_index: seed });
