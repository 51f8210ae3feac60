/** From a run record to what an advice is drawn from. */
import type { Diagnosis } from '../contracts/diagnosis.ts';
import { withReadings, type MeterReading } from '../measure/cost/meter.ts';
import type { RunRecord } from '../contracts/record.ts';
import { known, type EconomicInputs } from './economics.ts';
import { agreedParts } from './drift-parts.ts';
import type { Freshness } from '../contracts/freshness.ts';
import { freshness } from '../measure/freshness/freshness.ts';
import { HORIZON, type Lead } from '../spec/lead/schema.ts';
import type { Known, Waiting } from './rules.ts';
import type { Situation } from './situation.ts';

/** What most seeds agree on; of a tie, what came first. Null where no seed could be diagnosed. */
export function agreedDiagnosis(
  seeds: readonly { readonly diagnosis: Pick<Diagnosis, 'kind' | 'scope' | 'parts'> | null }[],
): Known['diagnosis'] {
  const told = seeds.flatMap(({ diagnosis }) => (diagnosis ? [diagnosis] : []));
  if (told.length === 0) return null;
  const kind = most(told.map((one) => one.kind));
  const parts = agreedParts(seeds);
  return { kind, scope: most(told.filter((one) => one.kind === kind).map((one) => one.scope)), ...(parts && { parts }) };
}

function most<T>(values: readonly T[]): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

type Concluded = Pick<RunRecord, 'spec' | 'data' | 'seeds' | 'derived' | 'robustness' | 'results' | 'retired'>;

/** Money joins in where prices are given. Readings of a meter replace the energy proxy. */
export function knownOf(record: Concluded, situation: Situation, prices?: EconomicInputs, readings: readonly MeterReading[] = []): Known {
  const { spec, data, seeds, robustness, derived: { summary: measured } } = record; // prettier-ignore
  return {
    summary: { ...measured, arms: withReadings(measured.arms, readings) },
    ...{
      diagnosis: agreedDiagnosis(seeds),
      labels: spec.labels.budget,
      ...(spec.labels.perClass && { labelsAreEach: true }),
      classes: data.classes,
      situation,
    },
    ...(robustness && { robustness }),
    ...(prices && { prices, predictions: known(prices, 'predictions') }),
    ...(spec.lead && { waiting: waitingOf(spec.lead, record) }),
  };
}

/** Every horizon is worked out once, and of others than the experiment's only what an advice rests on: flips ask for many, and for the same ones again and again. */
function waitingOf(lead: Lead, { results, retired = {}, derived: { summary } }: Concluded): Waiting {
  const asked = new Map<number, Freshness | null>();
  const own = lead.horizon ?? HORIZON;
  return {
    horizon: own,
    until(horizon) {
      if (!asked.has(horizon)) asked.set(horizon, freshness({ ...lead, horizon }, { summary, results, retired }, horizon !== own));
      return asked.get(horizon)!;
    },
  };
}
