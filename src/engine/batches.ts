/** How a job's rows are cut into batches. */
import type { TrainJob } from '../contracts/trainer.ts';

/** Where batch `index` lies in a job's order: `[from, to)`. The last batch of an epoch may be smaller. */
export function batchRange({ data, batchSize }: TrainJob, index: number): readonly [number, number] {
  const batches = Math.ceil(data.rows / batchSize);
  const epoch = Math.floor(index / batches) * data.rows;
  const start = (index % batches) * batchSize;
  return [epoch + start, epoch + Math.min(start + batchSize, data.rows)];
}

/** Gradient steps of a job. */
export const jobSteps = ({ data, batchSize, epochs }: Pick<TrainJob, 'data' | 'batchSize' | 'epochs'>): number =>
  Math.ceil(data.rows / batchSize) * epochs;
