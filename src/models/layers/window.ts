/** A window that moves over an image. */
import type { LayerKind, Shape } from './layer-kind.ts';
import { imageShape, misfit, positive } from './fit.ts';

export interface Window {
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  /** Padding before the first row and column. */
  readonly top: number;
  readonly left: number;
}

/** Windows of `size × size`, moved by their size, no padding: a remainder is cut off. */
interface Pooling {
  readonly kind: string;
  readonly size: number;
}

interface PoolingStage<Kind extends string> {
  readonly kind: Kind;
  readonly window: Window;
}

/** The kind of a layer that makes one number of each window and channel. */
export const poolingKind = <Kind extends string>(kind: Kind): LayerKind<Pooling & { readonly kind: Kind }, PoolingStage<Kind>, never> => ({
  shape: pooled,
  slots: () => [],
  flops: () => 0,
  stage: ({ size }) => ({ kind, window: { rows: size, columns: size, stride: size, top: 0, left: 0 } }),
});

function pooled(layer: Pooling, from: Shape): number[] {
  const [height, width, channels] = imageShape(layer, from);
  const size = positive(layer.size, 'size', layer, from);
  if (size > height || size > width) misfit(layer, from, `its window is ${size} × ${size}`);
  return [Math.floor(height / size), Math.floor(width / size), channels];
}
