/** Inverted dropout (Srivastava et al. 2014): in training a value is 0 with probability `rate`, else divided by 1 − rate. */
import { misfit } from './fit.ts';
import { number, only, type KerasCounterpart } from './keras.ts';
import type { LayerKind, LayerWork } from './layer-kind.ts';

export interface Dropout {
  readonly kind: 'dropout';
  /** 0 up to but not 1. */
  readonly rate: number;
}

export const dropout: LayerKind<Dropout, never> = {
  shape(layer, from) {
    if (!(layer.rate >= 0 && layer.rate < 1)) misfit(layer, from, `its rate is ${layer.rate}, expected 0 up to but not 1`);
    return [...from];
  },
  slots: () => [],
};

export interface DropoutStage extends Dropout {
  readonly pointwise: true;
}

export const dropoutStage = (layer: Dropout): DropoutStage => ({ ...layer, pointwise: true });

export const dropoutWork: LayerWork<Dropout> = {
  flops: () => 0,
  uncached: ({ rate }) => (rate > 0 ? 'dropout below it drops other features at every step' : undefined),
};

export const dropoutInKeras: KerasCounterpart<Dropout, never> = {
  classes: {
    Dropout(layer) {
      only(layer, 'noise_shape', [undefined, null]);
      return { kind: 'dropout', rate: number(layer, 'rate') };
    },
  },
  arrays: {},
};
