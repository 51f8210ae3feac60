/** Small helpers that injections share: which features there are, and how to change them. */
import { moments } from '../data/moments.ts';
import type { Column, Samples } from '../data/types.ts';

/** Values per row. */
export const featureCount = (inputShape: readonly number[]): number => inputShape.reduce((a, b) => a * b, 1);

/** Indices of all features. */
export const allFeatures = (samples: Samples): number[] => [...Array(featureCount(samples.inputShape)).keys()];

/** Indices of the numeric columns. */
export const numericColumns = (columns: readonly Column[]): number[] =>
  columns.flatMap((column, f) => (column.kind === 'numeric' ? [f] : []));

/** The same rows with other inputs; labels and groups are kept. */
export const withInputs = (samples: Samples, x: Float32Array): Samples => ({ ...samples, x });

/** Rows of each class, `[classes]`. */
export function labelCounts({ y }: Samples, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of y) counts[label]!++;
  return counts;
}

/** A number for people: three digits. */
export const short = (value: number): number => Number(value.toPrecision(3));

/** A pixel value brought back into [0, 1]. */
export const clip = (value: number): number => Math.min(1, Math.max(0, value));

const scales = new WeakMap<Samples, ReturnType<typeof moments>>();

/** Mean and standard deviation of every feature of the old world; computed once for the same rows. */
export function scaleOf(reference: Samples): ReturnType<typeof moments> {
  const known = scales.get(reference);
  if (known) return known;
  const scale = moments(reference);
  scales.set(reference, scale);
  return scale;
}
