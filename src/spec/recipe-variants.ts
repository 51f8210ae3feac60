/** Other sensible ways to train the same experiment: what a verdict has to survive. */
import { chosenOf, type RecipeChoice } from './recipe-parts.ts';
import type { Spec } from './schema.ts';

export interface RecipeVariant {
  readonly id: string;
  /** What is different, as a few words. */
  readonly title: string;
  /** Which part of the recipe it turns at: several variants may share one. */
  readonly knob: 'learning rate' | 'schedule' | 'epochs' | 'batch size' | 'width' | 'averaging';
  readonly spec: Spec;
}

/** Seeds of each variant: the first ones of the experiment. */
const VARIANT_SEEDS = 3;

/** Bounds of what the schema takes. */
const MOST_EPOCHS = { base: 200, stop: 500 };
const RATES = { least: 1e-6, most: 1 };

/**
 * The experiment under 6 to 8 other recipes: a third and three times the learning rate, another schedule, half and twice the epochs, twice the rows per step,
 * half the width where the model has one, and weights averaged where they were not (or not where they were). Everything else, seeds included, stays.
 */
export function recipeVariants(spec: Spec): RecipeVariant[] {
  const { base, stop, recipe = {} } = spec;
  const few: Spec = { ...spec, seeds: { root: spec.seeds.root, count: Math.min(VARIANT_SEEDS, spec.seeds.count) } };
  const rate = (factor: number): Spec => ({ ...few, ...timesRates(few, factor) });
  const epochs = (factor: number): Spec => ({
    ...few,
    base: { ...base, epochs: Math.max(1, Math.min(MOST_EPOCHS.base, Math.round(base.epochs * factor))) },
    stop: { ...stop, epochs: Math.max(1, Math.min(MOST_EPOCHS.stop, Math.round(stop.epochs * factor))) },
  });
  const withPart = (part: RecipeChoice): Spec => ({ ...few, recipe: { ...recipe, ...part } });
  const constant = chosenOf(recipe, 'schedule').option.id === 'constant';
  const averaged = chosenOf(recipe, 'average').option.id !== 'none';
  const narrow = halfWidth(few.model);
  return [
    { id: 'rate-third', title: 'learning rate × ⅓', knob: 'learning rate', spec: rate(1 / 3) },
    { id: 'rate-thrice', title: 'learning rate × 3', knob: 'learning rate', spec: rate(3) },
    constant
      ? {
          id: 'falling',
          title: 'rate falls to zero',
          knob: 'schedule',
          spec: withPart({ schedule: { id: 'linear', warmUp: 0, from: 0.33 } }),
        }
      : { id: 'constant', title: 'constant rate', knob: 'schedule', spec: withPart({ schedule: { id: 'constant' } }) },
    { id: 'epochs-half', title: 'half the epochs', knob: 'epochs', spec: epochs(0.5) },
    { id: 'epochs-twice', title: 'twice the epochs', knob: 'epochs', spec: epochs(2) },
    {
      id: 'batch-twice',
      title: 'twice the rows per step',
      knob: 'batch size',
      spec: { ...few, base: { ...base, batchSize: Math.min(1024, 2 * base.batchSize) } },
    },
    ...(narrow ? [{ id: 'width-half', title: 'half the width', knob: 'width', spec: { ...few, model: narrow } } as const] : []),
    averaged
      ? { id: 'last-weights', title: 'weights not averaged', knob: 'averaging', spec: withPart({ average: { id: 'none' } }) }
      : { id: 'averaged', title: 'weights averaged', knob: 'averaging', spec: withPart({ average: { id: 'last', share: 0.25 } }) },
  ];
}

/** Rates that are chosen from a list are all moved. */
const timesRates = ({ base, learning }: Spec, factor: number): Pick<Spec, 'base' | 'learning'> => {
  const times = (rate: number) => Math.max(RATES.least, Math.min(RATES.most, rate * factor));
  return {
    base: { ...base, learningRate: times(base.learningRate) },
    ...(learning && { learning: learning.rates ? { ...learning, rates: learning.rates.map(times) } : learning }),
  };
};

const half = (units: number): number => Math.max(1, Math.round(units / 2));

function halfWidth(model: Spec['model']): Spec['model'] | undefined {
  if (model.family === 'mlp') return { ...model, params: { ...model.params, hidden: model.params.hidden.map(half) } };
  if (model.family === 'cnn')
    return { ...model, params: { ...model.params, filters: model.params.filters.map(half), dense: half(model.params.dense) } };
  return undefined;
}
