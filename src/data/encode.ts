/** From raw units to what a model sees: scaling and one-hot coding, fitted once on the base-train rows. */
import { moments } from './moments.ts';
import type { Column, Samples } from './types.ts';

type ColumnCode =
  /** `sd` 0 marks a constant column. */
  { readonly kind: 'numeric'; readonly mean: number; readonly sd: number } | { readonly kind: 'categorical'; readonly categories: number };

/** Plain data: it can be stored in a record or sent to a worker, and works the same there. */
export interface Encoder {
  /** Shape of an encoded row: the image's own shape, or `[width]`. */
  readonly inputShape: readonly number[];
  /** Numbers per encoded row. */
  readonly width: number;
  /** One per raw feature; empty for images, which pass through. */
  readonly codes: readonly ColumnCode[];
}

/**
 * An encoder for rows like `samples`. Images (no `columns`) pass through unchanged. Numeric columns are standardised by
 * the mean and standard deviation of their non-missing values; categorical ones are expanded one-hot.
 */
export function fitEncoder(samples: Samples, columns: readonly Column[]): Encoder {
  if (columns.length === 0) {
    return { inputShape: samples.inputShape, width: samples.inputShape.reduce((a, b) => a * b, 1), codes: [] };
  }
  const { mean, sd } = moments(samples);
  const codes = columns.map((column, f): ColumnCode =>
    column.kind === 'categorical'
      ? { kind: 'categorical', categories: column.categories?.length ?? 0 }
      : { kind: 'numeric', mean: mean[f]!, sd: sd[f]! },
  );
  const width = codes.reduce((sum, code) => sum + codeWidth(code), 0);
  return { inputShape: [width], width, codes };
}

/**
 * Encoded rows, `[rows, width]` row-major; every value is finite. A constant column becomes 0, a missing number 0 (the
 * mean), a missing or unseen category all zeros.
 */
export function encode(encoder: Encoder, samples: Samples): Float32Array {
  if (encoder.codes.length === 0) return samples.x.slice();
  const out = new Float32Array(samples.rows * encoder.width);
  const features = encoder.codes.length;
  let offset = 0;
  encoder.codes.forEach((code, f) => {
    for (let row = 0; row < samples.rows; row++) {
      const value = samples.x[row * features + f]!;
      if (Number.isNaN(value)) continue;
      const start = row * encoder.width + offset;
      if (code.kind === 'numeric') out[start] = code.sd === 0 ? 0 : (value - code.mean) / code.sd;
      else if (Number.isInteger(value) && value >= 0 && value < code.categories) out[start + value] = 1;
    }
    offset += codeWidth(code);
  });
  return out;
}

const codeWidth = (code: ColumnCode): number => (code.kind === 'numeric' ? 1 : code.categories);
