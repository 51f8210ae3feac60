/** max(0, x), value by value. */
import { only, type KerasCounterpart } from './keras.ts';
import type { LayerKind, LayerWork } from './layer-kind.ts';

export interface Relu {
  readonly kind: 'relu';
}

export const relu: LayerKind<Relu, never> = { shape: (_, from) => [...from], slots: () => [] };

export interface ReluStage extends Relu {
  readonly pointwise: true;
}

export const reluStage = (layer: Relu): ReluStage => ({ ...layer, pointwise: true });

export const reluWork: LayerWork<Relu> = { flops: () => 0 };

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
