/** The mean of each window and channel. */
import { poolSize, type KerasCounterpart } from './keras.ts';
import { poolingKind } from './window.ts';

/** Windows of `size × size`, moved by their size, no padding: a remainder is cut off. */
export interface AveragePool {
  readonly kind: 'average-pool';
  readonly size: number;
}

export const averagePool = poolingKind('average-pool');

export const averagePoolInKeras: KerasCounterpart<AveragePool, never> = {
  classes: { AveragePooling2D: (layer) => ({ kind: 'average-pool', size: poolSize(layer) }) },
  arrays: {},
};
