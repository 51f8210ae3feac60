/** The scale of every feature. */
import type { Samples } from './types.ts';

/** Mean and standard deviation per feature, in raw units, both `[features]`. */
interface Moments {
  readonly mean: Float64Array;
  readonly sd: Float64Array;
}

/** Mean and population standard deviation of numbers, in double precision and two passes; of none, 0. */
export function momentsOf(values: ArrayLike<number>): { readonly mean: number; readonly sd: number } {
  const count = Math.max(1, values.length);
  let [mean, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) mean += values[i]! / count;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / count) };
}

/**
 * Mean and population standard deviation (divisor n) of every feature over its non-missing values, in two passes. A
 * feature with no values has mean 0; one whose values are all equal has standard deviation exactly 0.
 */
export function moments(samples: Samples): Moments {
  const features = samples.inputShape.reduce((a, b) => a * b, 1);
  const count = new Float64Array(features);
  const mean = new Float64Array(features);
  const sd = new Float64Array(features);
  const first = new Float64Array(features).fill(NaN);
  const varies = new Uint8Array(features);

  const { x } = samples;
  for (let start = 0; start < x.length; start += features) {
    for (let f = 0; f < features; f++) {
      const value = x[start + f]!;
      if (Number.isNaN(value)) continue;
      count[f]!++;
      mean[f]! += value;
      if (Number.isNaN(first[f]!)) first[f] = value;
      else if (value !== first[f]) varies[f] = 1;
    }
  }
  for (let f = 0; f < features; f++) mean[f] = varies[f] ? mean[f]! / count[f]! : first[f]! || 0;

  for (let start = 0; start < x.length; start += features) {
    for (let f = 0; f < features; f++) {
      const value = x[start + f]!;
      if (!Number.isNaN(value)) sd[f]! += (value - mean[f]!) ** 2;
    }
  }
  for (let f = 0; f < features; f++) sd[f] = varies[f] ? Math.sqrt(sd[f]! / count[f]!) : 0;
  return { mean, sd };
}
