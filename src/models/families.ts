/** Model families: a few numbers in, a model as data out. Blocks are named so that repairs can say what they train. */
import type { InputKind } from '../data/types.ts';
import type { LayerOf } from './layers/registry.ts';
import type { OwnModel } from './own-model.ts';
import { layerShapes, outputShape, volume } from './shapes.ts';
import { layersOf, type Layer, type Model } from './types.ts';

/** Whether every hidden layer is normalised before its ReLU; `none` unless given. */
type Norm = 'none' | 'batch';

export interface ImportedChoice {
  readonly name: string;
  readonly sha256: string;
  /** Index of the layer at which the head begins. */
  readonly head: number;
  /** Its columns come in their own units; absent = standardised by the old world. */
  readonly inputs?: 'raw' | undefined;
  /** Its outputs are put into the order of the data's classes by old rows; absent = they are in it. */
  readonly classes?: 'matched' | undefined;
}

export type ModelChoice =
  | { readonly family: 'softmax'; readonly params: Record<string, never> }
  | { readonly family: 'mlp'; readonly params: { readonly hidden: readonly number[]; readonly norm?: Norm } }
  | { readonly family: 'cnn'; readonly params: { readonly filters: readonly number[]; readonly dense: number; readonly norm?: Norm } }
  | { readonly family: 'imported'; readonly params: ImportedChoice };

export type FamilyId = ModelChoice['family'];

/** A family whose models are made here from a few numbers. */
export interface Family {
  readonly id: Exclude<FamilyId, 'imported'>;
  readonly title: string;
  readonly help: string;
  readonly appliesTo: readonly InputKind[];
  readonly defaults: ModelChoice;
}

export const families: readonly Family[] = [
  {
    id: 'softmax',
    title: 'Softmax regression',
    help: 'One layer from inputs to classes, or to a number (linear regression): all of it is head, so head-only and full fine-tuning are the same.',
    appliesTo: ['image', 'tabular', 'text'],
    defaults: { family: 'softmax', params: {} },
  },
  {
    id: 'mlp',
    title: 'Multilayer perceptron',
    help: 'Fully connected layers with ReLU; the last one is the head.',
    appliesTo: ['image', 'tabular', 'text'],
    defaults: { family: 'mlp', params: { hidden: [64, 64] } },
  },
  {
    id: 'cnn',
    title: 'Small convolutional net',
    help: '3×3 convolutions with pooling, one dense layer, and a head.',
    appliesTo: ['image'],
    defaults: { family: 'cnn', params: { filters: [8, 16], dense: 32 } },
  },
];

/** How many outputs a model has there: one for each class, or a single one that tells a number. */
export const outputsOf = ({ task }: { readonly task?: 'regression' | undefined }, classes: readonly string[]): number =>
  task === 'regression' ? 1 : classes.length;

/**
 * The model of that choice for these inputs.
 * @param classes How many outputs it has: `outputsOf`.
 * @param own The user's model, for the family `imported`.
 * @throws RangeError when the images are too small for its convolutions, or the imported model is missing or does not fit.
 */
export function buildModel(choice: ModelChoice, inputShape: readonly number[], classes: number, own?: OwnModel): Model {
  if (choice.family === 'imported') return fitting(choice.params, inputShape, classes, own);
  const model = assemble(choice, inputShape, classes);
  layerShapes(model);
  return model;
}

/** The imported model, if it is the one meant and takes these inputs. */
function fitting(
  { name, sha256, head, classes: order }: ImportedChoice,
  inputShape: readonly number[],
  classes: number,
  own?: OwnModel,
): Model {
  if (!own) throw new RangeError(`the model ${name} is not open here; open its model.json and weights on the Model card`);
  if (own.sha256 !== sha256 || own.head !== head)
    throw new RangeError(`the open model is not the ${name} this experiment was made with; open the right files on the Model card`);
  const { model } = own;
  if (order === 'matched' && layersOf(model).at(-1)?.kind !== 'dense')
    throw new RangeError(
      `the classes of ${name} can only be matched where it ends in a dense layer; put the labels of the data into its order`,
    );
  const ends = layersOf(model).at(-1);
  if (classes === 1 && !(ends?.kind === 'dense' && ends.activation === 'linear'))
    throw new RangeError(
      `a number is told by a model that ends in a dense layer without an activation, and ${name} does not; choose another model`,
    );
  const takes = model.inputShape;
  // A row of numbers may be a series, step after step; an image is only itself.
  const asRow = takes.length === 1 || inputShape.length === 1;
  const same = asRow ? volume(takes) === volume(inputShape) : takes.join('×') === inputShape.join('×');
  if (!same)
    throw new RangeError(
      `${name} takes inputs of ${takes.join('×')} numbers, and this data has ${inputShape.join('×')}; choose data of that shape`,
    );
  const outputs = volume(layerShapes(model).at(-1)!);
  if (outputs !== classes && classes === 1)
    throw new RangeError(`${name} has ${outputs} outputs, and a number is told by one; choose a model with one output`);
  if (outputs !== classes)
    throw new RangeError(`${name} tells ${outputs} classes apart, and this data has ${classes}; choose data with as many`);
  return model;
}

function assemble(choice: Exclude<ModelChoice, { family: 'imported' }>, inputShape: readonly number[], classes: number): Model {
  const logits: Layer = { kind: 'dense', units: classes, activation: 'linear' };
  switch (choice.family) {
    case 'softmax':
      return { inputShape: flat(inputShape), blocks: [{ name: 'head', layers: [logits] }] };
    case 'mlp': {
      const { hidden, norm } = choice.params;
      const [first, ...middle] = hidden.map((units) => activated({ kind: 'dense', units, activation: 'relu' }, norm));
      return {
        inputShape: flat(inputShape),
        blocks: [
          { name: 'first', layers: first ?? [] },
          { name: 'middle', layers: middle.flat() },
          { name: 'head', layers: [logits] },
        ],
      };
    }
    case 'cnn': {
      const { filters, dense: units, norm } = choice.params;
      const [first, ...rest] = convolutions(filters, inputShape, norm);
      const dense = activated({ kind: 'dense', units, activation: 'relu' }, norm);
      return {
        inputShape,
        blocks: [
          { name: 'first', layers: first ?? [] },
          { name: 'middle', layers: [...rest.flat(), { kind: 'flatten' }, ...dense] },
          { name: 'head', layers: [logits] },
        ],
      };
    }
  }
}

/** A 3×3 convolution and, where there is anything left to pool, 2×2 max pooling, for each number of filters. */
function convolutions(filters: readonly number[], inputShape: readonly number[], norm: Norm | undefined): Layer[][] {
  let shape = inputShape;
  return filters.map((count) => {
    const convolution: Layer = { kind: 'conv2d', filters: count, kernel: 3, activation: 'relu' };
    const pool: Layer = { kind: 'max-pool', size: 2 };
    shape = outputShape(convolution, shape);
    const layers = activated(convolution, norm);
    if (Math.min(shape[0]!, shape[1]!) < pool.size) return layers;
    shape = outputShape(pool, shape);
    return [...layers, pool];
  });
}

/** Small runs take few steps: a momentum of 0.9 lets the moving statistics follow within them. */
const batchNorm: Layer = { kind: 'batch-norm', momentum: 0.9, epsilon: 1e-3 };

/** A layer with its ReLU, and batch normalisation between the two where it is asked for (Ioffe & Szegedy 2015). */
const activated = (layer: LayerOf<'dense' | 'conv2d'>, norm: Norm | undefined): Layer[] =>
  norm === 'batch' ? [{ ...layer, activation: 'linear' }, batchNorm, { kind: 'relu' }] : [layer];

const flat = (shape: readonly number[]): number[] => [volume(shape)];
