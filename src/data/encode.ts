/** From raw units to what a model sees: scaling and one-hot coding, fitted once on the base-train rows. */
import { moments, momentsOf } from './moments.ts';
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
  /** Of rows whose number is told: what it is standardised by, in double precision. A model puts out (number − mean) / sd; `sd` is 1 where all are equal. */
  readonly target?: { readonly mean: number; readonly sd: number };
}

/**
 * An encoder for rows like `samples`. Images (no `columns`) pass through unchanged. Numeric columns are standardised by
 * the mean and standard deviation of their non-missing values; categorical ones are expanded one-hot. The numbers of an embedding are
 * divided by one number, the root of their mean square, so that directions and lengths of vectors keep what they say.
 */
export function fitEncoder(samples: Samples, columns: readonly Column[]): Encoder {
  const target = samples.target && { target: scaleOf(samples.target) };
  if (columns.length === 0) {
    return { inputShape: samples.inputShape, width: samples.inputShape.reduce((a, b) => a * b, 1), codes: [], ...target };
  }
  const { mean, sd } = moments(samples);
  const together = rootMeanSquare(columns.flatMap(({ embedding }, f) => (embedding ? [mean[f]! ** 2 + sd[f]! ** 2] : [])));
  const codes = columns.map((column, f): ColumnCode =>
    column.kind === 'categorical'
      ? { kind: 'categorical', categories: column.categories?.length ?? 0 }
      : column.embedding
        ? { kind: 'numeric', mean: 0, sd: together }
        : { kind: 'numeric', mean: mean[f]!, sd: sd[f]! },
  );
  const width = codes.reduce((sum, code) => sum + codeWidth(code), 0);
  return { inputShape: [width], width, codes, ...target };
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

const rootMeanSquare = (squares: readonly number[]): number => Math.sqrt(squares.reduce((sum, square) => sum + square / squares.length, 0));

function scaleOf(target: Float64Array): NonNullable<Encoder['target']> {
  const { mean, sd } = momentsOf(target);
  return { mean, sd: sd || 1 };
}

/** Targets as a model is to put them out, `[rows]`; undefined where no number is told. */
export function encodeTarget({ target: scale }: Encoder, { target }: Samples): Float32Array | undefined {
  return scale && target && Float32Array.from(target, (value) => (value - scale.mean) / scale.sd);
}

/** What a model puts out as numbers in the target's own unit; of a diverged one, whose outputs are none, the mean. */
export function decodeTarget({ target: scale = { mean: 0, sd: 1 } }: Encoder, outputs: ArrayLike<number>): Float64Array {
  return Float64Array.from(outputs, (value) => scale.mean + (Number.isFinite(value) ? value * scale.sd : 0));
}

const codeWidth = (code: ColumnCode): number => (code.kind === 'numeric' ? 1 : code.categories);
