/** A window that moves over an image. */
import type { Shape } from './layer-kind.ts';
import { imageShape, misfit, positive } from './fit.ts';

export interface Window {
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  /** Padding before the first row and column. */
  readonly top: number;
  readonly left: number;
}

/** Side by side, no padding: a remainder is cut off. */
interface Pooling {
  readonly kind: string;
  /** Side of a window, and what it moves by. */
  readonly size: number;
}

/** Shape of one number for each window and channel. */
export function pooled(layer: Pooling, from: Shape): number[] {
  const [height, width, channels] = imageShape(layer, from);
  const size = positive(layer.size, 'size', layer, from);
  if (size > height || size > width) misfit(layer, from, `its window is ${size} × ${size}`);
  return [Math.floor(height / size), Math.floor(width / size), channels];
}

export const poolingWindow = ({ size }: Pooling): Window => ({ rows: size, columns: size, stride: size, top: 0, left: 0 });
