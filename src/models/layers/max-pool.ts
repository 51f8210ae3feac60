/** The maximum of each window and channel. */
import { poolSize, type KerasCounterpart } from './keras.ts';
import { poolingKind } from './window.ts';

/** Windows of `size × size`, moved by their size, no padding: a remainder is cut off. */
export interface MaxPool {
  readonly kind: 'max-pool';
  readonly size: number;
}

export const maxPool = poolingKind('max-pool');

export const maxPoolInKeras: KerasCounterpart<MaxPool, never> = {
  classes: { MaxPooling2D: (layer) => ({ kind: 'max-pool', size: poolSize(layer) }) },
  arrays: {},
};
