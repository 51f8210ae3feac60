/** Which parameters a training may change, and what follows from it. */
import { workOf } from './layers/registry.ts';
import { roleOf } from './layers/roles.ts';
import { cutBelow, parameterSlots } from './parameters.ts';
import type { BlockName, ParameterSlot } from './slots.ts';
import { layersOf, type Model } from './types.ts';

export interface Trainable {
  readonly blocks: readonly BlockName[];
  /**
   * Of these blocks: every parameter, only biases and the shifts of batch normalisation (BitFit, Ben Zaken et al. 2022), or only
   * the scales and shifts of batch normalisation (TENT, Wang et al. 2021).
   */
  readonly only: 'everything' | 'biases' | 'norms';
}

export const everything: Trainable = { blocks: ['first', 'middle', 'head'], only: 'everything' };
export const nothing: Trainable = { blocks: [], only: 'everything' };

/**
 * Whether a gradient step changes this parameter array. Moving statistics never take one, and neither does a bias under a batch
 * normalisation that uses the batch: whatever it is, the mean takes it away again. Its gradient is zero but for rounding, which Adam would
 * blow up to full steps, and the moving mean would run after them.
 */
export function isTrained(slot: ParameterSlot, { blocks, only }: Trainable): boolean {
  const { trainedAs, among } = roleOf(slot);
  if (!trainedAs || !blocks.includes(slot.block)) return false;
  if (slot.normalisedIn && blocks.includes(slot.normalisedIn)) return false;
  return only === 'everything' || among?.includes(only) === true;
}

/** What a training does in one layer. */
export interface LayerTraining {
  /** Its kernel, or its scale, takes gradient steps. A batch normalisation of which anything is trained uses the batch. */
  readonly kernel: boolean;
  /** Its bias, or its shift, takes gradient steps. */
  readonly bias: boolean;
  /** Something below it is trained, so the gradient by its input is needed. */
  readonly passes: boolean;
}

/** For every layer in order, what is needed of it: work that nobody needs is not done. */
export function layerTraining(model: Model, trainable: Trainable): LayerTraining[] {
  const slots = parameterSlots(model).filter((slot) => isTrained(slot, trainable));
  const trains = (layer: number, as: 'kernel' | 'bias') => slots.some((slot) => slot.layer === layer && roleOf(slot).trainedAs === as);
  const lowest = Math.min(...slots.map(({ layer }) => layer));
  return layersOf(model).map((_, layer) => ({ kernel: trains(layer, 'kernel'), bias: trains(layer, 'bias'), passes: layer > lowest }));
}

/** Why features computed once below that block would not be what this training sees; undefined when they would be. */
export function cacheRefusal(model: Model, block: BlockName, trainable: Trainable): string | undefined {
  const { trunk } = cutBelow(model, block);
  const layers = layersOf(trunk);
  const training = layerTraining(model, trainable);
  const trained = layers.findIndex((_, layer) => training[layer]!.kernel || training[layer]!.bias);
  for (const layer of layers) {
    const refusal = workOf(layer).uncached?.(layer, false);
    if (refusal) return refusal;
  }
  const lowest = layers[trained];
  if (!lowest) return undefined;
  return workOf(lowest).uncached?.(lowest, true) ?? 'a layer below it is trained, so its features change with every step';
}
