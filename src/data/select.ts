/** Picking rows out of samples. */
import type { Samples } from './types.ts';

/** The rows with these indices, in this order; an index may occur more than once. Copies, never views. */
export function selectRows(samples: Samples, indices: Int32Array): Samples {
  const features = samples.x.length / Math.max(1, samples.rows);
  const x = new Float32Array(indices.length * features);
  indices.forEach((from, to) => x.set(samples.x.subarray(from * features, (from + 1) * features), to * features));
  const { group, text, origin } = samples;
  return {
    rows: indices.length,
    inputShape: samples.inputShape,
    x,
    y: indices.map((row) => samples.y[row]!),
    ...(group && { group: indices.map((row) => group[row]!) }),
    ...(text && { text: Array.from(indices, (row) => text[row]!) }),
    ...(origin && { origin: indices.map((row) => origin[row]!) }),
  };
}
