/** What a model predicts everywhere in a plane: for data of two numeric columns. */
import type { Column, Samples } from './types.ts';

type Range = readonly [low: number, high: number];

/** Classes on a grid, and rows on top of it. */
export interface PlaneView {
  /** In raw units. */
  readonly bounds: { readonly x: Range; readonly y: Range };
  /** Cells along each axis. */
  readonly side: number;
  /** `[side, side]`, the class that the model predicts; rows go upwards. */
  readonly predicted: Uint8Array;
  /** Some rows of the world that the model is shown in, `[points, 2]`, and their classes. */
  readonly points: { readonly x: Float32Array; readonly y: Int32Array };
}

const SIDE = 48;
const POINTS = 300;

/** Whether data can be drawn as a plane. */
export const isPlane = (columns: readonly Column[]): boolean => columns.length === 2 && columns.every(({ kind }) => kind === 'numeric');

/** Bounds that hold all of these rows, with a margin. */
export function planeBounds(...batches: readonly Samples[]): PlaneView['bounds'] {
  const range = (f: number): Range => {
    let [low, high] = [Infinity, -Infinity];
    for (const { x } of batches) {
      for (let i = f; i < x.length; i += 2) {
        low = Math.min(low, Number.isNaN(x[i]!) ? low : x[i]!);
        high = Math.max(high, Number.isNaN(x[i]!) ? high : x[i]!);
      }
    }
    if (low > high) return [0, 1];
    const margin = 0.05 * (high - low) || 1;
    return [low - margin, high + margin];
  };
  return { x: range(0), y: range(1) };
}

/** The middles of the cells as rows to predict. */
export function planeGrid({ x, y }: PlaneView['bounds']): Samples {
  const at = ([low, high]: Range, i: number) => low + ((i + 0.5) / SIDE) * (high - low);
  const cells = new Float32Array(SIDE * SIDE * 2);
  for (let i = 0; i < SIDE * SIDE; i++) cells.set([at(x, i % SIDE), at(y, Math.floor(i / SIDE))], 2 * i);
  return { rows: SIDE * SIDE, inputShape: [2], x: cells, y: new Int32Array(SIDE * SIDE) };
}

export function planeView(bounds: PlaneView['bounds'], predicted: ArrayLike<number>, { x, y }: Samples): PlaneView {
  return { bounds, side: SIDE, predicted: Uint8Array.from(predicted), points: { x: x.slice(0, 2 * POINTS), y: y.slice(0, POINTS) } };
}
