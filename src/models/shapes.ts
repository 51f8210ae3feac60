/** The shape of what each layer puts out. Everything that counts parameters, work or memory starts here. */
import type { Layer, Model } from './types.ts';

/**
 * Output shape of `layer` for one example of `inputShape`: `[features]` or `[height, width, channels]`.
 *
 * Convolutions are stride 1 and `valid`; pooling is `valid` with stride equal to its size: a remainder is cut off.
 * Throws RangeError when the layer does not fit its input.
 */
export function outputShape(layer: Layer, inputShape: readonly number[]): number[] {
  switch (layer.kind) {
    case 'dense': {
      if (inputShape.length !== 1) misfit(layer, inputShape, 'it needs a flat input; put a flatten layer before it');
      return [positive(layer.units, 'units', layer, inputShape)];
    }
    case 'conv2d': {
      const [height, width] = image(layer, inputShape);
      const kernel = positive(layer.kernel, 'kernel', layer, inputShape);
      if (kernel > height || kernel > width) misfit(layer, inputShape, `its kernel is ${kernel} × ${kernel}`);
      return [height - kernel + 1, width - kernel + 1, positive(layer.filters, 'filters', layer, inputShape)];
    }
    case 'max-pool': {
      const [height, width, channels] = image(layer, inputShape);
      const size = positive(layer.size, 'size', layer, inputShape);
      if (size > height || size > width) misfit(layer, inputShape, `its window is ${size} × ${size}`);
      return [Math.floor(height / size), Math.floor(width / size), channels];
    }
    case 'flatten':
      return [volume(inputShape)];
  }
}

/** Output shapes of all layers, in order, blocks joined. Throws RangeError where a layer does not fit. */
export function layerShapes(model: Model): number[][] {
  let shape = model.inputShape;
  return model.blocks
    .flatMap((block) => block.layers)
    .map((layer) => {
      const output = outputShape(layer, shape);
      shape = output;
      return output;
    });
}

/** Number of values in a tensor of that shape. */
export function volume(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function image(layer: Layer, shape: readonly number[]): [height: number, width: number, channels: number] {
  const [height, width, channels] = shape;
  if (shape.length !== 3 || height === undefined || width === undefined || channels === undefined) {
    return misfit(layer, shape, 'it needs an image, [height, width, channels]');
  }
  return [height, width, channels];
}

function positive(value: number, name: string, layer: Layer, shape: readonly number[]): number {
  if (!Number.isInteger(value) || value < 1) misfit(layer, shape, `${name} is ${value}, expected a whole number from 1`);
  return value;
}

function misfit(layer: Layer, shape: readonly number[], reason: string): never {
  throw new RangeError(`a ${layer.kind} layer does not fit an input of [${shape.join(', ')}]: ${reason}`);
}
