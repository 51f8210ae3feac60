/** Another architecture: trained from scratch, or grown from the old model without forgetting what it computes. */
import { concatSamples } from '../data/concat.ts';
import type { ModelFacts } from '../contracts/repair.ts';
import { buildModel, families } from '../models/families.ts';
import { widened, whyNotWider } from '../models/net2wider.ts';
import { parameterCount } from '../models/parameters.ts';
import { deeper, hiddenLayers, scaled } from '../models/resize.ts';
import { layerShapes, volume } from '../models/shapes.ts';
import { everything } from '../models/trainable.ts';
import { hasGraph } from '../models/layers/registry.ts';
import { layersOf, type Model } from '../models/types.ts';
import { withDefaults, type ParameterValues } from '../spec/parameter.ts';
import { epochsForBaseSteps } from '../training/jobs.ts';
import { visits } from '../training/recipe.ts';
import { tuningRates } from './fine-tune.ts';
import { addedWork, timed, workOf } from './outcome.ts';
import { retrain } from './retrain.ts';
import { choiceOf, numberOf, real, whole } from './settings.ts';
import { tune } from './tune.ts';
import type { Arm, ArmContext } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

const inStreams = 'a stream has one model, whose weights its repairs replace, while this one brings a model of other layers';

const otherParameters = [
  {
    name: 'family',
    title: 'Model',
    help: 'What is trained: the old model in another size, or a model of that family. Softmax regression has no size; a perceptron takes its place.',
    kind: 'choice',
    default: 'resized',
    choices: [{ id: 'resized', title: 'the old one, resized' }, ...families.map(({ id, title }) => ({ id, title }))],
  },
  real('width', 'Width', 'Factor on the units or filters of every hidden layer; below 1 the model is smaller.', {
    ...{ min: 0.05, max: 16, default: 2, unit: 'times' },
  }),
  whole('deeper', 'Further layers', 'How often the last hidden layer is repeated.', { min: 0, max: 4, default: 0, unit: 'layers' }),
  {
    name: 'rows',
    title: 'Learns from',
    help: 'The new labels alone, for as many steps as the base model took, or the old rows as well.',
    kind: 'choice',
    default: 'new',
    choices: [
      { id: 'new', title: 'new labels' },
      { id: 'all', title: 'old and new' },
    ],
  },
] as const satisfies Arm['parameters'];

export const retrainOther: Arm = {
  id: 'retrain-other',
  title: repairTitles['retrain-other'],
  help: 'Start from scratch with another model, a wider one unless told otherwise: for a rule that the old one cannot express.',
  family: 'retrain',
  source: 'choice of model capacity (Vapnik 1998); twice the width is our own',
  group: 'scratch',
  hue: 'retrain-all',
  dash: [7, 4],
  parameters: otherParameters,
  keepsTrunk: false,
  reshapes: true,
  needs: { newLabels: true, oldData: false, comparison: inStreams },
  modelFor: otherModel,
  refuses(context) {
    if (choiceOf(otherParameters, context, 'rows') === 'all' && context.oldRows.rows === 0)
      return 'No row of the old world was kept; keep some, or let it learn from the new labels.';
    return refusedModel(() => otherModel(factsOf(context), context.params ?? {}));
  },
  run(context) {
    const { spec, oldRows, newRows } = context;
    const model = otherModel(factsOf(context), context.params ?? {});
    const all = choiceOf(otherParameters, context, 'rows') === 'all';
    const rows = all ? concatSamples(oldRows, newRows) : newRows;
    const epochs = all ? spec.base.epochs : epochsForBaseSteps(spec, rows.rows);
    return retrain(context, rows, epochs, visits(spec, rows.y, epochs, context.random(all ? 'order/all' : 'order/new')), model);
  },
};

const widenParameters = [
  real('width', 'Width', 'Factor on the units or filters of every hidden layer.', { min: 1, max: 16, default: 2, unit: 'times' }),
  real(
    'noise',
    'Noise',
    'Added to the incoming weights of new units, as a share of their size; with 0 the function is kept exactly, and copies stay copies.',
    { min: 0, max: 1, default: 0.05 },
  ),
] as const;

export const widenTune: Arm = {
  id: 'widen-tune',
  title: repairTitles['widen-tune'],
  help: 'Copy hidden units until the model is wider and still answers alike, then go on training every layer with the new labels.',
  family: 'fine-tune',
  source: 'Net2WiderNet (Chen et al. 2016); the size of its noise is our own',
  group: 'whole',
  hue: 'full-fine-tune',
  dash: [12, 3],
  parameters: widenParameters,
  keepsTrunk: false,
  reshapes: true,
  needs: { newLabels: true, oldData: false, comparison: inStreams },
  rates: tuningRates,
  modelFor: widerModel,
  refuses: (context) => refusedModel(() => widerModel(factsOf(context), context.params ?? {})),
  async run(context) {
    const { base, model } = context;
    const wide = widerModel(factsOf(context), context.params ?? {});
    const noise = numberOf(widenParameters, context, 'noise');
    const { result: weights, ms } = timed(() => widened(model, wide, base.weights, context.random('widen'), noise));
    const outcome = await tune(
      {
        ...context,
        model: wide,
        base: { weights, encoder: base.encoder },
        onPoint: (point) => context.onPoint({ ...point, seconds: point.seconds + ms / 1000 }),
      },
      { trainable: everything },
    );
    const [before, after] = [parameterCount(model), parameterCount(wide)];
    return {
      ...outcome,
      ...addedWork(workOf({ flops: after, bytes: 4 * (before + after), ms }), outcome),
      curve: outcome.curve.map((point) => ({ ...point, seconds: point.seconds + ms / 1000 })),
      model: wide,
    };
  },
};

const factsOf = ({ model, base }: ArmContext): ModelFacts => ({ model, inputShape: base.encoder.inputShape });

/** @throws RangeError when there is no such model for these inputs */
function otherModel({ model, inputShape }: ModelFacts, params: ParameterValues): Model {
  const { family, width, deeper: more } = withDefaults(otherParameters, params) as Record<'width' | 'deeper', number> & { family: string };
  if (family === 'resized' && hasGraph(layersOf(model)))
    throw new RangeError('a part of the old model is known to TensorFlow.js alone, and cannot be resized; choose a family');
  // What has no hidden layer has no size: the next family does.
  const asked = family === 'resized' && hiddenLayers(model).length === 0 ? 'mlp' : family;
  const found = families.find(({ id }) => id === asked);
  const start = found ? buildModel(found.defaults, inputShape, volume(layerShapes(model).at(-1)!)) : model;
  if (found?.id === 'softmax' && more > 0)
    throw new RangeError('softmax regression has no hidden layer to repeat; choose another model, or 0');
  const other = deeper(scaled(start, width), more);
  layerShapes(other);
  return other;
}

/** @throws RangeError when the model cannot be widened */
function widerModel({ model }: ModelFacts, params: ParameterValues): Model {
  const why = whyNotWider(model);
  if (why) throw new RangeError(`${why}; retrain another model instead`);
  return scaled(model, withDefaults(widenParameters, params)['width'] as number);
}

/** The model that the arm trains instead of the base's; undefined where it keeps that, or there is none, which it says when it is refused. */
export function modelOf(arm: Pick<Arm, 'modelFor'>, of: ModelFacts, params: ParameterValues): Model | undefined {
  try {
    return arm.modelFor?.(of, params);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function refusedModel(make: () => Model): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return `There is no such model here: ${error.message}.`;
    throw error;
  }
}
