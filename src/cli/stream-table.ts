/** A stream as text: one row per policy, then what it was run on. */
import * as format from '../measure/format.ts';
import type { PolicySummary } from '../measure/stream-summary.ts';
import { repairPrice } from '../policies/cost.ts';
import { policyTitle } from '../policies/registry.ts';
import type { StreamRecord } from '../record/stream-types.ts';
import { aligned } from './result-table.ts';

const HEADER = ['policy', 'served', 'old world', 'world at the end', 'repairs', 'total cost', 'labels', 'training', 'energy proxy', 'work', 'lost rows', 'false alarms', 'delay'];

/** The whole result, without a line end. */
export function streamText(record: StreamRecord): string {
  const { spec, specId, derived, environment, durationMs, edits, seeds } = record;
  const row = ({ policy, accuracy, accuracyOld, accuracyEnd, repairs, cost, labels, seconds, energy, flops, lost, detection }: PolicySummary): string[] => [
    policyTitle(spec.policies[policy]!),
    format.percent(accuracy),
    format.percent(accuracyOld),
    format.percent(accuracyEnd),
    repairs.mean.toFixed(1),
    cost.mean.toFixed(0),
    labels.mean.toFixed(0),
    format.seconds(seconds.mean),
    energy ? format.joules(energy) : '–',
    format.flops(flops.mean),
    lost.mean.toFixed(0),
    detection ? detection.falseAlarms.toFixed(1) : '–',
    detection && detection.delayRows !== null ? `${detection.delayRows.toFixed(0)} rows` : '–',
  ];
  const doubts = [...new Set(derived.policies.flatMap(({ validity }) => validity))];
  const facts = [
    ['means', `over ${seeds.length} seeds, ± half of a 95 % interval; lost rows: wrong beyond the best policy of each batch; total cost in wrong answers, a repair counts as ${repairPrice(spec)}`],
    ...(doubts.length ? [['energy', `not to be relied on: ${doubts.join('; ')}`]] : []),
    ...(edits.length ? [['edited', `${edits.length} times by hand: the spec alone does not repeat it`]] : []),
    ['engine', `${environment.engine.engine} (${environment.engine.reason}), ${environment.engine.library}`],
    ['took', `${format.seconds(durationMs / 1000)}, root seed ${spec.seeds.root}`],
    ['spec', specId],
  ];
  return [...aligned([HEADER, ...derived.policies.map(row)]), '', ...aligned(facts, 'left')].join('\n');
}
