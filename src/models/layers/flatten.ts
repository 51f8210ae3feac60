/** All positions and channels as one vector. */
import { volume } from './fit.ts';
import { channelsLast, type KerasCounterpart } from './keras.ts';
import type { LayerKind } from './layer-kind.ts';

export interface Flatten {
  readonly kind: 'flatten';
}

export const flatten: LayerKind<Flatten, null, never> = {
  shape: (_, from) => [volume(from)],
  slots: () => [],
  flops: () => 0,
  // It moves nothing: the next layer reads the positions as one vector.
  stage: () => null,
};

export const flattenInKeras: KerasCounterpart<Flatten, never> = {
  classes: {
    Flatten(layer) {
      channelsLast(layer);
      return { kind: 'flatten' };
    },
  },
  arrays: {},
};
