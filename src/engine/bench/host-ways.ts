/** Ways of training on WebGPU whose host cost is compared: our plan, and TensorFlow.js as it is and as we replay it. */
import type { TrainJob } from '../../contracts/trainer.ts';
import type { Executor } from '../executor.ts';
import { factsOf } from '../facts-of.ts';
import { replaying } from '../tfjs/replay-executor.ts';
import { createTfjsExecutor } from '../tfjs/tfjs-executor.ts';
import { startWebgpuBackend } from '../tfjs/webgpu-backend.ts';
import type { GpuDevice } from '../webgpu/device.ts';
import { createWebgpuExecutor } from '../webgpu/webgpu-executor.ts';
import { fitModel } from './fit-model.ts';

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

const facts = factsOf('webgpu', 'benchmark');
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

async function onFit(gpu: GpuDevice, job: TrainJob): Promise<Stepper> {
  const backend = await startWebgpuBackend(gpu);
  const { net, x, y, dispose } = fitModel(job);
  const { data, batchSize } = job;
  return {
    async advance(steps) {
      const epochs = (steps * batchSize) / data.rows;
      await net.fit(x, y, { epochs, batchSize, verbose: 0, yieldEvery: 'never' });
    },
    dispose() {
      dispose();
      backend.dispose();
    },
  };
}
