/** One layer of a Keras or TensorFlow.js model's configuration as one of ours. */
import { DataError } from '../data/errors.ts';
import { activationOf, only, unsupported, type KerasCounterpart, type KerasLayer, type KerasPlace } from './layers/keras.ts';
import { kerasCounterparts } from './layers/registry.ts';
import type { Layer } from './types.ts';

type Reader = (layer: KerasLayer, place: KerasPlace) => Layer | undefined;

/** Classes that are no kind of layer of ours, or one by another name; undefined for what computes nothing here. */
const otherClasses: Readonly<Record<string, Reader>> = {
  // The last softmax is part of our loss.
  Softmax(layer, { isLast }) {
    if (!isLast) throw unsupported(layer, 'a softmax that is not the last layer');
    only(layer, 'axis', [undefined, -1, 1]);
    return undefined;
  },
  Activation: (layer, { isLast }) => (activationOf(layer, isLast) === 'relu' ? { kind: 'relu' } : undefined),
};

const counterparts: Readonly<Record<Layer['kind'], KerasCounterpart<Layer, string>>> = kerasCounterparts;

const readers: Readonly<Record<string, Reader>> = Object.assign(
  {},
  ...Object.values(counterparts).map(({ classes }) => classes),
  otherClasses,
) as Readonly<Record<string, Reader>>;

export const SUPPORTED = Object.keys(readers)
  .join(', ')
  .replace(/, (\w+)$/, ' and $1');

/**
 * The layer; undefined for what computes nothing here: an input, a linear activation, and the last softmax, which is part
 * of our loss.
 * @throws DataError naming the layer and what is supported.
 */
export function convertLayer(layer: KerasLayer, place: KerasPlace): Layer | undefined {
  if (layer.kind === 'InputLayer') return undefined;
  const read = Object.hasOwn(readers, layer.kind) && readers[layer.kind];
  if (!read) throw new DataError(`layer “${layer.name}” is of kind ${layer.kind}`, { remedy: `Supported are ${SUPPORTED}.` });
  return read(layer, place);
}

/** What Keras calls a parameter array of that layer, and what it holds where the layer was told to do without. */
export const kerasArray = (layer: Layer, key: string): { readonly name: string; readonly absent?: number } =>
  counterparts[layer.kind].arrays[key]!;
