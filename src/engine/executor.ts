/**
 * What an executor is: something that can take models through gradient steps. The trainer around it (`trainer.ts`) owns the
 * loop, the clocks, the curve and the warm-up, so that these are the same whatever does the arithmetic.
 */
import type { EngineFacts, TrainingRows, TrainJob } from '../contracts/trainer.ts';
import type { Model } from '../models/types.ts';
import { sameNumbers, optionsOf } from './objective.ts';

/** A training halfway: where another device can go on. */
export interface Checkpoint {
  /** Steps taken. */
  readonly step: number;
  readonly weights: Float32Array;
  /** Adam's two moments of each parameter, in pairs; with momentum, its velocity and 0; empty for plain SGD. */
  readonly moments: Float32Array;
  /** The average of the weights on the way; empty where there is none. */
  readonly average: Float32Array;
}

/** Trainings in progress, all at the same step. */
export interface Training {
  /** Gradient steps of the whole job. */
  readonly steps: number;
  /** GPU commands of one step; undefined off the GPU. */
  readonly dispatchesPerStep?: number;
  /** One step on batch `index` of each job's order, in turn. Returns the batches' losses when asked to (which waits for the device). */
  step(index: number, readLoss: boolean): Promise<readonly number[] | null> | readonly number[] | null;
  /** Raw outputs `[rows, width]` of a replica as it stands: of its average once that has begun, until then of its weights. */
  outputs(replica: number, data: TrainingRows): Promise<Float32Array> | Float32Array;
  /** The parameters of a replica as they stand, flat; averaged as in `outputs`. */
  read(replica: number): Promise<Float32Array> | Float32Array;
  /** Milliseconds that the GPU was busy with the steps so far; undefined where that cannot be told. */
  gpuMs?(): Promise<number | undefined>;
  /** Memory that the training holds on its device, of all replicas; grows with the sets that were looked at. */
  readonly memoryBytes?: number;
  /** Where to go on from should the device be lost; undefined where it cannot be. */
  checkpoint?(): Promise<Checkpoint[]>;
  dispose(): void;
}

export interface Executor {
  readonly facts: EngineFacts;
  /** Whether several jobs of one shape train side by side; otherwise `begin` takes one. */
  readonly replicates: boolean;
  /** Jobs must have the same shape (`sameShape`). Takes every step whatever `until` says. Goes on from checkpoints if given. */
  begin(jobs: readonly TrainJob[], from?: readonly Checkpoint[]): Promise<Training> | Training;
  /** Raw outputs `[rows, width]` of a model with these parameters. */
  run(model: Model, weights: Float32Array, data: TrainingRows): Promise<Float32Array> | Float32Array;
  /** How it trains that model, where there are several ways: a clause for the reason. */
  wayOf?(model: Model): string;
  /** Throws EngineError when results can no longer be trusted (a lost GPU device). */
  assertHealthy(): void;
  /** Errors that the GPU reported so far; 0 off the GPU. */
  gpuErrors(): number;
  /** Things held on the device, to prove that nothing leaks. */
  held(): number;
  dispose(): void;
}

/** Whether two jobs can train side by side. */
export function sameShape(a: TrainJob, b: TrainJob): boolean {
  const shape = (job: TrainJob) => {
    const { model, data, batchSize, epochs, optimizer, trainable, watch, points } = job;
    return JSON.stringify([
      model,
      data.rows,
      batchSize,
      epochs,
      optimizer,
      trainable,
      watch.map(({ name, rows }) => [name, rows]),
      points,
      optionsOf(job),
    ]);
  };
  return shape(a) === shape(b) && sameNumbers(a, b);
}

/** Runs jobs from start to end without a clock or a curve; resolves with their parameters. For comparisons. */
export async function runJobs(executor: Executor, jobs: readonly TrainJob[]): Promise<Float32Array[]> {
  const training = await executor.begin(jobs);
  try {
    for (let step = 0; step < training.steps; step++) await training.step(step, false);
    const weights: Float32Array[] = [];
    for (let replica = 0; replica < jobs.length; replica++) weights.push(await training.read(replica));
    return weights;
  } finally {
    training.dispose();
  }
}

export const runJob = async (executor: Executor, job: TrainJob): Promise<Float32Array> => (await runJobs(executor, [job]))[0]!;
