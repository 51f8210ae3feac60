/** A stream as text: one row per policy, then what it was run on. */
import * as format from '../measure/format.ts';
import type { PolicySummary } from '../measure/stream-summary.ts';
import { policyTitle } from '../policies/registry.ts';
import type { StreamRecord } from '../record/stream-types.ts';
import { aligned } from './result-table.ts';

const HEADER = ['policy', 'served', 'old world', 'world at the end', 'repairs', 'labels', 'training', 'work', 'lost rows', 'false alarms', 'delay'];

/** The whole result, without a line end. */
export function streamText(record: StreamRecord): string {
  const { spec, specId, derived, environment, durationMs, edits, seeds } = record;
  const row = ({ policy, accuracy, accuracyOld, accuracyEnd, repairs, labels, seconds, flops, lost, detection }: PolicySummary): string[] => [
    policyTitle(spec.policies[policy]!),
    format.percent(accuracy),
    format.percent(accuracyOld),
    format.percent(accuracyEnd),
    repairs.mean.toFixed(1),
    labels.mean.toFixed(0),
    format.seconds(seconds.mean),
    format.flops(flops.mean),
    lost.mean.toFixed(0),
    detection ? detection.falseAlarms.toFixed(1) : '–',
    detection && detection.delayRows !== null ? `${detection.delayRows.toFixed(0)} rows` : '–',
  ];
  const facts = [
    ['means', `over ${seeds.length} seeds, ± half of a 95 % interval; lost rows: wrong beyond the best policy of each batch`],
    ...(edits.length ? [['edited', `${edits.length} times by hand: the spec alone does not repeat it`]] : []),
    ['engine', `${environment.engine.engine} (${environment.engine.reason}), ${environment.engine.library}`],
    ['took', `${format.seconds(durationMs / 1000)}, root seed ${spec.seeds.root}`],
    ['spec', specId],
  ];
  return [...aligned([HEADER, ...derived.policies.map(row)]), '', ...aligned(facts, 'left')].join('\n');
}
