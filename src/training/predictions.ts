/** What a model says of rows: which class with which probability, or which number and how far that may be off. */
import type { FittedModel } from '../contracts/repair.ts';
import type { Trainer, TrainingRows } from '../contracts/trainer.ts';
import { decodeTarget } from '../data/encode.ts';
import type { Dataset, Samples } from '../data/types.ts';
import type { Model } from '../models/types.ts';
import { encoded } from './jobs.ts';

export interface Predictions {
  /** `[rows, classes]`; of numbers, those of the parts of their range. */
  readonly probabilities: Float32Array;
  /** `[rows]` in the target's own unit; absent where classes are told. */
  readonly numbers?: Float64Array;
}

/** Somebody who is asked about rows. */
export interface Predictor {
  of(samples: Samples): Promise<Predictions>;
  /** True minus told on the held-out rows, ascending; where a number is told. */
  readonly errors?: Float64Array;
}

/**
 * The model as somebody to ask. A model tells one number and not how sure it is: its predictive distribution is the number plus its errors
 * on `heldOut` rows of the old world, all alike likely, and one more error that lies anywhere.
 *
 * @param dataset its `target` has edges where a number is told (`asAsked`)
 */
export async function predictorOf(
  trainer: Pick<Trainer, 'predict' | 'features'>,
  model: Model,
  { weights, encoder }: FittedModel,
  heldOut: Samples,
  dataset: Pick<Dataset, 'target'>,
): Promise<Predictor> {
  if (!encoder.target)
    return { of: async (samples) => ({ probabilities: await trainer.predict(model, weights, encoded(encoder, samples)) }) };
  const tell = async (samples: Samples) => decodeTarget(encoder, (await trainer.features(model, weights, encoded(encoder, samples))).x);
  const told = await tell(heldOut);
  const errors = Float64Array.from(heldOut.target!, (value, row) => value - told[row]!).sort();
  const edges = dataset.target?.edges ?? [];
  return {
    errors,
    async of(samples) {
      const numbers = await tell(samples);
      return { numbers, probabilities: partProbabilities(numbers, errors, edges) };
    },
  };
}

/** What is judged of rows: class probabilities `[rows, classes]`, or where they have targets, numbers as the model puts them out, `[rows]`. */
export const outputsFor = async (
  trainer: Pick<Trainer, 'predict' | 'features'>,
  model: Model,
  weights: Float32Array,
  rows: TrainingRows,
): Promise<Float32Array> => (rows.target ? (await trainer.features(model, weights, rows)).x : trainer.predict(model, weights, rows));

/** The probabilities `[rows, edges + 1]` of the parts between ascending edges, for numbers with those (ascending) errors. */
function partProbabilities(numbers: Float64Array, errors: Float64Array, edges: readonly number[]): Float32Array {
  const parts = edges.length + 1;
  const out = new Float32Array(numbers.length * parts);
  numbers.forEach((number, row) => {
    let below = 0;
    for (let part = 0; part < parts; part++) {
      const upTo = part < edges.length ? atMost(errors, edges[part]! - number) : errors.length;
      out[row * parts + part] = (upTo - below + 1 / parts) / (errors.length + 1);
      below = upTo;
    }
  });
  return out;
}

/** How many of the ascending values are at most that. */
function atMost(values: Float64Array, limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
