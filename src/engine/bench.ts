/**
 * How fast each executor trains, measured only after it has proved that it computes the right thing: the same models, data
 * and steps for all, in one run on one machine, so that their ratios mean something.
 */
import type { BenchRow } from '../experiment/bench-report.ts';
import type { TrainJob } from '../experiment/trainer.ts';
import { buildModel, type ModelChoice } from '../models/families.ts';
import { parameterCount } from '../models/parameters.ts';
import { trainingFlops } from '../measure/work.ts';
import { runJob, type Executor } from './executor.ts';
import { randomJob, updateError } from './self-test.ts';

interface BenchModel {
  readonly id: string;
  readonly title: string;
  readonly choice: ModelChoice;
  readonly inputShape: readonly number[];
  readonly batchSize: number;
}

/** The first two show the cost of a step as such, the last two that of arithmetic. All have 10 classes. */
export const benchModels: readonly BenchModel[] = [
  { id: 'mlp-small', title: 'MLP 20-64-64-10, batch 64', choice: { family: 'mlp', params: { hidden: [64, 64] } }, inputShape: [20], batchSize: 64 },
  { id: 'cnn-small', title: 'CNN 16×16, conv 8-16, dense 32, batch 64', choice: { family: 'cnn', params: { filters: [8, 16], dense: 32 } }, inputShape: [16, 16, 1], batchSize: 64 },
  { id: 'mlp-large', title: 'MLP 784-256-128-10, batch 256', choice: { family: 'mlp', params: { hidden: [256, 128] } }, inputShape: [784], batchSize: 256 },
  { id: 'cnn-large', title: 'CNN 28×28, conv 16-32, dense 64, batch 128', choice: { family: 'cnn', params: { filters: [16, 32], dense: 64 } }, inputShape: [28, 28, 1], batchSize: 128 },
];

/** Largest accepted relative error of the weight update; beyond it no speed is reported. */
const PARITY_LIMIT = 1e-3;
const CLASSES = 10;
/** Parity is checked on few rows: the reference is slow on purpose. */
const PARITY_ROWS = 6;
const PARITY_BATCH = 4;
const BATCHES = 8;
const WARM_UP_STEPS = 3;

/** Measures one executor on one model for at least `minMs`. Never rejects. */
export async function benchRow(executor: Executor, engine: string, bench: BenchModel, minMs: number): Promise<BenchRow> {
  const model = buildModel(bench.choice, bench.inputShape, CLASSES);
  const row = { model: bench.id, engine, parameters: parameterCount(model) };
  const nothing = { examplesPerSecond: null, stepMs: null, firstStepMs: null, gflopPerSecond: null, dispatches: null, hostUs: null, gpuErrors: 0, software: false };
  try {
    const few = jobOf(bench, PARITY_ROWS, PARITY_BATCH);
    const parityError = updateError(few, await runJob(executor, few));
    if (!(parityError <= PARITY_LIMIT)) return { ...row, ...nothing, parityError, failure: `the weights are wrong (error ${parityError.toExponential(1)})` };
    const { stepMs, firstStepMs } = await timeSteps(executor, jobOf(bench, BATCHES * bench.batchSize, bench.batchSize), minMs);
    executor.assertHealthy();
    return {
      ...row,
      stepMs,
      firstStepMs,
      examplesPerSecond: (1000 * bench.batchSize) / stepMs,
      gflopPerSecond: trainingFlops(model, bench.batchSize) / stepMs / 1e6,
      parityError,
      dispatches: null,
      hostUs: null,
      gpuErrors: 0,
      software: false,
      failure: null,
    };
  } catch (error) {
    return { ...row, ...nothing, parityError: null, failure: (error as Error).message };
  }
}

/** Milliseconds of a step, the loss read back only at the end; and of the very first one. */
async function timeSteps(executor: Executor, job: TrainJob, minMs: number) {
  const training = await executor.begin([job]);
  try {
    const clock = async (steps: number) => {
      const started = performance.now();
      for (let step = 0; step < steps; step++) {
        const done = training.step(step % training.steps, step === steps - 1);
        if (done instanceof Promise) await done;
      }
      return performance.now() - started;
    };
    const firstStepMs = await clock(1);
    const warm = await clock(WARM_UP_STEPS);
    let steps = Math.max(1, Math.ceil(minMs / 4 / (warm / WARM_UP_STEPS)));
    let ms = await clock(steps);
    // A second look with the speed now known, so that every row is timed for long enough.
    if (ms < minMs) {
      steps = Math.ceil((steps * minMs * 1.1) / ms);
      ms = await clock(steps);
    }
    return { stepMs: ms / steps, firstStepMs };
  } finally {
    training.dispose();
  }
}

const jobOf = ({ id, choice, inputShape }: BenchModel, rows: number, batchSize: number): TrainJob =>
  randomJob(buildModel(choice, inputShape, CLASSES), { rows, batchSize, name: id, learningRate: 0.001 });
