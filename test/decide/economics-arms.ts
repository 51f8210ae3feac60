/** Arms and prices as a test wants them. */
import { defaultEconomics, type EconomicInputs, type FieldId } from '../../src/decide/economics.ts';
import { interval } from '../../src/maths/statistics.ts';
import type { Interval } from '../../src/maths/interval.ts';
import type { ArmFamily, ArmSummary } from '../../src/contracts/results.ts';

export interface ArmWish {
  readonly id: string;
  readonly family: ArmFamily;
  /** Training time of each repeat (s). */
  readonly seconds: readonly number[];
  readonly labels?: number;
  /** Energy of a repeat (J); absent: no device was named. */
  readonly joules?: number;
}

export function armWith({ id, family, seconds, labels = 100, joules }: ArmWish): ArmSummary {
  const one = interval([0.9]);
  return {
    ...{
      id,
      title: id,
      family,
      diverged: 0,
      accuracyNew: one,
      accuracyOld: one,
      forgetting: null,
      worstRecall: null,
      harm: null,
      transfer: null,
      recovery: null,
    },
    scores: { macroF1: one, logLoss: one, brier: one, ece: one },
    flips: { negative: one, positive: one, churn: one },
    trainSeconds: interval(seconds),
    counts: { labels, examples: 0, steps: 0, flops: 0, bytes: 0 },
    energy:
      joules === undefined
        ? null
        : { value: joules, lo: joules / 2, hi: joules * 2, unit: 'J', kind: 'modelled', method: 'test', source: 'test' },
    energyRatio: null,
    validity: ['fewer than 3 repeats'],
  };
}

export const retrain = armWith({ id: 'retrain-all', family: 'retrain', seconds: [7200, 7200], joules: 7.2e6 });
export const tuned = armWith({ id: 'head-only', family: 'fine-tune', seconds: [3600, 3600], joules: 3.6e6 });

/** The default prices with these in their place; a bare number is money in dollars where the field is money. */
export const priced = (values: Partial<Record<FieldId, number | null>>, inputs: EconomicInputs = defaultEconomics): EconomicInputs => ({
  ...inputs,
  prices: {
    ...inputs.prices,
    ...Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { ...inputs.prices[id as FieldId], value, source: 'test' }])),
  },
});

/** Everything filled in, with round numbers. */
export const complete = priced({
  ...{ labelPrice: 0.04, labelScale: 1, computePrice: 4, energyPrice: 0.25, jobScale: 1, runsRetrain: 10, runsTune: 5, months: 6 },
  ...{ maintenanceHoursRetrain: 1, maintenanceHoursTune: 3, infrastructureRetrain: 20, infrastructureTune: 20, engineerRate: 50 },
  ...{ engineerHoursRetrain: 40, engineerHoursTune: 8, dayValue: 100, delayDaysRetrain: 5, delayDaysTune: 1 },
  ...{ errorCost: 0.5, predictions: 100_000, weeksBetweenDrifts: 26 },
});

/** A difference with this interval, as if from two seeds. */
export const difference = (mean: number, half: number): Interval => ({
  mean,
  lo: mean - half,
  hi: mean + half,
  values: [mean - half, mean + half],
});
