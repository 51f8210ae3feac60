/** The tf.layers counterpart of each kind of layer. */
import * as layers from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { dropoutFactor } from '../../models/dropout.ts';
import type { Layer, LayerKindId, LayerOf } from '../../models/layers/registry.ts';

/** How layers behave that are not the same in training: by index of the layer. */
export interface TrainingMode {
  /** Whether batch normalisation uses the batch. */
  usesBatch(layer: number): boolean;
  /** Key of what a dropout layer drops. */
  dropoutKey(layer: number): number;
}

interface LayerEntry<L> {
  make(layer: L): layers.layers.Layer;
  /** What it makes of values in a training, where that is not what `make`'s does in use; `index` is its own in the model. */
  inTraining?(made: layers.layers.Layer, values: tf.Tensor, layer: L, mode: TrainingMode, index: number): tf.Tensor;
}

// Zeros: the built-in initialisers draw from Math.random, and every parameter is written before use.
const zeros = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;

const entries = {
  dense: { make: ({ units, activation }) => layers.layers.dense({ units, activation, ...zeros }) },
  conv2d: {
    make: ({ filters, kernel, stride = 1, padding = 'valid', activation }) =>
      layers.layers.conv2d({ filters, kernelSize: kernel, strides: stride, padding, activation, ...zeros }),
  },
  'max-pool': { make: ({ size }) => layers.layers.maxPooling2d({ poolSize: size }) },
  'average-pool': { make: ({ size }) => layers.layers.averagePooling2d({ poolSize: size }) },
  'global-average-pool': { make: () => layers.layers.globalAveragePooling2d({}) },
  flatten: { make: () => layers.layers.flatten() },
  relu: { make: () => layers.layers.reLU() },
  'batch-norm': {
    make: ({ momentum, epsilon }) => layers.layers.batchNormalization({ momentum, epsilon }),
    inTraining: (made, values, _, mode, index) => made.apply(values, { training: mode.usesBatch(index) }) as tf.Tensor,
  },
  graph: {
    make: ({ config }) => fromConfig(config),
    inTraining: (made, values, _, mode, index) => made.apply(values, { training: mode.usesBatch(index) }) as tf.Tensor,
  },
  dropout: {
    make: ({ rate }) => layers.layers.dropout({ rate }),
    // The library's own draws from Math.random.
    inTraining: (_, values, { rate }, mode, index) =>
      rate > 0 ? tf.mul(values, dropped(values.shape, mode.dropoutKey(index), rate)) : values,
  },
} satisfies { readonly [K in LayerKindId]: LayerEntry<LayerOf<K>> };

/** A LayersModel of that configuration, its weights not drawn: they are written before use. */
const fromConfig = (config: Readonly<Record<string, unknown>>): layers.LayersModel =>
  layers.LayersModel.fromConfig(
    layers.LayersModel as unknown as tf.serialization.SerializableConstructor<layers.LayersModel>,
    structuredClone(config) as tf.serialization.ConfigDict,
    {},
    true,
  );

const entryOf = ({ kind }: Layer): LayerEntry<Layer> => entries[kind];

/** Its tf.layers counterpart, without parameters until it has been applied once. */
export const toTfLayer = (layer: Layer): layers.layers.Layer => entryOf(layer).make(layer);

/** Applies a layer that `toTfLayer` made, as in use unless a training mode is given. */
export function applied(made: layers.layers.Layer, values: tf.Tensor, layer: Layer, index: number, mode?: TrainingMode): tf.Tensor {
  const { inTraining } = entryOf(layer);
  return mode && inTraining ? inTraining(made, values, layer, mode, index) : (made.apply(values, { training: false }) as tf.Tensor);
}

function dropped(shape: readonly number[], key: number, rate: number): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => dropoutFactor(key, i, rate)),
    [...shape],
  );
}
