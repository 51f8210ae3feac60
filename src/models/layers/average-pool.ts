/** The mean of each window and channel. */
import { poolSize, type KerasCounterpart } from './keras.ts';
import type { LayerKind, LayerWork } from './layer-kind.ts';
import { pooled, poolingWindow, type Window } from './window.ts';

/** Windows of `size × size`, moved by their size, no padding: a remainder is cut off. */
export interface AveragePool {
  readonly kind: 'average-pool';
  readonly size: number;
}

export interface AveragePoolStage {
  readonly kind: 'average-pool';
  readonly window: Window;
}

export const averagePool: LayerKind<AveragePool, never> = { shape: pooled, slots: () => [] };

export const averagePoolStage = (layer: AveragePool): AveragePoolStage => ({ kind: 'average-pool', window: poolingWindow(layer) });

export const averagePoolWork: LayerWork<AveragePool> = { flops: () => 0 };

export const averagePoolInKeras: KerasCounterpart<AveragePool, never> = {
  classes: { AveragePooling2D: (layer) => ({ kind: 'average-pool', size: poolSize(layer) }) },
  arrays: {},
};
