/** The values of one example as positions with channels each: an image has two axes of positions, a sequence one, a vector none. */
export interface Extent {
  /** Size of each axis of positions: `[height, width]`, `[length]`, or `[]`. */
  readonly axes: readonly number[];
  readonly channels: number;
}

/** Of a shape whose last axis is that of the channels: `[features]`, `[length, channels]`, `[height, width, channels]`. */
export const extentOf = (shape: readonly number[]): Extent => ({ axes: shape.slice(0, -1), channels: shape.at(-1)! });

export const positions = ({ axes }: Extent): number => axes.reduce((product, size) => product * size, 1);

/** Number of values of one example. */
export const values = (extent: Extent): number => positions(extent) * extent.channels;

/** As an image; a vector is one of a single position. Throws TypeError for a sequence, which image kernels know nothing of. */
export function imageOf({ axes, channels }: Extent): { readonly height: number; readonly width: number; readonly channels: number } {
  const [height, width] = axes.length ? axes : [1, 1];
  if (!height || !width) throw new TypeError('a sequence is not an image');
  return { height, width, channels };
}
