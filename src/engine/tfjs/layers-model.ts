/** Turns a model as data into a tf.layers model whose parameters are read and written as one flat array. */
import * as layers from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { parameterSlots } from '../../models/parameters.ts';
import type { Layer, Model } from '../../models/types.ts';

/** A tf.layers model with its variables in the order of `parameterSlots`. */
export interface BuiltModel {
  /** Logits (or trunk features) of a batch `[batch, ...inputShape]`. */
  apply(x: tf.Tensor): tf.Tensor;
  readonly variables: tf.Variable[];
  /** Copies flat parameters in. */
  write(weights: Float32Array): void;
  /** Copies the parameters out, flat. */
  read(): Promise<Float32Array>;
  dispose(): void;
}

/** Builds the model on the current backend; parameters are zero until `write`. */
export function buildLayersModel(model: Model): BuiltModel {
  const slots = parameterSlots(model);
  const net = layers.sequential();
  net.add(layers.layers.inputLayer({ inputShape: [...model.inputShape] }));
  for (const block of model.blocks) for (const layer of block.layers) net.add(toTfLayer(layer));
  const variables = net.layers.flatMap((layer) => layer.trainableWeights.map((weight) => weight.read() as tf.Variable));

  return {
    variables,
    // Without layers (the trunk of a softmax regression) the features are the inputs themselves.
    apply: (x) => (variables.length === 0 ? x : (net.apply(x, { training: true }) as tf.Tensor)),
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
    dispose: () => net.dispose(),
  };
}

function toTfLayer(layer: Layer): layers.layers.Layer {
  // Zeros: the built-in initialisers draw from Math.random, and every parameter is written before use.
  const zeros = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;
  switch (layer.kind) {
    case 'dense':
      return layers.layers.dense({ units: layer.units, activation: layer.activation, ...zeros });
    case 'conv2d':
      return layers.layers.conv2d({
        filters: layer.filters,
        kernelSize: layer.kernel,
        padding: 'valid',
        activation: layer.activation,
        ...zeros,
      });
    case 'max-pool':
      return layers.layers.maxPooling2d({ poolSize: layer.size });
    case 'flatten':
      return layers.layers.flatten();
  }
}
