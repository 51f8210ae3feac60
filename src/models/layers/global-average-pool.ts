/** The mean over all positions: `[height, width, channels]` becomes `[channels]`. */
import { imageOf, type Extent } from '../extent.ts';
import { imageShape } from './fit.ts';
import { channelsLast, only, type KerasCounterpart } from './keras.ts';
import type { LayerKind, LayerWork } from './layer-kind.ts';
import type { Window } from './window.ts';

export interface GlobalAveragePool {
  readonly kind: 'global-average-pool';
}

/** An average pooling whose window is the whole image. */
interface WholeImage {
  readonly kind: 'average-pool';
  readonly window: Window;
}

export const globalAveragePool: LayerKind<GlobalAveragePool, never> = {
  shape: (layer, from) => [imageShape(layer, from)[2]],
  slots: () => [],
};

export function globalAveragePoolStage(_: GlobalAveragePool, from: Extent): WholeImage {
  const { height, width } = imageOf(from);
  return { kind: 'average-pool', window: { rows: height, columns: width, stride: 1, top: 0, left: 0 } };
}

export const globalAveragePoolWork: LayerWork<GlobalAveragePool> = { flops: () => 0 };

export const globalAveragePoolInKeras: KerasCounterpart<GlobalAveragePool, never> = {
  classes: {
    GlobalAveragePooling2D(layer) {
      channelsLast(layer);
      only(layer, 'keepdims', [undefined, false]);
      return { kind: 'global-average-pool' };
    },
  },
  arrays: {},
};
