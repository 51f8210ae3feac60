/** A model as it serves a stream: what it predicts of every row, asked for in good time. */
import { decodeTarget, type Encoder } from '../../../data/encode.ts';
import { partOf } from '../../../data/parts-of-range.ts';
import { encoded } from '../../../training/jobs.ts';
import { argmax } from '../../../maths/argmax.ts';
import type { Samples } from '../../../data/types.ts';
import { selectRows } from '../../../data/select.ts';
import type { Model } from '../../../models/types.ts';
import type { Trainer } from '../../../contracts/trainer.ts';

/** Rows that are predicted at once. */
const AHEAD = 4096;

export interface ServingModel {
  readonly weights: Float32Array;
  readonly encoder: Encoder;
}

/** Class predicted and its probability, or number, row by row of a stream. */
export class Serving implements Answers {
  readonly predicted: Int32Array;
  readonly confidence: Float32Array;
  readonly numbers?: Float64Array;
  private ready = 0;

  constructor(
    private readonly trainer: Trainer,
    private readonly model: Model,
    public current: ServingModel,
    private rows: Samples,
    private readonly edges?: readonly number[],
  ) {
    this.predicted = new Int32Array(rows.rows);
    this.confidence = new Float32Array(rows.rows);
    if (current.encoder.target) this.numbers = new Float64Array(rows.rows);
  }

  /** Another model serves from row `from` on, or the rows from there on have changed. */
  replace(from: number, current: ServingModel, rows = this.rows): void {
    this.current = current;
    this.rows = rows;
    this.ready = Math.min(this.ready, from);
  }

  /** Makes sure that the rows before `end` have been predicted. */
  async until(end: number): Promise<void> {
    while (this.ready < end) {
      const from = this.ready;
      const to = Math.min(this.rows.rows, from + AHEAD);
      const next = await predictRows(this.trainer, this.model, this.current, range(this.rows, from, to), this.edges);
      this.predicted.set(next.predicted, from);
      this.confidence.set(next.confidence, from);
      if (next.numbers) this.numbers?.set(next.numbers, from);
      this.ready = to;
    }
  }
}

/** What a model says, row by row: the class, −1 where it has diverged, and its probability; or a number, its part of the range, and no such probability. */
export interface Answers {
  readonly predicted: Int32Array;
  readonly confidence: Float32Array;
  readonly numbers?: Float64Array;
}

/** @param edges between the parts of the range, where a number is told */
export async function predictRows(
  trainer: Trainer,
  model: Model,
  { weights, encoder }: ServingModel,
  rows: Samples,
  edges: readonly number[] = [],
): Promise<Answers> {
  if (encoder.target) {
    const numbers = decodeTarget(encoder, (await trainer.features(model, weights, encoded(encoder, rows))).x);
    const predicted = Int32Array.from(numbers, (value) => partOf(edges, value));
    return { numbers, predicted, confidence: new Float32Array(rows.rows).fill(1) };
  }
  const probabilities = await trainer.predict(model, weights, encoded(encoder, rows));
  const predicted = argmax(probabilities, rows.rows);
  const classes = probabilities.length / Math.max(1, rows.rows);
  // A diverged model is sure of nothing.
  const confidence = Float32Array.from(predicted, (label, row) => (label < 0 ? 0 : probabilities[row * classes + label]!));
  return { predicted, confidence };
}

/** Rows `from` … `to − 1`. */
export const range = (samples: Samples, from: number, to: number): Samples =>
  selectRows(
    samples,
    Int32Array.from({ length: to - from }, (_, i) => from + i),
  );
