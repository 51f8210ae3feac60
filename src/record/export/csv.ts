/** A run as CSV (RFC 4180): a header, then one row for each seed and each repair or policy. A cell is empty where there is no number, and none is a formula (`csvLine`). */
import type { AnyRecord, RunRecord, StreamRecord } from '../../contracts/record.ts';
import type { ArmResult } from '../../contracts/results.ts';
import { csvLine } from '../../data/writers/csv-text.ts';
import { metricOf, metricsFor } from '../../measure/metrics/registry.ts';
import { repairsOf } from '../../measure/statistics/stream-evidence.ts';
import { policyTitle } from '../../policies/registry.ts';
import { byKind } from '../by-kind.ts';

type Cell = string | number | null;
/** Columns by name, in their order. */
type Row = Readonly<Record<string, Cell>>;

/** The columns of the CSV by name, a row for each seed and repair or policy: those that ran in the order of the record, then skipped ones. */
export const resultRows = byKind<readonly Row[]>({ compare: compareRows, stream: streamRows });

/** Columns that say whose numbers a row has; all others are numbers. */
const WHOSE = ['seed', 'repair', 'policy', 'status'];

/**
 * In long form: a row for each seed, repair or policy, and measure that has a number. One that was skipped has one row without a measure. The
 * same numbers as in `csv`, without a line end.
 */
export function longCsv(record: AnyRecord): string {
  const rows = resultRows(record);
  const who = 'policy' in (rows[0] ?? {}) ? 'policy' : 'repair';
  const lines = rows.flatMap((row) => {
    const measured = Object.entries(row).filter(([name, value]) => !WHOSE.includes(name) && value !== null);
    return (measured.length ? measured : [['', '']]).map(([measure, value]) => [row.seed, row[who], measure, value, row.status]);
  });
  return [['seed', who, 'measure', 'value', 'status'], ...lines].map(csvLine).join('\n');
}

/** Without a line end. Metrics are on held-out rows of the new world, as they are stored (a share is 0 … 1); seconds are of training alone. */
export function csv(record: AnyRecord): string {
  const rows = resultRows(record);
  const names = Object.keys(rows[0] ?? {});
  return [names, ...rows.map((row) => names.map((name) => row[name]))].map(csvLine).join('\n');
}

/** Every metric there is of a model's results, then what stands beside them. */
function compareRows({ spec, model, results, skipped = [] }: RunRecord): Row[] {
  const own = metricsFor(spec);
  // Columns that runs without a repair of another architecture do not have.
  const fits = results.some(({ fit }) => fit !== undefined);
  const ran = results.map((result): Row => {
    const { seed, arm, status, measures, counts, times } = result;
    return {
      ...{ seed, repair: arm, status },
      ...Object.fromEntries(own.map(({ id, value }) => [id, value(measures)])),
      [spec.task ? 'r-squared-old' : 'accuracy-old']: measures.accuracyOld,
      ...(fits && { fit: result.fit ?? null, parameters: result.model?.parameters ?? model.parameters }),
      ...counted(counts),
      seconds: times.trainMs / 1000,
    };
  });
  return [...ran, ...skipped.map(({ seed, arm }): Row => ({ seed, repair: arm, status: 'skipped' }))];
}

const counted = ({ labels, examples, steps, flops, bytes }: ArmResult['counts']): Row => ({ labels, examples, steps, flops, bytes });

/** Served accuracy is over the whole stream; of its other metrics nothing is kept. */
function streamRows({ spec, runs }: StreamRecord): Row[] {
  return runs.map((run): Row => {
    const { seed, policy, points, actions, accuracyOld, accuracyEnd } = run;
    const last = points.at(-1)!;
    const diverged = actions.filter((action) => action.diverged).length;
    return {
      ...{ seed, policy: policyTitle(spec.policies[policy]!), status: diverged ? 'diverged' : 'done' },
      [metricOf().id]: 1 - last.errors / (spec.stream.batch * points.length),
      ...{ 'accuracy-old': accuracyOld, 'accuracy-end': accuracyEnd, errors: last.errors },
      ...(last.squared !== undefined && { rmse: Math.sqrt(last.squared / (spec.stream.batch * points.length)) }),
      ...{ repairs: repairsOf(run), diverged, labels: last.labels, flops: last.flops },
      seconds: last.seconds,
      ...(spec.complaints && { complaints: points.reduce((sum, point) => sum + (point.complaints ?? 0), 0) }),
    };
  });
}
