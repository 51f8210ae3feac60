/** Turns a model as data into tf.layers whose parameters are read and written as one flat array. */
import * as layers from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { dropoutFactor } from '../../models/dropout.ts';
import { parameterSlots } from '../../models/parameters.ts';
import { layersOf, type Layer, type Model, type ParameterSlot } from '../../models/types.ts';

/** How layers behave that are not the same in training: by index of the layer. */
export interface TrainingMode {
  /** Whether batch normalisation uses the batch. */
  usesBatch(layer: number): boolean;
  /** Key of what a dropout layer drops. */
  dropoutKey(layer: number): number;
}

/** Layers with their variables in the order of `parameterSlots`. */
export interface BuiltModel {
  /** Logits (or trunk features) of a batch `[batch, ...inputShape]`; as in use unless a training mode is given. */
  apply(x: tf.Tensor, mode?: TrainingMode): tf.Tensor;
  readonly slots: readonly ParameterSlot[];
  readonly variables: readonly tf.Variable[];
  /** Copies flat parameters in. */
  write(weights: Float32Array): void;
  /** Copies the parameters out, flat. */
  read(): Promise<Float32Array>;
  dispose(): void;
}

/** Builds the model on the current backend; parameters are zero until `write`. */
export function buildLayersModel(model: Model): BuiltModel {
  const slots = parameterSlots(model);
  const kinds = layersOf(model);
  const net = kinds.map(toTfLayer);
  const input = tf.zeros([1, ...model.inputShape]);
  // Applying a layer once gives it its variables.
  tf.dispose(tf.tidy(() => net.reduce<tf.Tensor>((x, layer) => (layer ? (layer.apply(x) as tf.Tensor) : x), input)));
  input.dispose();
  const variables = net.flatMap((layer) => layer?.weights.map((weight) => weight.read() as tf.Variable) ?? []);

  return {
    slots,
    variables,
    apply: (x, mode) =>
      net.reduce((values, layer, i) => {
        const kind = kinds[i]!;
        if (kind.kind === 'dropout')
          return mode && kind.rate > 0 ? tf.mul(values, dropped(values.shape, mode.dropoutKey(i), kind.rate)) : values;
        return layer!.apply(values, { training: kind.kind === 'batch-norm' && mode?.usesBatch(i) === true }) as tf.Tensor;
      }, x),
    write(weights) {
      tf.tidy(() => {
        slots.forEach(({ shape, offset, size }, i) => {
          variables[i]!.assign(tf.tensor(weights.slice(offset, offset + size), [...shape]));
        });
      });
    },
    async read() {
      const weights = new Float32Array(slots.reduce((sum, slot) => sum + slot.size, 0));
      const values = await Promise.all(variables.map((variable) => variable.data()));
      values.forEach((value, i) => weights.set(value as Float32Array, slots[i]!.offset));
      return weights;
    },
    dispose: () => net.forEach((layer) => layer?.dispose()),
  };
}

function dropped(shape: readonly number[], key: number, rate: number): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => dropoutFactor(key, i, rate)),
    [...shape],
  );
}

/** Its tf.layers counterpart; none for dropout, which draws from Math.random there. */
export function toTfLayer(layer: Layer): layers.layers.Layer | undefined {
  // Zeros: the built-in initialisers draw from Math.random, and every parameter is written before use.
  const zeros = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;
  switch (layer.kind) {
    case 'dense':
      return layers.layers.dense({ units: layer.units, activation: layer.activation, ...zeros });
    case 'conv2d': {
      const { filters, kernel, stride = 1, padding = 'valid', activation } = layer;
      return layers.layers.conv2d({ filters, kernelSize: kernel, strides: stride, padding, activation, ...zeros });
    }
    case 'max-pool':
      return layers.layers.maxPooling2d({ poolSize: layer.size });
    case 'average-pool':
      return layers.layers.averagePooling2d({ poolSize: layer.size });
    case 'global-average-pool':
      return layers.layers.globalAveragePooling2d({});
    case 'flatten':
      return layers.layers.flatten();
    case 'relu':
      return layers.layers.reLU();
    case 'batch-norm':
      return layers.layers.batchNormalization({ momentum: layer.momentum, epsilon: layer.epsilon });
    case 'dropout':
      return undefined;
  }
}
