/** One layer of a Keras or TensorFlow.js model's configuration as one of ours. */
import { DataError } from '../data/errors.ts';
import type { Layer } from './types.ts';

/** A layer as the file has it; keys are those of Keras. */
export interface KerasLayer {
  readonly kind: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

export const SUPPORTED =
  'Dense, Conv2D, MaxPooling2D, AveragePooling2D, GlobalAveragePooling2D, Flatten, Dropout, BatchNormalization, ReLU, Softmax and Activation';

/**
 * The layer; undefined for what computes nothing here: an input, a linear activation, and the last softmax, which is part
 * of our loss.
 * @throws DataError naming the layer and what is supported.
 */
export function convertLayer(layer: KerasLayer, isLast: boolean): Layer | undefined {
  const { config } = layer;
  switch (layer.kind) {
    case 'InputLayer':
      return undefined;
    case 'Dense':
      return { kind: 'dense', units: whole(layer, 'units'), activation: reluOrLinear(layer, isLast) };
    case 'Conv2D':
      return convolution(layer);
    case 'MaxPooling2D':
      return { kind: 'max-pool', size: window(layer) };
    case 'AveragePooling2D':
      return { kind: 'average-pool', size: window(layer) };
    case 'GlobalAveragePooling2D':
      channelsLast(layer);
      only(layer, 'keepdims', [undefined, false]);
      return { kind: 'global-average-pool' };
    case 'Flatten':
      channelsLast(layer);
      return { kind: 'flatten' };
    case 'Dropout':
      only(layer, 'noise_shape', [undefined, null]);
      return { kind: 'dropout', rate: number(layer, 'rate') };
    case 'BatchNormalization':
      return { kind: 'batch-norm', momentum: number(layer, 'momentum'), epsilon: number(layer, 'epsilon') };
    case 'Activation':
      return reluOrLinear(layer, isLast) === 'relu' ? { kind: 'relu' } : undefined;
    case 'ReLU':
      only(layer, 'max_value', [undefined, null]);
      for (const key of ['negative_slope', 'threshold']) only(layer, key, [undefined, null, 0]);
      return { kind: 'relu' };
    case 'Softmax':
      if (!isLast) throw unsupported(layer, 'a softmax that is not the last layer');
      only(layer, 'axis', [undefined, -1, 1]);
      return undefined;
    default:
      throw new DataError(`layer “${layer.name}” is of kind ${layer.kind}`, { remedy: `Supported are ${SUPPORTED}.` });
  }

  /** The activation; a softmax is left to the loss at the end. */
  function reluOrLinear({ name }: KerasLayer, atEnd: boolean): 'relu' | 'linear' {
    const { activation } = config;
    if (activation === undefined || activation === null || activation === 'linear') return 'linear';
    if (activation === 'relu') return 'relu';
    if (activation === 'softmax' && atEnd) return 'linear';
    const where = activation === 'softmax' ? ' before the end' : '';
    throw new DataError(`layer “${name}” has the activation ${describe(activation)}${where}`, {
      remedy: 'Supported are relu and linear, and softmax at the end.',
    });
  }
}

function convolution(layer: KerasLayer): Layer {
  channelsLast(layer);
  only(layer, 'dilation_rate', [undefined, 1]);
  only(layer, 'groups', [undefined, 1]);
  const { activation, padding = 'valid' } = layer.config;
  if (padding !== 'valid' && padding !== 'same') throw unsupported(layer, `padding ${describe(padding)}`);
  if (activation !== undefined && activation !== null && activation !== 'relu' && activation !== 'linear') {
    throw new DataError(`layer “${layer.name}” has the activation ${describe(activation)}`, {
      remedy: 'Supported are relu and linear, and softmax at the end.',
    });
  }
  return {
    kind: 'conv2d',
    filters: whole(layer, 'filters'),
    kernel: square(layer, 'kernel_size'),
    stride: square(layer, 'strides', 1),
    padding,
    activation: activation === 'relu' ? 'relu' : 'linear',
  };
}

function window(layer: KerasLayer): number {
  channelsLast(layer);
  only(layer, 'padding', [undefined, 'valid']);
  const size = square(layer, 'pool_size', 2);
  if (square(layer, 'strides', size) !== size) throw unsupported(layer, 'windows that overlap or leave gaps');
  return size;
}

function channelsLast(layer: KerasLayer): void {
  only(layer, 'data_format', [undefined, null, 'channels_last', 'channelsLast']);
}

/** A number, or two equal ones. */
function square(layer: KerasLayer, key: string, otherwise?: number): number {
  const value = layer.config[key] ?? otherwise;
  const [first, ...rest] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (typeof first === 'number' && Number.isInteger(first) && first > 0 && rest.every((size) => size === first)) return first;
  throw unsupported(layer, `${key} ${describe(value)}`);
}

/** @throws DataError unless the option (or every element of it) has one of these values. */
function only(layer: KerasLayer, key: string, allowed: readonly unknown[]): void {
  const value = layer.config[key];
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (!values.every((each) => allowed.includes(each))) throw unsupported(layer, `${key} ${describe(value)}`);
}

function whole(layer: KerasLayer, key: string): number {
  const value = number(layer, key);
  if (Number.isInteger(value) && value > 0) return value;
  throw unsupported(layer, `${key} ${value}`);
}

function number(layer: KerasLayer, key: string): number {
  const value = layer.config[key];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw unsupported(layer, `${key} ${describe(value)}`);
}

const describe = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'missing'));

const unsupported = (layer: KerasLayer, what: string): DataError =>
  new DataError(`layer “${layer.name}” (${layer.kind}) has ${what}`, {
    remedy: 'Supported are square kernels and windows, channels last, no dilation, no groups, and pooling that moves by its window.',
  });
