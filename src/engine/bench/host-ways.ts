/** Ways of training on WebGPU whose host cost is compared: our plan, and TensorFlow.js as it is and as we replay it. */
import { makeOptimizer } from '../tfjs/optimizer.ts';
import * as layers from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import type { EngineFacts, TrainJob } from '../../contracts/trainer.ts';
import { layerShapes } from '../../models/shapes.ts';
import { layersOf, type Layer } from '../../models/types.ts';
import { EngineError } from '../engine-error.ts';
import type { Executor } from '../executor.ts';
import { replaying } from '../tfjs/replay-executor.ts';
import { createTfjsExecutor } from '../tfjs/tfjs-executor.ts';
import { startWebgpuBackend } from '../tfjs/webgpu-backend.ts';
import type { GpuDevice } from '../webgpu/device.ts';
import { createWebgpuExecutor } from '../webgpu/webgpu-executor.ts';

/** Trains on and on; owns the device that it was started on. */
export interface Stepper {
  /** Takes that many steps, whole epochs, and waits until the GPU has done them. */
  advance(steps: number): Promise<void>;
  dispose(): void;
}

export interface Way {
  readonly name: string;
  /** Steps of one measurement, whole epochs: enough that waiting for the end of the last takes no share of the time. */
  readonly steps: number;
  start(gpu: GpuDevice, job: TrainJob): Promise<Stepper>;
}

const facts = (library: string): EngineFacts => ({
  engine: 'webgpu',
  reason: 'benchmark',
  adapter: '',
  software: false,
  library,
  threads: 1,
  selfTest: {},
});
const eager = async (gpu: GpuDevice) => createTfjsExecutor(await startWebgpuBackend(gpu), facts);

/** Ours comes first: the others are compared with it. */
export const ways: readonly Way[] = [
  { name: 'our plan', steps: 2048, start: async (gpu, job) => onExecutor(await createWebgpuExecutor(gpu, facts), job) },
  { name: 'TensorFlow.js replay', steps: 512, start: async (gpu, job) => onExecutor(replaying(await eager(gpu)), job) },
  { name: 'TensorFlow.js eager', steps: 32, start: async (gpu, job) => onExecutor(await eager(gpu), job) },
  { name: 'model.fit', steps: 32, start: onFit },
];

async function onExecutor(executor: Executor, job: TrainJob): Promise<Stepper> {
  const training = await executor.begin([job]);
  let index = 0;
  return {
    async advance(steps) {
      for (let left = steps; left > 0; left--) {
        const done = training.step(index++ % training.steps, left === 1);
        if (done instanceof Promise) await done;
      }
    },
    dispose() {
      training.dispose();
      executor.dispose();
    },
  };
}

async function onFit(gpu: GpuDevice, { model, data, batchSize, learningRate }: TrainJob): Promise<Stepper> {
  const backend = await startWebgpuBackend(gpu);
  const input = layers.layers.inputLayer({ inputShape: [...model.inputShape] });
  const kinds = layersOf(model);
  const net = layers.sequential({ layers: [input, ...kinds.map((layer, i) => toLayer(layer, i === kinds.length - 1))] });
  const optimizer = makeOptimizer('adam', learningRate);
  net.compile({ optimizer, loss: 'categoricalCrossentropy' });
  const x = tf.tensor(data.x, [data.rows, ...model.inputShape]);
  const classes = layerShapes(model).at(-1)![0]!;
  const onehot = tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(data.y, 'int32'), classes), 'float32'));
  return {
    async advance(steps) {
      const epochs = (steps * batchSize) / data.rows;
      await net.fit(x, onehot, { epochs, batchSize, verbose: 0, yieldEvery: 'never' });
    },
    dispose() {
      net.dispose();
      // Else its variables would outlive the device, and the next capture would look for them.
      optimizer.dispose();
      tf.dispose([x, onehot]);
      backend.dispose();
    },
  };
}

/** The layers of the small models; the last with softmax, as `categoricalCrossentropy` wants it. */
function toLayer(layer: Layer, last: boolean): layers.layers.Layer {
  switch (layer.kind) {
    case 'dense':
      return layers.layers.dense({ units: layer.units, activation: last ? 'softmax' : layer.activation });
    case 'conv2d':
      return layers.layers.conv2d({ filters: layer.filters, kernelSize: layer.kernel, activation: layer.activation });
    case 'max-pool':
      return layers.layers.maxPooling2d({ poolSize: layer.size });
    case 'flatten':
      return layers.layers.flatten();
    default:
      throw new EngineError(`The host cost of a ${layer.kind} layer is not measured`);
  }
}
