/** What is known of made-up runs, for the advice. */
import { defaultEconomics } from '../../src/decide/economics.ts';
import type { Known } from '../../src/decide/rules.ts';
import { defaultSituation, type Situation } from '../../src/decide/situation.ts';
import { summarise } from '../../src/measure/summary.ts';
import type { ArmResult } from '../../src/contracts/results.ts';
import { arms, soundTiming, synthetic, type Recipe } from '../measure/synthetic-results.ts';

/** Retraining is shown best. */
export const clear = {
  none: { accuracyNew: 0.5 },
  'head-only': { accuracyNew: 0.8, trainMs: 200 },
  'retrain-all': { accuracyNew: 0.9, trainMs: 2000 },
};
/** Two repairs are as good. */
export const tie = {
  none: { accuracyNew: 0.5 },
  'head-only': { accuracyNew: 0.9, trainMs: 200 },
  'retrain-all': { accuracyNew: 0.9, trainMs: 2000 },
};

export function knownOf(
  recipes: Readonly<Record<string, Recipe>>,
  {
    seeds = 10,
    alter = (result: ArmResult) => result,
    situation = {},
    ...more
  }: Partial<Omit<Known, 'situation'>> & { seeds?: number; alter?: (result: ArmResult) => ArmResult; situation?: Partial<Situation> } = {},
): Known {
  const summary = summarise(synthetic(seeds, recipes).map(alter), arms, { margin: 0.01, watts: null, ...soundTiming });
  return {
    summary,
    diagnosis: { kind: 'P(x)', scope: 'global' },
    labels: 500,
    classes: ['a', 'b', 'c'],
    situation: { ...defaultSituation, ...situation },
    ...more,
  };
}

/** Prices by which an error costs little, and nothing else is known but what is published. */
export const priced = (predictions: number) => {
  const prices = { ...defaultEconomics.prices };
  const set = (id: keyof typeof prices, value: number) => (prices[id] = { ...prices[id], value });
  set('errorCost', 1e-5);
  set('predictions', predictions);
  return { ...defaultEconomics, prices };
};
