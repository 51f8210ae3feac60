/** A model's parameters as one flat Float32Array: where each array lies, how it starts, and how to cut it at the head. */
import type { Random } from '../random/random.ts';
import { kindOf } from './layers/registry.ts';
import { roleOf } from './layers/roles.ts';
import { layerShapes, placedLayers, volume } from './shapes.ts';
import type { BlockName, ParameterSlot } from './slots.ts';
import type { Model } from './types.ts';

/** Every parameter array of the model, layer by layer, each layer's in the order that its kind gives. */
export function parameterSlots(model: Model): ParameterSlot[] {
  const placed = placedLayers(model);
  let offset = 0;
  return placed.flatMap(({ layer, block, from }, index) => {
    const next = placed[index + 1];
    const normalisedIn = next && kindOf(next.layer).centres ? next.block : undefined;
    return kindOf(layer)
      .slots(layer, from)
      .map(({ addedLast, ...rule }) => {
        const size = volume(rule.shape);
        const slot = { ...rule, name: `${block}/${index}/${rule.key}`, block, layer: index, offset, size };
        offset += size;
        return addedLast && normalisedIn ? { ...slot, normalisedIn } : slot;
      });
  });
}

/** Number of parameters. */
export const parameterCount = (model: Model): number =>
  placedLayers(model).reduce(
    (sum, { layer, from }) =>
      kindOf(layer)
        .slots(layer, from)
        .reduce((own, { shape }) => own + volume(shape), sum),
    0,
  );

/** What a record says of a model: how many parameters it has, and each block. */
export interface ModelSize {
  readonly parameters: number;
  readonly blocks: readonly { readonly name: string; readonly parameters: number }[];
}

export function modelSize(model: Model): ModelSize {
  const slots = parameterSlots(model);
  const count = (of: typeof slots) => of.reduce((sum, slot) => sum + slot.size, 0);
  return {
    parameters: count(slots),
    blocks: model.blocks.map(({ name }) => ({ name, parameters: count(slots.filter((slot) => slot.block === name)) })),
  };
}

/**
 * Fresh parameters, as each array's rule says: Glorot-uniform kernels (Glorot & Bengio 2010, the default of tf.layers), scales and
 * variances 1, the rest 0. Each kernel draws from its own place in the stream's order, so equal streams give equal models.
 */
export function initialParameters(model: Model, random: Random): Float32Array {
  const weights = new Float32Array(parameterCount(model));
  for (const { fresh, shape, offset, size } of parameterSlots(model)) {
    if (typeof fresh === 'number') {
      weights.fill(fresh, offset, offset + size);
      continue;
    }
    const limit = Math.sqrt(6 / (volume(shape.slice(0, -2)) * (shape.at(-2)! + shape.at(-1)!)));
    for (let i = 0; i < size; i++) weights[offset + i] = random.between(-limit, limit);
  }
  return weights;
}

/** A model cut in two, with the position of the cut in the flat parameters. */
export interface Cut {
  /** Everything below the cut; its output is the input of what is above. */
  readonly trunk: Model;
  readonly head: Model;
  /** `weights.subarray(0, at)` are the trunk's, the rest the head's. */
  readonly at: number;
}

/** Cuts the model below its head, so that the head can be trained on cached trunk features. */
export const cutAtHead = (model: Model): Cut => cutBelow(model, 'head');

/** Cuts the model below that block, so that it and what is above can be trained on cached features. */
export function cutBelow(model: Model, block: BlockName): Cut {
  const index = model.blocks.findIndex(({ name }) => name === block);
  const trunk: Model = { inputShape: model.inputShape, blocks: model.blocks.slice(0, index) };
  return {
    trunk,
    head: { inputShape: layerShapes(trunk).at(-1) ?? model.inputShape, blocks: model.blocks.slice(index) },
    at: parameterCount(trunk),
  };
}

/** Everything below that layer of the whole model, as a trunk: what it puts out is the input of the layer. Its parameters come first in the model's. */
export function belowLayer({ inputShape, blocks }: Model, layer: number): Model {
  let first = 0;
  const kept = blocks.map(({ name, layers }) => {
    const part = layers.slice(0, Math.max(0, layer - first));
    first += layers.length;
    return { name, layers: part };
  });
  return { inputShape, blocks: kept };
}

/** ‖after − before‖ / ‖before‖ of each block's trained parameters, by its name; 0 where a block has none, or began at 0. */
export function movedByBlock(model: Model, before: Float32Array, after: Float32Array): Record<string, number> {
  const slots = parameterSlots(model).filter((slot) => roleOf(slot).trainedAs);
  return Object.fromEntries(
    model.blocks.map(({ name }) => {
      let [change, size] = [0, 0];
      for (const slot of slots) {
        if (slot.block !== name) continue;
        for (let i = slot.offset; i < slot.offset + slot.size; i++) {
          change += (after[i]! - before[i]!) ** 2;
          size += before[i]! ** 2;
        }
      }
      return [name, size > 0 && Number.isFinite(change) ? Math.sqrt(change / size) : 0];
    }),
  );
}
