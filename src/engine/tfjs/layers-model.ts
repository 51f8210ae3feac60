/** Turns a model as data into tf.layers whose parameters are read and written as one flat array. */
import * as tf from '@tensorflow/tfjs-core';
import { parameterSlots } from '../../models/parameters.ts';
import type { ParameterSlot } from '../../models/slots.ts';
import { layersOf, type Model } from '../../models/types.ts';
import { applied, toTfLayer, type TrainingMode } from './layer-entries.ts';

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
  tf.dispose(tf.tidy(() => net.reduce<tf.Tensor>((x, layer) => layer.apply(x) as tf.Tensor, input)));
  input.dispose();
  const variables = net.flatMap((layer) => layer.weights.map((weight) => weight.read() as tf.Variable));

  return {
    slots,
    variables,
    apply: (x, mode) => net.reduce((values, made, i) => applied(made, values, kinds[i]!, i, mode), x),
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
    dispose: () => net.forEach((layer) => layer.dispose()),
  };
}
