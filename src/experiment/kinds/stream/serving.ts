/** A model as it serves a stream: what it predicts of every row, asked for in good time. */
import type { Encoder } from '../../../data/encode.ts';
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

/** Class predicted and its probability, row by row of a stream. */
export class Serving {
  readonly predicted: Int32Array;
  readonly confidence: Float32Array;
  private ready = 0;

  constructor(
    private readonly trainer: Trainer,
    private readonly model: Model,
    public current: ServingModel,
    private rows: Samples,
  ) {
    this.predicted = new Int32Array(rows.rows);
    this.confidence = new Float32Array(rows.rows);
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
      const next = await predictRows(this.trainer, this.model, this.current, range(this.rows, from, to));
      this.predicted.set(next.predicted, from);
      this.confidence.set(next.confidence, from);
      this.ready = to;
    }
  }
}

/** What the model predicts of each row, −1 where it has diverged, and the probability that it gives to that. */
export async function predictRows(trainer: Trainer, model: Model, { weights, encoder }: ServingModel, rows: Samples) {
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
