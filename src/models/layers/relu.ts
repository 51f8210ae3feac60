/** max(0, x), value by value. */
import { only, type KerasCounterpart } from './keras.ts';
import type { LayerKind } from './layer-kind.ts';

export interface Relu {
  readonly kind: 'relu';
}

export const relu: LayerKind<Relu, Relu, never> = {
  shape: (_, from) => [...from],
  slots: () => [],
  flops: () => 0,
  stage: () => ({ kind: 'relu' }),
  pointwise: true,
};

export const reluInKeras: KerasCounterpart<Relu, never> = {
  classes: {
    ReLU(layer) {
      only(layer, 'max_value', [undefined, null]);
      for (const key of ['negative_slope', 'threshold']) only(layer, key, [undefined, null, 0]);
      return { kind: 'relu' };
    },
  },
  arrays: {},
};
