/** What a stream comes to: one row per policy, what a repair may cost, and what it was run on. */
import { priceText } from '../../decide/price-sentences.ts';
import * as format from '../../measure/format.ts';
import { inUnit } from '../../measure/metrics/metric.ts';
import { metricOf } from '../../measure/metrics/registry.ts';
import { amount, figure } from '../../measure/metrics/words.ts';
import type { PolicySummary } from '../../contracts/stream-summary.ts';
import { repairPrice } from '../../policies/cost.ts';
import { policyTitle } from '../../policies/registry.ts';
import type { StreamRecord } from '../../contracts/record.ts';
import { dataFact, shiftSection } from './data-lines.ts';
import type { Told } from './told.ts';
import { headlineOf } from '../headline.ts';

const HEADER = [
  'policy',
  'seeds',
  'served',
  'old world',
  'world at the end',
  'repairs',
  'total cost',
  'labels',
  'training',
  'energy proxy',
  'work',
  'lost rows',
  'recovers',
  'false alarms',
  'delay',
];

export function streamTold(record: StreamRecord): Told {
  const { sentences, prices } = record.derived.verdict;
  return {
    table: table(record),
    missing: [],
    headline: headlineOf(record),
    sentences,
    sections: [
      ...(prices.length ? [{ title: 'What a repair may cost', sentences: prices, rows: pricesTable(record) }] : []),
      ...shiftSection(record),
    ],
    facts: facts(record),
  };
}

function table({ spec, derived }: StreamRecord): string[][] {
  const metric = inUnit(metricOf('rmse'), derived);
  const told = derived.target ? HEADER.toSpliced(1 + HEADER.indexOf('served'), 0, metric.title) : HEADER;
  const header = spec.complaints ? [...told, 'complaints', 'complaints off by'] : told;
  const row = ({
    policy,
    seeds: ran,
    accuracy,
    rmse,
    recovery,
    accuracyOld,
    accuracyEnd,
    repairs,
    cost,
    labels,
    seconds,
    energy,
    flops,
    lost,
    detection,
    complaints,
  }: PolicySummary): string[] => [
    policyTitle(spec.policies[policy]!),
    String(ran),
    format.percent(accuracy),
    ...(derived.target && rmse ? [figure(metric, rmse)] : []),
    format.percent(accuracyOld),
    format.percent(accuracyEnd),
    repairs.mean.toFixed(1),
    cost.mean.toFixed(0),
    labels.mean.toFixed(0),
    format.seconds(seconds.mean),
    energy ? format.joules(energy) : '–',
    format.flops(flops.mean),
    lost.mean.toFixed(0),
    recovery ? `${recovery.seeds} of ${ran}${recovery.batches ? `, after ${recovery.batches.mean.toFixed(1)}` : ''}` : '–',
    detection ? detection.falseAlarms.toFixed(1) : '–',
    detection && detection.delayRows !== null ? `${detection.delayRows.toFixed(0)} rows` : '–',
    ...(complaints ? [complaints.heard.mean.toFixed(0), complaints.estimate ? format.pointsOf(complaints.estimate.off.mean) : '–'] : []),
  ];
  return [header, ...derived.policies.map(row)];
}

function facts(record: StreamRecord): string[][] {
  const { spec, specId, derived, environment, durationMs, edits, seeds, retired = [] } = record;
  const doubts = [...new Set(derived.policies.flatMap(({ validity }) => validity))];
  return [
    [
      'figures',
      `${over(seeds.length)}; lost rows: wrong beyond the best policy of each batch; recovers: on how many seeds, and after how many batches there; total cost in wrong answers, a repair counts as ${repairPrice(spec)}`,
    ],
    ...(derived.target
      ? [
          [
            'tells',
            `${derived.target.name}, a number; right is within ${amount(inUnit(metricOf('rmse'), derived), derived.target.tolerance)}, as 90 % of held-out old rows were`,
          ],
        ]
      : []),
    ...(retired.length
      ? [
          [
            'race',
            `shown to cost more and left out: ${retired.map(({ policy, after }) => `${policyTitle(spec.policies[policy]!)} (after ${after} seeds)`).join(', ')}`,
          ],
        ]
      : []),
    ...(doubts.length ? [['energy', `not to be relied on: ${doubts.join('; ')}`]] : []),
    ...(edits.length ? [['edited', `${edits.length} times by hand: the spec alone does not repeat it`]] : []),
    ['engine', `${environment.engine.engine} (${environment.engine.reason}), ${environment.engine.library}`],
    dataFact(record),
    ['took', `${format.seconds(durationMs / 1000)}, root seed ${spec.seeds.root}`],
    ['spec', specId],
  ];
}

/** One row for each price: who has the lowest mean total cost, and who may cost least. */
function pricesTable({ spec, derived: { prices } }: StreamRecord): string[][] {
  if (!prices) return [];
  const title = (policy: number) => policyTitle(spec.policies[policy]!);
  const rows = prices.points.map(({ price, costs, best }) => {
    const least = Math.min(...costs);
    return [
      priceText(price),
      least.toFixed(0),
      title(prices.policies[costs.indexOf(least)]!),
      best.length === 1 ? 'shown' : `open: one of ${best.length}`,
    ];
  });
  return [['price', 'lowest', 'of', ''], ...rows];
}

const over = (seeds: number): string =>
  seeds === 1 ? 'one seed: no interval, no verdict' : `means over ${seeds} seeds, ± half of a 95 % interval`;
