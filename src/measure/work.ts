/** Work of a model, counted from its layers alone: floating-point operations and bytes, the same on every machine. */
import { parameterCount } from '../models/parameters.ts';
import { layerShapes, volume } from '../models/shapes.ts';
import type { Model } from '../models/types.ts';

const FLOAT32_BYTES = 4;

/**
 * FLOPs of a forward pass of one example, layer by layer; a multiplication and an addition are two.
 *
 * Dense: 2·in·out. Convolution: 2·Hout·Wout·K·K·Cin·Cout. Bias, ReLU, pooling and softmax are left out, as MLPerf leaves
 * out pointwise operations in its model FLOPs.
 */
export function layerFlops(model: Model): number[] {
  const shapes = layerShapes(model);
  return layersOf(model).map((layer, index) => {
    const channelsIn = (shapes[index - 1] ?? model.inputShape).at(-1)!;
    const outputs = volume(shapes[index]!);
    switch (layer.kind) {
      case 'dense':
        return 2 * channelsIn * outputs;
      case 'conv2d':
        return 2 * outputs * layer.kernel ** 2 * channelsIn;
      case 'max-pool':
      case 'flatten':
        return 0;
    }
  });
}

/** FLOPs of a forward pass of one example. */
export function forwardFlops(model: Model): number {
  return layerFlops(model).reduce((sum, flops) => sum + flops, 0);
}

/**
 * FLOPs of training on that many examples, repeats included: 3F − F₁ each.
 *
 * The backward pass takes F for the gradients of the parameters and F for those of the inputs, except that nobody needs
 * the gradient of the first layer's input, which saves that layer's F₁. A head of one layer, trained on cached features,
 * is its own first layer: 2F.
 *
 * These are the FLOPs training needs. TensorFlow.js 4.22 runs exactly as many, but for one case: its fused kernel for a
 * dense layer without an activation computes the input gradient even where nobody needs it, so a bare head runs 3F.
 */
export function trainingFlops(model: Model, examples: number): number {
  const first = layerFlops(model).find((flops) => flops > 0) ?? 0;
  return examples * (3 * forwardFlops(model) - first);
}

/** Times a value of an input or activation is moved for each example: written and read, forward and again backward. */
const MOVES_PER_ACTIVATION = 4;

/**
 * Times a value of a parameter is moved for each step: read forward, read backward, gradient written, and by Adam:
 * gradient read, parameter and both moments read and written.
 */
const MOVES_PER_PARAMETER = 10;

/**
 * Bytes moved by training on that many examples in that many steps with Adam, in 32-bit floats.
 *
 * Every value is counted each time it is needed, as though nothing stayed in a cache: an upper bound on what an ideal
 * kernel moves. Scratch memory inside kernels is not counted.
 */
export function trainingBytes(model: Model, examples: number, steps: number): number {
  const activations = [model.inputShape, ...layerShapes(model)].reduce((sum, shape) => sum + volume(shape), 0);
  const moves = examples * activations * MOVES_PER_ACTIVATION + steps * parameterCount(model) * MOVES_PER_PARAMETER;
  return moves * FLOAT32_BYTES;
}

function layersOf(model: Model) {
  return model.blocks.flatMap((block) => block.layers);
}
