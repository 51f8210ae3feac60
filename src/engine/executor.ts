/**
 * What an executor is: something that can take a model through gradient steps. The trainer around it (`trainer.ts`) owns the
 * loop, the clocks, the curve and the warm-up, so that these are the same whatever does the arithmetic.
 */
import type { EngineFacts, TrainingRows, TrainJob } from '../experiment/trainer.ts';
import type { Model } from '../models/types.ts';

/** One training in progress. */
export interface Training {
  /** Gradient steps of the whole job. */
  readonly steps: number;
  /** One Adam step on batch `index` of the job's order. Returns the batch's loss when asked to (which waits for the device). */
  step(index: number, readLoss: boolean): Promise<number | null> | number | null;
  /** Raw outputs `[rows, width]` of the model as it stands. */
  outputs(data: TrainingRows): Promise<Float32Array> | Float32Array;
  /** The parameters as they stand, flat. */
  read(): Promise<Float32Array> | Float32Array;
  dispose(): void;
}

export interface Executor {
  readonly facts: EngineFacts;
  begin(job: TrainJob): Training;
  /** Raw outputs `[rows, width]` of a model with these parameters. */
  run(model: Model, weights: Float32Array, data: TrainingRows): Promise<Float32Array> | Float32Array;
  /** Throws EngineError when results can no longer be trusted (a lost GPU device). */
  assertHealthy(): void;
  /** Things held on the device, to prove that nothing leaks. */
  held(): number;
  dispose(): void;
}

/** Where batch `index` lies in a job's order: `[from, to)`. The last batch of an epoch may be smaller. */
export function batchRange({ data, batchSize }: TrainJob, index: number): readonly [number, number] {
  const batches = Math.ceil(data.rows / batchSize);
  const epoch = Math.floor(index / batches) * data.rows;
  const start = (index % batches) * batchSize;
  return [epoch + start, epoch + Math.min(start + batchSize, data.rows)];
}

/** Gradient steps of a job. */
export const jobSteps = ({ data, batchSize, epochs }: TrainJob): number => Math.ceil(data.rows / batchSize) * epochs;

/** Runs a job from start to end without a clock or a curve; resolves with the parameters. For comparisons. */
export async function runJob(executor: Executor, job: TrainJob): Promise<Float32Array> {
  const training = executor.begin(job);
  try {
    for (let step = 0; step < training.steps; step++) await training.step(step, false);
    return await training.read();
  } finally {
    training.dispose();
  }
}
