/** All positions and channels as one vector. */
import { volume } from './fit.ts';
import { channelsLast, type KerasCounterpart } from './keras.ts';
import type { LayerKind, LayerWork } from './layer-kind.ts';

export interface Flatten {
  readonly kind: 'flatten';
}

export const flatten: LayerKind<Flatten, never> = { shape: (_, from) => [volume(from)], slots: () => [] };

/** It moves nothing: the next layer reads the positions as one vector. */
export const flattenStage = (_: Flatten): null => null;

export const flattenWork: LayerWork<Flatten> = { flops: () => 0 };

export const flattenInKeras: KerasCounterpart<Flatten, never> = {
  classes: {
    Flatten(layer) {
      channelsLast(layer);
      return { kind: 'flatten' };
    },
  },
  arrays: {},
};
