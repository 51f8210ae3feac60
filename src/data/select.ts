/** Picking rows out of samples. */
import { alongRows, type Samples } from './types.ts';

/** The rows with these indices, in this order; an index may occur more than once. Copies, never views. */
export function selectRows(samples: Samples, indices: Int32Array): Samples {
  const features = samples.x.length / Math.max(1, samples.rows);
  const x = new Float32Array(indices.length * features);
  indices.forEach((from, to) => x.set(samples.x.subarray(from * features, (from + 1) * features), to * features));
  const { text } = samples;
  const further = alongRows.flatMap((name) => {
    const values = samples[name];
    if (!values) return [];
    const picked = new (values.constructor as Float64ArrayConstructor)(indices.length);
    indices.forEach((from, to) => (picked[to] = values[from]!));
    return [[name, picked]];
  });
  return {
    rows: indices.length,
    inputShape: samples.inputShape,
    x,
    y: indices.map((row) => samples.y[row]!),
    ...(text && { text: Array.from(indices, (row) => text[row]!) }),
    ...(Object.fromEntries(further) as Pick<Samples, (typeof alongRows)[number]>),
  };
}

/** Row numbers, at most so many of them, evenly taken, in order. */
export function evenRows(rows: number, most: number): Int32Array {
  const count = Math.min(rows, most);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
}
