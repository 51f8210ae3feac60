/** The maximum of each window and channel. */
import { poolSize, type KerasCounterpart } from './keras.ts';
import type { LayerKind, LayerWork } from './layer-kind.ts';
import { pooled, poolingWindow, type Window } from './window.ts';

/** Windows of `size × size`, moved by their size, no padding: a remainder is cut off. */
export interface MaxPool {
  readonly kind: 'max-pool';
  readonly size: number;
}

export interface MaxPoolStage {
  readonly kind: 'max-pool';
  readonly window: Window;
}

export const maxPool: LayerKind<MaxPool, never> = { shape: pooled, slots: () => [] };

export const maxPoolStage = (layer: MaxPool): MaxPoolStage => ({ kind: 'max-pool', window: poolingWindow(layer) });

export const maxPoolWork: LayerWork<MaxPool> = { flops: () => 0 };

export const maxPoolInKeras: KerasCounterpart<MaxPool, never> = {
  classes: { MaxPooling2D: (layer) => ({ kind: 'max-pool', size: poolSize(layer) }) },
  arrays: {},
};
