/** Columns on one scale: distances of rows would otherwise be those of the column with the largest numbers. */
import { mean, sd } from '../../maths/statistics.ts';
import type { Batch } from '../types.ts';

/**
 * The first `columns` columns of both samples with mean 0 and standard deviation 1 (n − 1) of the reference. A column that does not vary there
 * is divided by the standard deviation of both samples together, or left at 0.
 */
export function onOneScale(reference: Batch, current: Batch, columns = reference.width): [Batch, Batch] {
  const { width } = reference;
  const [old, now] = [Float64Array.from(reference.x), Float64Array.from(current.x)];
  for (let c = 0; c < columns; c++) {
    const of = (x: Float64Array) => Array.from({ length: x.length / width }, (_, row) => x[row * width + c]!);
    const values = of(old);
    const centre = mean(values);
    const unit = sd(values) || sd([...values, ...of(now)]) || 1;
    for (const x of [old, now]) for (let i = c; i < x.length; i += width) x[i] = (x[i]! - centre) / unit;
  }
  return [
    { ...reference, x: old },
    { ...current, x: now },
  ];
}
