/**
 * A model as it serves, made of layers that are differentiated as they serve: batch normalisation by its moving statistics is a
 * factor and a summand for each channel, which a diagonal matrix says too. So engines, which normalise by the batch as soon as they
 * train, can give the gradient of the served model.
 */
import type { SlotKey } from './layers/registry.ts';
import { parameterCount, parameterSlots } from './parameters.ts';
import { layerShapes } from './shapes.ts';
import type { ParameterSlot } from './slots.ts';
import { layersOf, type Model } from './types.ts';

export interface StillNorms {
  /** The same outputs, with a matrix in place of each batch normalisation. */
  readonly model: Model;
  readonly weights: Float32Array;
  /** A gradient by those weights as one by the parameters of the model it was made of; that by moving statistics is 0. */
  back(gradient: Float32Array): Float32Array;
}

/** A model without batch normalisation is its own. */
export function stillNorms(model: Model, weights: Float32Array): StillNorms {
  const layers = layersOf(model);
  if (!layers.some(({ kind }) => kind === 'batch-norm')) return { model, weights, back: (gradient) => gradient };
  const still = withMatrices(model);
  const from = byLayer(model);
  const to = byLayer(still);
  const made = new Float32Array(parameterCount(still));
  for (const [index, layer] of layers.entries()) {
    if (layer.kind !== 'batch-norm') {
      for (const { key, offset, size } of from(index)) made.set(weights.subarray(offset, offset + size), only(to(index), key).offset);
      continue;
    }
    const { scale, shift, mean, deviation } = normOf(from(index), weights, layer.epsilon);
    const [kernel, bias] = [only(to(index), 'kernel'), only(to(index), 'bias')];
    scale.forEach((factor, c) => {
      made[kernel.offset + c * scale.length + c] = factor / deviation[c]!;
      made[bias.offset + c] = shift[c]! - (factor * mean[c]!) / deviation[c]!;
    });
  }
  return {
    model: still,
    weights: made,
    back(gradient) {
      const own = new Float32Array(weights.length);
      for (const [index, layer] of layers.entries()) {
        if (layer.kind !== 'batch-norm') {
          for (const { key, offset, size } of from(index))
            own.set(gradient.subarray(only(to(index), key).offset).subarray(0, size), offset);
          continue;
        }
        const { scale, mean, deviation } = normOf(from(index), weights, layer.epsilon);
        const [kernel, bias] = [only(to(index), 'kernel').offset, only(to(index), 'bias').offset];
        for (let c = 0; c < scale.length; c++) {
          const byBias = gradient[bias + c]!;
          own[only(from(index), 'scale').offset + c] = (gradient[kernel + c * scale.length + c]! - mean[c]! * byBias) / deviation[c]!;
          own[only(from(index), 'shift').offset + c] = byBias;
        }
      }
      return own;
    },
  };
}

/** Each batch normalisation as a dense layer, or a convolution of one position. */
function withMatrices(model: Model): Model {
  const shapes = layerShapes(model);
  let index = 0;
  const blocks = model.blocks.map(({ name, layers }) => ({
    name,
    layers: layers.map((layer) => {
      const shape = shapes[index++]!;
      const channels = shape.at(-1)!;
      if (layer.kind !== 'batch-norm') return layer;
      if (shape.length === 1) return { kind: 'dense', units: channels, activation: 'linear' } as const;
      return { kind: 'conv2d', filters: channels, kernel: 1, activation: 'linear' } as const;
    }),
  }));
  return { inputShape: model.inputShape, blocks };
}

function byLayer(model: Model): (layer: number) => ParameterSlot[] {
  const slots = parameterSlots(model);
  return (layer) => slots.filter((slot) => slot.layer === layer);
}

const only = (slots: readonly ParameterSlot[], key: string): ParameterSlot => slots.find((slot) => slot.key === key)!;

function normOf(slots: readonly ParameterSlot[], weights: Float32Array, epsilon: number) {
  const values = (key: SlotKey<'batch-norm'>) => {
    const { offset, size } = only(slots, key);
    return weights.subarray(offset, offset + size);
  };
  return {
    scale: values('scale'),
    shift: values('shift'),
    mean: values('moving-mean'),
    deviation: Float64Array.from(values('moving-variance'), (variance) => Math.sqrt(variance + epsilon)),
  };
}
