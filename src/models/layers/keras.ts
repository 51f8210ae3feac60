/** How a layer of a Keras or TensorFlow.js layers model is read as one of ours. */
import { DataError } from '../../data/errors.ts';
import type { Shape } from './layer-kind.ts';

/** A layer as the file has it; keys are those of Keras. */
export interface KerasLayer {
  readonly kind: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Where it stands in its model. */
export interface KerasPlace {
  readonly isLast: boolean;
  readonly inputShape: Shape;
}

/**
 * What Keras has for a kind of layer of ours.
 * @typeParam L our layer
 * @typeParam Key keys of its parameter arrays
 */
export interface KerasCounterpart<L, Key extends string> {
  /** By its class name: reads the configuration. Throws DataError naming the layer and what is supported. */
  readonly classes: Readonly<Record<string, (layer: KerasLayer, place: KerasPlace) => L>>;
  /** The name of each array, and what it holds where the layer was told to do without. */
  readonly arrays: Readonly<Record<Key, { readonly name: string; readonly absent?: number }>>;
}

/** The activation; a softmax at the end of the model is left to our loss. */
export function activationOf({ name, config: { activation } }: KerasLayer, atEnd: boolean): 'relu' | 'linear' {
  if (activation === undefined || activation === null || activation === 'linear') return 'linear';
  if (activation === 'relu') return 'relu';
  if (activation === 'softmax' && atEnd) return 'linear';
  const where = activation === 'softmax' ? ' before the end' : '';
  throw new DataError(`layer “${name}” has the activation ${describe(activation)}${where}`, {
    remedy: 'Supported are relu and linear, and softmax at the end.',
  });
}

/** The size of a pooling window, which must move by itself. */
export function poolSize(layer: KerasLayer): number {
  channelsLast(layer);
  only(layer, 'padding', [undefined, 'valid']);
  const size = square(layer, 'pool_size', 2);
  if (square(layer, 'strides', size) !== size) throw unsupported(layer, 'windows that overlap or leave gaps');
  return size;
}

export function channelsLast(layer: KerasLayer): void {
  only(layer, 'data_format', [undefined, null, 'channels_last', 'channelsLast']);
}

/** A number, or two equal ones. */
export function square(layer: KerasLayer, key: string, otherwise?: number): number {
  const value = layer.config[key] ?? otherwise;
  const [first, ...rest] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (typeof first === 'number' && Number.isInteger(first) && first > 0 && rest.every((size) => size === first)) return first;
  throw unsupported(layer, `${key} ${describe(value)}`);
}

/** @throws DataError unless the option (or every element of it) has one of these values. */
export function only(layer: KerasLayer, key: string, allowed: readonly unknown[]): void {
  const value = layer.config[key];
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (!values.every((each) => allowed.includes(each))) throw unsupported(layer, `${key} ${describe(value)}`);
}

export function whole(layer: KerasLayer, key: string): number {
  const value = number(layer, key);
  if (Number.isInteger(value) && value > 0) return value;
  throw unsupported(layer, `${key} ${value}`);
}

export function number(layer: KerasLayer, key: string): number {
  const value = layer.config[key];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw unsupported(layer, `${key} ${describe(value)}`);
}

export const describe = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'missing'));

export const unsupported = (layer: KerasLayer, what: string): DataError =>
  new DataError(`layer “${layer.name}” (${layer.kind}) has ${what}`, {
    remedy: 'Supported are square kernels and windows, channels last, no dilation, no groups, and pooling that moves by its window.',
  });
