/** `model.fit`, as the TensorFlow.js documentation trains: the speed that people know. */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { BenchRow } from '../../contracts/bench.ts';
import type { TrainJob } from '../../contracts/trainer.ts';
import { parameterSlots } from '../../models/parameters.ts';
import { layersOf, type Layer } from '../../models/types.ts';
import { updateError } from '../self-test.ts';
import { makeOptimizer } from '../tfjs/optimizer.ts';
import type { TfBackend } from '../tfjs/tfjs-executor.ts';
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
async function withFit(
  { model, start, data, batchSize, learningRate }: TrainJob,
  use: (fit: (epochs: number) => Promise<number>) => Promise<void>,
): Promise<Float32Array> {
  const net = layers.sequential();
  net.add(layers.layers.inputLayer({ inputShape: [...model.inputShape] }));
  const kinds = layersOf(model);
  kinds.forEach((layer, i) => net.add(toTfLayer(layer, i === kinds.length - 1)));
  const slots = parameterSlots(model);
  const [x, y] = tf.tidy(() => {
    net.setWeights(slots.map(({ shape, offset, size }) => tf.tensor(start.slice(offset, offset + size), [...shape])));
    const classes = slots.at(-1)!.size;
    return [tf.tensor(data.x, [data.rows, ...model.inputShape]), tf.cast(tf.oneHot(tf.tensor1d(data.y, 'int32'), classes), 'float32')];
  });
  const optimizer = makeOptimizer('adam', learningRate);
  try {
    net.compile({ optimizer, loss: 'categoricalCrossentropy' });
    await use(async (epochs) => {
      const started = performance.now();
      // Its waits for animation frames would never end in a worker of a hidden page.
      await net.fit(x, y, { epochs, batchSize, shuffle: false, verbose: 0, yieldEvery: 'never' });
      return performance.now() - started;
    });
    const values = await Promise.all(net.getWeights().map((weight) => weight.data()));
    return Float32Array.from(values.flatMap((value) => Array.from(value)));
  } finally {
    net.dispose();
    optimizer.dispose();
    tf.dispose([x, y]);
  }
}

/** The layers that the models of the benchmark have; the last with softmax, as `categoricalCrossentropy` wants it. */
function toTfLayer(layer: Layer, last: boolean): layers.layers.Layer {
  const zeros = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;
  switch (layer.kind) {
    case 'dense':
      return layers.layers.dense({ units: layer.units, activation: last ? 'softmax' : layer.activation, ...zeros });
    case 'conv2d':
      return layers.layers.conv2d({ filters: layer.filters, kernelSize: layer.kernel, activation: layer.activation, ...zeros });
    case 'max-pool':
      return layers.layers.maxPooling2d({ poolSize: layer.size });
    case 'flatten':
      return layers.layers.flatten();
    default:
      throw new Error(`the benchmark's fit knows no ${layer.kind} layer`);
  }
}
