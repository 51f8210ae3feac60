/** A model as it serves a stream: what it says to every row, asked for in good time. */
import type { Encoder } from '../../../data/encode.ts';
import { encoded } from '../../../training/jobs.ts';
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

/** Class named and its probability, row by row of a stream. */
export class Serving {
  readonly said: Int32Array;
  readonly confidence: Float32Array;
  private ready = 0;

  constructor(
    private readonly trainer: Trainer,
    private readonly model: Model,
    public current: ServingModel,
    private rows: Samples,
  ) {
    this.said = new Int32Array(rows.rows);
    this.confidence = new Float32Array(rows.rows);
  }

  /** Another model serves from row `from` on, or the rows from there on have changed. */
  replace(from: number, current: ServingModel, rows = this.rows): void {
    this.current = current;
    this.rows = rows;
    this.ready = Math.min(this.ready, from);
  }

  /** Makes sure that the rows before `end` have been answered. */
  async until(end: number): Promise<void> {
    while (this.ready < end) {
      const from = this.ready;
      const to = Math.min(this.rows.rows, from + AHEAD);
      const answers = await predictRows(this.trainer, this.model, this.current, range(this.rows, from, to));
      this.said.set(answers.said, from);
      this.confidence.set(answers.confidence, from);
      this.ready = to;
    }
  }
}

export async function predictRows(trainer: Trainer, model: Model, { weights, encoder }: ServingModel, rows: Samples) {
  const probabilities = await trainer.predict(model, weights, encoded(encoder, rows));
  const classes = probabilities.length / Math.max(1, rows.rows);
  const said = new Int32Array(rows.rows);
  const confidence = new Float32Array(rows.rows);
  for (let row = 0; row < rows.rows; row++) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (probabilities[row * classes + c]! > probabilities[row * classes + best]!) best = c;
    said[row] = best;
    confidence[row] = probabilities[row * classes + best]!;
  }
  return { said, confidence };
}

/** Rows `from` … `to − 1`. */
export const range = (samples: Samples, from: number, to: number): Samples =>
  selectRows(
    samples,
    Int32Array.from({ length: to - from }, (_, i) => from + i),
  );
