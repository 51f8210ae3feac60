/**
 * A run for MLflow: each repeat as what its REST API takes (2.0, `runs/create`, `runs/log-batch`, `runs/update`): parameters and tags as lists of
 * key and value, metrics with step and timestamp in ms. docs/formats.md says how they are logged.
 */
import type { AnyRecord } from '../../contracts/record.ts';
import { runTitle } from './about.ts';
import { inTurn } from './tracked.ts';

/** Letters a parameter's value may have (MLflow 2.8 on). */
const MOST_LETTERS = 6000;

export function mlflow(record: AnyRecord): string {
  const listed = (of: Readonly<Record<string, unknown>>) => Object.entries(of).map(([key, value]) => ({ key, value: cut(String(value)) }));
  const runs = inTurn(record).map(({ repeat, startMs, endMs }) => {
    const { seed, id, title, status, refused, params, along, results } = repeat;
    const last = along.at(-1)?.step ?? 0;
    return {
      run_name: `${title}, seed ${seed}`,
      status: refused === undefined ? 'FINISHED' : 'FAILED',
      ...{ start_time: startMs, end_time: endMs },
      params: listed({ seed, ...params }),
      metrics: [
        ...along.flatMap(({ step, seconds, values }) =>
          Object.entries(values).map(([key, value]) => ({
            key: `training/${key}`,
            value,
            timestamp: Math.round(startMs + 1000 * seconds),
            step,
          })),
        ),
        ...Object.entries(results).map(([key, value]) => ({ key, value, timestamp: endMs, step: last })),
      ],
      tags: listed({
        'mlflow.source.name': record.environment.app,
        'drift_lab.run_id': record.runId,
        'drift_lab.spec_id': record.specId,
        'drift_lab.repeat': id,
        'drift_lab.status': status,
        ...(refused !== undefined && { 'drift_lab.refused': refused }),
      }),
    };
  });
  return `${JSON.stringify({ experiment_name: runTitle(record), runs }, null, 1)}\n`;
}

/** What was cut says so by its last letter. */
const cut = (value: string): string => (value.length > MOST_LETTERS ? `${value.slice(0, MOST_LETTERS - 1)}…` : value);
