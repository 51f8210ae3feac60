/** Work of a model, counted from its layers alone: floating-point operations and bytes, the same on every machine. */
import { workOf } from '../../models/layers/registry.ts';
import { parameterSlots } from '../../models/parameters.ts';
import { layerShapes, placedLayers, volume } from '../../models/shapes.ts';
import { everything, isTrained, layerTraining, type Trainable } from '../../models/trainable.ts';
import type { Model } from '../../models/types.ts';

const FLOAT32_BYTES = 4;

/** FLOPs of a forward pass of one example, layer by layer, as each kind of layer counts them; a multiplication and an addition are two. */
export const layerFlops = (model: Model): number[] =>
  placedLayers(model).map(({ layer, from, to }) => workOf(layer).flops(layer, from, to));

/** FLOPs of a forward pass of one example. */
export function forwardFlops(model: Model): number {
  return layerFlops(model).reduce((sum, flops) => sum + flops, 0);
}

/**
 * FLOPs of training on that many examples, repeats included: 3F − F₁ each when everything is trained.
 *
 * The backward pass of a layer takes F for the gradient of its kernel, unless that is frozen, and F for the gradient by its
 * input, unless nothing below is trained: the first layer never needs it, which saves its F₁. A head of one layer, trained
 * on cached features, is its own first layer: 2F.
 *
 * These are the FLOPs training needs. TensorFlow.js 4.22 runs exactly as many, but for one case: its fused kernel for a
 * dense layer without an activation computes the input gradient even where nobody needs it, so a bare head runs 3F.
 */
export function trainingFlops(model: Model, examples: number, trainable: Trainable = everything): number {
  const training = layerTraining(model, trainable);
  const perExample = layerFlops(model).reduce((sum, flops, layer) => {
    const { kernel, passes } = training[layer]!;
    return sum + flops * (1 + (kernel ? 1 : 0) + (passes ? 1 : 0));
  }, 0);
  return examples * perExample;
}

/** Times a value of an input or activation is moved for each example: written and read, forward and again backward. */
const MOVES_PER_ACTIVATION = 4;

/**
 * Times a value of a parameter is moved for each step: read forward, read backward, gradient written, and by Adam:
 * gradient read, parameter and both moments read and written. A frozen one is only read, forward and backward.
 */
const MOVES_PER_PARAMETER = 10;
const MOVES_PER_FROZEN_PARAMETER = 2;

/**
 * Bytes moved by training on that many examples in that many steps with Adam, in 32-bit floats.
 *
 * Every value is counted each time it is needed, as though nothing stayed in a cache: an upper bound on what an ideal
 * kernel moves. Scratch memory inside kernels is not counted.
 */
export function trainingBytes(model: Model, examples: number, steps: number, trainable: Trainable = everything): number {
  const activations = [model.inputShape, ...layerShapes(model)].reduce((sum, shape) => sum + volume(shape), 0);
  const parameterMoves = parameterSlots(model).reduce(
    (sum, slot) => sum + slot.size * (isTrained(slot, trainable) ? MOVES_PER_PARAMETER : MOVES_PER_FROZEN_PARAMETER),
    0,
  );
  const moves = examples * activations * MOVES_PER_ACTIVATION + steps * parameterMoves;
  return moves * FLOAT32_BYTES;
}

/** Work of the mean and variance of that many values in two passes: a sum each, a difference and a square; every value read twice. */
export const momentWork = (values: number): { readonly flops: number; readonly bytes: number } => ({
  flops: 4 * values,
  bytes: 2 * FLOAT32_BYTES * values,
});
