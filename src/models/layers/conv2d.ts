/** A convolution over an image: a matrix for each place of its window, a bias and perhaps a ReLU. */
import { imageOf, type Extent } from '../extent.ts';
import { imageShape, misfit, positive, volume } from './fit.ts';
import { activationOf, channelsLast, describe, only, square, unsupported, whole, type KerasCounterpart, type KerasLayer } from './keras.ts';
import type { LayerKind, LayerWork, Shape } from './layer-kind.ts';
import { productArrays, productSlots } from './product.ts';
import type { Window } from './window.ts';

export interface Convolution {
  readonly kind: 'conv2d';
  readonly filters: number;
  readonly kernel: number;
  /** 1 unless given. */
  readonly stride?: number;
  /** `valid` (none) unless given; `same` gives ceil(input / stride) positions, as TensorFlow defines it. */
  readonly padding?: 'valid' | 'same';
  readonly activation: 'relu' | 'linear';
}

export interface ConvolutionStage {
  readonly kind: 'conv2d';
  readonly relu: boolean;
  readonly window: Window;
}

type Arrays = 'kernel' | 'bias';

export const conv2d: LayerKind<Convolution, Arrays> = {
  shape: convolved,
  slots: (layer, from) => productSlots(layer, [layer.kernel, layer.kernel], from.at(-1)!, layer.filters),
  width: { of: ({ filters }) => filters, to: (layer, filters) => ({ ...layer, filters }) },
};

export const conv2dStage = (layer: Convolution, from: Extent): ConvolutionStage => ({
  kind: 'conv2d',
  relu: layer.activation === 'relu',
  window: windowOf(layer, from),
});

export const conv2dWork: LayerWork<Convolution> = { flops: ({ kernel }, from, to) => 2 * volume(to) * kernel ** 2 * from.at(-1)! };

function convolved(layer: Convolution, from: Shape): number[] {
  const [height, width] = imageShape(layer, from);
  const kernel = positive(layer.kernel, 'kernel', layer, from);
  const stride = positive(layer.stride ?? 1, 'stride', layer, from);
  const filters = positive(layer.filters, 'filters', layer, from);
  if (layer.padding === 'same') return [Math.ceil(height / stride), Math.ceil(width / stride), filters];
  if (kernel > height || kernel > width) misfit(layer, from, `its kernel is ${kernel} × ${kernel}`);
  return [Math.ceil((height - kernel + 1) / stride), Math.ceil((width - kernel + 1) / stride), filters];
}

function windowOf(layer: Convolution, from: Extent): Window {
  const { kernel, stride = 1 } = layer;
  const { height, width } = imageOf(from);
  return { rows: kernel, columns: kernel, stride, top: paddingBefore(layer, height), left: paddingBefore(layer, width) };
}

/** Rows or columns of padding before an axis of `size` under a convolution, as TensorFlow divides them for `same`. */
export function paddingBefore({ kernel, stride = 1, padding }: Convolution, size: number): number {
  if (padding !== 'same') return 0;
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0);
  return Math.floor(total / 2);
}

export const conv2dInKeras: KerasCounterpart<Convolution, Arrays> = { classes: { Conv2D: read }, arrays: productArrays };

function read(layer: KerasLayer): Convolution {
  channelsLast(layer);
  only(layer, 'dilation_rate', [undefined, 1]);
  only(layer, 'groups', [undefined, 1]);
  const { padding = 'valid' } = layer.config;
  if (padding !== 'valid' && padding !== 'same') throw unsupported(layer, `padding ${describe(padding)}`);
  const activation = activationOf(layer, false);
  return {
    kind: 'conv2d',
    filters: whole(layer, 'filters'),
    kernel: square(layer, 'kernel_size'),
    stride: square(layer, 'strides', 1),
    padding,
    activation,
  };
}
