/** Model families: a few numbers in, a model as data out. Blocks are named so that repairs can say what they train. */
import type { InputKind } from '../data/types.ts';
import { layerShapes, outputShape } from './shapes.ts';
import type { Layer, Model } from './types.ts';

export type ModelChoice =
  | { readonly family: 'softmax'; readonly params: Record<string, never> }
  | { readonly family: 'mlp'; readonly params: { readonly hidden: readonly number[] } }
  | { readonly family: 'cnn'; readonly params: { readonly filters: readonly number[]; readonly dense: number } };

export type FamilyId = ModelChoice['family'];

export interface Family {
  readonly id: FamilyId;
  readonly title: string;
  readonly help: string;
  readonly appliesTo: readonly InputKind[];
  readonly defaults: ModelChoice;
}

export const families: readonly Family[] = [
  {
    id: 'softmax',
    title: 'Softmax regression',
    help: 'One layer from inputs to classes: all of it is head, so head-only and full fine-tuning are the same.',
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

/** The model of that choice for these inputs; throws RangeError when the images are too small for its convolutions. */
export function buildModel(choice: ModelChoice, inputShape: readonly number[], classes: number): Model {
  const model = assemble(choice, inputShape, classes);
  layerShapes(model);
  return model;
}

function assemble(choice: ModelChoice, inputShape: readonly number[], classes: number): Model {
  const logits: Layer = { kind: 'dense', units: classes, activation: 'linear' };
  switch (choice.family) {
    case 'softmax':
      return { inputShape: flat(inputShape), blocks: [{ name: 'head', layers: [logits] }] };
    case 'mlp': {
      const [first, ...middle] = choice.params.hidden.map((units): Layer => ({ kind: 'dense', units, activation: 'relu' }));
      return {
        inputShape: flat(inputShape),
        blocks: [
          { name: 'first', layers: first ? [first] : [] },
          { name: 'middle', layers: middle },
          { name: 'head', layers: [logits] },
        ],
      };
    }
    case 'cnn': {
      const [first, ...rest] = convolutions(choice.params.filters, inputShape);
      const dense: Layer = { kind: 'dense', units: choice.params.dense, activation: 'relu' };
      return {
        inputShape,
        blocks: [
          { name: 'first', layers: first ?? [] },
          { name: 'middle', layers: [...rest.flat(), { kind: 'flatten' }, dense] },
          { name: 'head', layers: [logits] },
        ],
      };
    }
  }
}

/** A 3×3 convolution and, where there is anything left to pool, 2×2 max pooling, for each number of filters. */
function convolutions(filters: readonly number[], inputShape: readonly number[]): Layer[][] {
  let shape = inputShape;
  return filters.map((count) => {
    const convolution: Layer = { kind: 'conv2d', filters: count, kernel: 3, activation: 'relu' };
    const pool: Layer = { kind: 'max-pool', size: 2 };
    shape = outputShape(convolution, shape);
    if (Math.min(shape[0]!, shape[1]!) < pool.size) return [convolution];
    shape = outputShape(pool, shape);
    return [convolution, pool];
  });
}

const flat = (shape: readonly number[]): number[] => [shape.reduce((a, b) => a * b, 1)];
