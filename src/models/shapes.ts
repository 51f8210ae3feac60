/** The shape of what each layer puts out. Everything that counts parameters, work or memory starts here. */
import { layersOf, type Convolution, type Layer, type Model } from './types.ts';

/**
 * Output shape of `layer` for one example of `inputShape`: `[features]` or `[height, width, channels]`.
 *
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
      const stride = positive(layer.stride ?? 1, 'stride', layer, inputShape);
      const filters = positive(layer.filters, 'filters', layer, inputShape);
      if (layer.padding === 'same') return [Math.ceil(height / stride), Math.ceil(width / stride), filters];
      if (kernel > height || kernel > width) misfit(layer, inputShape, `its kernel is ${kernel} × ${kernel}`);
      return [Math.ceil((height - kernel + 1) / stride), Math.ceil((width - kernel + 1) / stride), filters];
    }
    case 'max-pool':
    case 'average-pool': {
      const [height, width, channels] = image(layer, inputShape);
      const size = positive(layer.size, 'size', layer, inputShape);
      if (size > height || size > width) misfit(layer, inputShape, `its window is ${size} × ${size}`);
      return [Math.floor(height / size), Math.floor(width / size), channels];
    }
    case 'global-average-pool':
      return [image(layer, inputShape)[2]];
    case 'flatten':
      return [volume(inputShape)];
    case 'dropout':
      if (!(layer.rate >= 0 && layer.rate < 1)) misfit(layer, inputShape, `its rate is ${layer.rate}, expected 0 up to but not 1`);
      return [...inputShape];
    case 'relu':
    case 'batch-norm':
      return [...inputShape];
  }
}

/** Output shapes of all layers, in order, blocks joined. Throws RangeError where a layer does not fit. */
export function layerShapes(model: Model): number[][] {
  let shape = model.inputShape;
  return layersOf(model).map((layer) => {
    const output = outputShape(layer, shape);
    shape = output;
    return output;
  });
}

/** Rows or columns of padding before an axis of `size` under a convolution, as TensorFlow divides them for `same`. */
export function paddingBefore({ kernel, stride = 1, padding }: Convolution, size: number): number {
  if (padding !== 'same') return 0;
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0);
  return Math.floor(total / 2);
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
