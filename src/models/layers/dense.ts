/** A fully connected layer: a matrix, a bias and perhaps a ReLU. */
import { misfit, positive, volume } from './fit.ts';
import { activationOf, whole, type KerasCounterpart } from './keras.ts';
import type { LayerKind, LayerWork } from './layer-kind.ts';
import { productArrays, productSlots } from './product.ts';

export interface Dense {
  readonly kind: 'dense';
  readonly units: number;
  readonly activation: 'relu' | 'linear';
}

export interface DenseStage {
  readonly kind: 'dense';
  readonly relu: boolean;
}

type Arrays = 'kernel' | 'bias';

export const dense: LayerKind<Dense, Arrays> = {
  shape(layer, from) {
    if (from.length !== 1) misfit(layer, from, 'it needs a flat input; put a flatten layer before it');
    return [positive(layer.units, 'units', layer, from)];
  },
  slots: (layer, from) => productSlots(layer, [], from.at(-1)!, layer.units),
  width: { of: ({ units }) => units, to: (layer, units) => ({ ...layer, units }) },
};

export const denseStage = ({ activation }: Dense): DenseStage => ({ kind: 'dense', relu: activation === 'relu' });

export const denseWork: LayerWork<Dense> = { flops: (_, from, to) => 2 * volume(from) * volume(to) };

export const denseInKeras: KerasCounterpart<Dense, Arrays> = {
  classes: { Dense: (layer, { isLast }) => ({ kind: 'dense', units: whole(layer, 'units'), activation: activationOf(layer, isLast) }) },
  arrays: productArrays,
};
