/** `model.fit`, as the TensorFlow.js documentation trains: the speed that people know. */
import * as tf from '@tensorflow/tfjs-core';
import type { BenchRow } from '../../contracts/bench.ts';
import type { TrainJob } from '../../contracts/trainer.ts';
import { parameterSlots } from '../../models/parameters.ts';
import { updateError } from '../self-test.ts';
import type { TfBackend } from '../tfjs/tfjs-executor.ts';
import { fitModel } from './fit-model.ts';
import { benchJob } from './jobs.ts';
import { type BenchModel } from '../../models/bench-models.ts';
import { measured, PARITY_BATCH, PARITY_LIMIT, PARITY_ROWS, unmeasured, type Subject } from './rows.ts';

const BATCHES = 8;
/** Timed stretches, of which the fastest counts. */
const WINDOWS = 4;

/** Measures `model.fit` on the current backend for at least `minMs`. Never rejects. */
export async function fitRow(backend: TfBackend, subject: Subject, bench: BenchModel, minMs: number): Promise<BenchRow> {
  const errorsBefore = backend.gpuErrors();
  try {
    // Rows in their own order, since `fit` is told not to shuffle.
    const few = benchJob(bench, PARITY_ROWS, { batchSize: PARITY_BATCH, order: Int32Array.from({ length: PARITY_ROWS }, (_, i) => i) });
    const parityError = updateError(few, await withFit(few, async (fit) => (await fit(1), undefined)));
    if (!(parityError <= PARITY_LIMIT))
      return unmeasured(subject, bench, `the weights are wrong (error ${parityError.toExponential(1)})`, parityError);
    let stepMs = 0;
    let firstStepMs = 0;
    await withFit(benchJob(bench, bench.batchSize), async (fit) => {
      firstStepMs = await fit(1);
      stepMs = await fit(1);
    });
    // Steps as long as that need no more to be timed.
    if (stepMs < minMs / WINDOWS) {
      await withFit(benchJob(bench, BATCHES * bench.batchSize), async (fit) => {
        const epochs = Math.max(1, Math.ceil(minMs / WINDOWS / (await fit(1))));
        stepMs = Infinity;
        for (let window = 0; window < WINDOWS; window++) stepMs = Math.min(stepMs, (await fit(epochs)) / (epochs * BATCHES));
      });
    }
    const gpuErrors = backend.gpuErrors() - errorsBefore;
    if (gpuErrors) return unmeasured(subject, bench, `the GPU reported ${gpuErrors} errors`, parityError, gpuErrors);
    return measured(subject, bench, { stepMs, firstStepMs, dispatches: null, hostUs: null, parityError, gpuErrors });
  } catch (error) {
    return unmeasured(subject, bench, (error as Error).message);
  }
}

/** Hands out a function that fits for some epochs and tells the milliseconds; resolves with the parameters in the end. */
async function withFit(job: TrainJob, use: (fit: (epochs: number) => Promise<number>) => Promise<void>): Promise<Float32Array> {
  const { model, start, batchSize } = job;
  const { net, x, y, dispose } = fitModel(job);
  try {
    tf.tidy(() => {
      net.setWeights(parameterSlots(model).map(({ shape, offset, size }) => tf.tensor(start.slice(offset, offset + size), [...shape])));
    });
    await use(async (epochs) => {
      const started = performance.now();
      // Its waits for animation frames would never end in a worker of a hidden page.
      await net.fit(x, y, { epochs, batchSize, shuffle: false, verbose: 0, yieldEvery: 'never' });
      return performance.now() - started;
    });
    const values = await Promise.all(net.getWeights().map((weight) => weight.data()));
    return Float32Array.from(values.flatMap((value) => Array.from(value)));
  } finally {
    dispose();
  }
}
