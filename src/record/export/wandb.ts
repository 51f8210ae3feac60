/**
 * A run for Weights & Biases as JSON lines: of each repeat a line `run` with what `wandb.init` takes and its summary, then a line `history` for each
 * moment, with `_step`, `_runtime` (s) and `_timestamp` (s) as their history has them. docs/formats.md says how they are logged.
 */
import type { AnyRecord } from '../../contracts/record.ts';
import { shortId } from './about.ts';
import { inTurn } from './tracked.ts';

export function wandb(record: AnyRecord): string {
  const lines = inTurn(record).flatMap(({ repeat, startMs }) => {
    const { seed, id, title, status, refused, params, along, results } = repeat;
    const run = `${shortId(record)}-${id}-${seed}`;
    return [
      {
        ...{ type: 'run', id: run, name: `${title}, seed ${seed}`, group: record.runId, job_type: title, tags: [status] },
        config: { seed, ...params, app: record.environment.app, specId: record.specId },
        summary: results,
        ...(refused !== undefined && { notes: refused }),
      },
      ...along.map(({ step, seconds, values }) => ({
        ...{ type: 'history', run, _step: step, _runtime: seconds, _timestamp: startMs / 1000 + seconds },
        ...values,
      })),
    ];
  });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
