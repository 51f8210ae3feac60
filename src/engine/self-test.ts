/** Compares an executor with the plain double-precision reference before anything is claimed of it. */
import { epochOrder } from '../models/epoch-order.ts';
import type { TrainJob } from '../experiment/trainer.ts';
import { buildModel, type ModelChoice } from '../models/families.ts';
import { initialParameters } from '../models/parameters.ts';
import { stream } from '../random/random.ts';
import { runJob, type Executor } from './executor.ts';
import { trainReference } from './reference.ts';

/** Largest accepted relative error of the weight update; single precision gives about 1e-6. */
export const SELF_TEST_LIMIT = 1e-3;

/** Odd sizes on purpose: nothing divides by 4, the last batch is short. */
const ROWS = 7;
const CLASSES = 3;
const cases: readonly { name: string; choice: ModelChoice; inputShape: readonly number[] }[] = [
  { name: 'softmax', choice: { family: 'softmax', params: {} }, inputShape: [17] },
  { name: 'mlp', choice: { family: 'mlp', params: { hidden: [9, 6] } }, inputShape: [17] },
  { name: 'cnn', choice: { family: 'cnn', params: { filters: [3, 5], dense: 7 } }, inputShape: [9, 9, 1] },
];

/** For each model kind, the relative error of the weight update after an epoch of Adam steps on random data. */
export async function selfTest(executor: Executor): Promise<Record<string, number>> {
  const errors: Record<string, number> = {};
  for (const { name, choice, inputShape } of cases) {
    const random = stream(1, 'self-test', name);
    const model = buildModel(choice, inputShape, CLASSES);
    const width = inputShape.reduce((a, b) => a * b, 1);
    const job: TrainJob = {
      model,
      start: initialParameters(model, random),
      data: {
        rows: ROWS,
        x: Float32Array.from({ length: ROWS * width }, random.normal),
        y: Int32Array.from({ length: ROWS }, () => random.int(CLASSES)),
      },
      order: epochOrder(ROWS, 1, random),
      epochs: 1,
      batchSize: 4,
      learningRate: 0.01,
      watch: [],
      points: 1,
    };
    errors[name] = updateError(job, await runJob(executor, job));
  }
  return errors;
}

/** Euclidean norm of the difference of two weight updates over the norm of the reference update. */
export function updateError(job: TrainJob, actual: Float32Array): number {
  const expected = trainReference(job);
  let difference = 0;
  let norm = 0;
  expected.forEach((value, i) => {
    difference += (actual[i]! - value) ** 2;
    norm += (value - job.start[i]!) ** 2;
  });
  return Math.sqrt(difference / norm);
}
