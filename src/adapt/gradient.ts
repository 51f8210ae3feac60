/** The gradient of a batch from the engine: after one plain step with rate 1 it is what the weights lost, g = w − w′. */
import type { RepairStream } from '../random/names.ts';
import type { TrainingRows, TrainJob, TrainResult } from '../contracts/trainer.ts';
import { everything } from '../models/trainable.ts';
import type { Recipe } from '../spec/schema.ts';
import { dropoutSeed } from '../training/jobs.ts';
import { lossOf } from '../training/recipe.ts';
import type { ArmContext } from '../contracts/repair.ts';

/** Those rows, in that order. */
export function pickRows({ rows, x, y, target }: TrainingRows, indices: Int32Array): TrainingRows {
  const width = x.length / rows;
  const picked = new Float32Array(indices.length * width);
  indices.forEach((from, to) => picked.set(x.subarray(from * width, (from + 1) * width), to * width));
  return {
    ...{ rows: indices.length, x: picked, y: indices.map((row) => y[row]!) },
    ...(target && { target: Float32Array.from(indices, (row) => target[row]!) }),
  };
}

/** What one batch says of these weights. */
export interface Gradient {
  /** Mean gradient of what the recipe minimises by each parameter; of moving statistics, what they were moved by. */
  readonly values: Float32Array;
  readonly result: TrainResult;
}

/** All rows are one batch. `name` is the stream that decides what dropout drops. */
export async function gradientOf(
  context: Pick<ArmContext, 'trainer' | 'model' | 'pace' | 'random'> & { readonly spec: Pick<Recipe, 'task' | 'recipe'> },
  weights: Float32Array,
  rows: TrainingRows,
  name: RepairStream,
): Promise<Gradient> {
  const { trainer, model, pace, spec } = context;
  const job: TrainJob = {
    model,
    start: weights,
    data: rows,
    order: Int32Array.from(rows.y.keys()),
    ...{ epochs: 1, batchSize: rows.rows, learningRate: 1, optimizer: 'sgd', trainable: everything, watch: [], points: 1 },
    ...lossOf(spec),
    dropoutSeed: dropoutSeed(context.random(name)),
  };
  const result = await trainer.train(job, pace);
  return { values: weights.map((value, i) => value - result.weights[i]!), result };
}
