/** A fully connected layer: a matrix, a bias and perhaps a ReLU. */
import { misfit, positive, volume } from './fit.ts';
import { activationOf, productArrays, whole, type KerasCounterpart } from './keras.ts';
import type { LayerKind } from './layer-kind.ts';

export interface Dense {
  readonly kind: 'dense';
  readonly units: number;
  readonly activation: 'relu' | 'linear';
}

interface DenseStage {
  readonly kind: 'dense';
  readonly relu: boolean;
}

type Arrays = 'kernel' | 'bias';

export const dense: LayerKind<Dense, DenseStage, Arrays> = {
  shape(layer, from) {
    if (from.length !== 1) misfit(layer, from, 'it needs a flat input; put a flatten layer before it');
    return [positive(layer.units, 'units', layer, from)];
  },
  slots({ units, activation }, from) {
    const fanIn = from.at(-1)!;
    return [
      { key: 'kernel', role: 'kernel', shape: [fanIn, units], fresh: { fanIn, fanOut: units } },
      { key: 'bias', role: 'bias', shape: [units], fresh: 0, addedLast: activation === 'linear' },
    ];
  },
  flops: (_, from, to) => 2 * volume(from) * volume(to),
  stage: ({ activation }) => ({ kind: 'dense', relu: activation === 'relu' }),
};

export const denseInKeras: KerasCounterpart<Dense, Arrays> = {
  classes: { Dense: (layer, { isLast }) => ({ kind: 'dense', units: whole(layer, 'units'), activation: activationOf(layer, isLast) }) },
  arrays: productArrays,
};
