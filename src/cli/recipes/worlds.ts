/** Worlds in which it is asked how often the best repair changes with the recipe: built-in data × model × three drifts. */
import { fitting, plain } from '../../spec/fitting.ts';
import { presets } from '../../spec/kinds/compare/presets.ts';
import { recipeVariants } from '../../spec/recipe-variants.ts';
import { globalDrift, type Spec } from '../../spec/schema.ts';

/** One rate for all at a constant height, or rates that fit, falling to zero. */
export const ways = ['one rate for all', 'rates that fit'] as const;
export type Way = (typeof ways)[number];

export interface World {
  readonly id: string;
  readonly spec: Spec;
}

/** One experiment: a world, trained one way, under one recipe. `recipe`: `given`, `other seeds`, or the id of a variant. */
export interface Cell {
  readonly id: string;
  readonly world: string;
  readonly way: Way;
  readonly recipe: string;
  readonly spec: Spec;
}

const SEEDS = 6;
export const GIVEN = 'given';
export const OTHER_SEEDS = 'other seeds';

const mlp: Spec['model'] = { family: 'mlp', params: { hidden: [32, 32] } };
const cnn: Spec['model'] = { family: 'cnn', params: { filters: [8, 12], dense: 24 } };
const softmax: Spec['model'] = { family: 'softmax', params: {} };

const common: Spec = {
  ...presets.quick.spec,
  data: { id: 'digits', params: {}, split: { baseTrain: 700, baseTest: 200, newPool: 400, newTest: 400 } },
  model: mlp,
  base: { learningRate: 0.005, batchSize: 32, epochs: 20 },
  labels: { budget: 100 },
  stop: { epochs: 40 },
  seeds: { root: 20260401, count: SEEDS },
};

const on = (id: string, model: Spec['model'], drifts: readonly string[], change: Partial<Spec> = {}): World[] =>
  drifts.map((drift) => ({
    id: `${id}, ${model.family}, ${drift}`,
    spec: { ...common, data: { ...common.data, id }, model, drift: [globalDrift(drift, 4)], ...change },
  }));

const few = { base: { learningRate: 0.005, batchSize: 32, epochs: 8 }, stop: { epochs: 20 } };
const fewImages = { ...few, data: { id: 'glyphs', params: {}, split: { baseTrain: 500, baseTest: 200, newPool: 300, newTest: 300 } } };

const worlds: readonly World[] = [
  ...on('digits', mlp, ['contrast', 'rotation', 'label-cycle']),
  ...on('digits', softmax, ['contrast', 'rotation', 'label-cycle']),
  ...on('glyphs', cnn, ['gaussian-noise', 'rotation', 'label-cycle'], fewImages),
  ...on('sensors', mlp, ['gain-offset', 'swap-channels', 'label-cycle']),
  ...on('credit', mlp, ['gain-offset', 'category-rename', 'boundary-shift']),
  ...on('queries', mlp, ['slang', 'new-vocabulary', 'label-cycle'], few),
];

/** Every experiment of the bench, world by world. */
export function cells(of: readonly World[] = worlds): Cell[] {
  return of.flatMap(({ id: world, spec }) =>
    ways.flatMap((way) => {
      const given: Spec = { ...plain(spec), ...(way === 'rates that fit' && fitting) };
      const cell = (recipe: string, changed: Spec): Cell => ({
        id: `${world}, ${way}, ${recipe}`,
        world,
        way,
        recipe,
        spec: { ...changed, seeds: { root: changed.seeds.root, count: SEEDS } },
      });
      return [
        cell(GIVEN, given),
        cell(OTHER_SEEDS, { ...given, seeds: { ...given.seeds, root: given.seeds.root + 1 } }),
        ...recipeVariants(given).map(({ id, spec: changed }) => cell(id, changed)),
      ];
    }),
  );
}
