/** Trainings for the benchmark. */
import type { TrainJob } from '../../contracts/trainer.ts';
import type { BenchModel } from '../../models/bench-models.ts';
import { randomJob } from '../self-test.ts';

/** A training of that model on random data. */
export const benchJob = ({ id, model, batchSize }: BenchModel, rows: number, rest: Partial<TrainJob> = {}): TrainJob =>
  randomJob(model, { rows, batchSize, name: id, learningRate: 0.001, ...rest });
