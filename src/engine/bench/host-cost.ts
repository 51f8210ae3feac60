/**
 * What a training step costs the host: the time that JavaScript and the WebGPU implementation need to prepare and submit its
 * commands, whatever the GPU then needs for them. On a GPU that computes nothing it is all that is left, so it is the floor
 * of every step of a small model on any GPU, however fast.
 */
import type { TrainJob } from '../../contracts/trainer.ts';
import { openDevice } from '../webgpu/device.ts';
import { ways, type Way } from './host-ways.ts';
import { benchJob } from './jobs.ts';
import { benchModels } from '../../models/bench-models.ts';

/** One way of training one model. */
export interface HostCost {
  readonly model: string;
  readonly way: string;
  /** GPU commands of one step; null, as all figures, where something went wrong. */
  readonly dispatches: number | null;
  /** Host time of one step in µs, the least of several measurements. */
  readonly hostUs: number | null;
  /** How many times the host time of our own plan. */
  readonly ratio: number | null;
  readonly gpuErrors: number;
  /** Why there are no figures. */
  readonly failure: string | null;
}

/** Those whose steps are so short that their cost as such is what limits. */
const MODELS = [benchModels.mlpSmall, benchModels.cnnSmall];
const BATCHES = 8;
const REPEATS = 6;
/** Repeats go on for this long, so that one of them meets no other work on the machine. */
const REPEAT_MS = 1000;

/** Measures every way on every small model, each on a device of its own. Figures mean nothing on a GPU that does compute. */
export async function measureHostCost(adapter: () => Promise<GPUAdapter>, onMeasuring: (what: string) => void): Promise<HostCost[]> {
  const costs: Omit<HostCost, 'ratio'>[] = [];
  // Way by way: our plan costs a fifth more in a process in which TensorFlow.js has trained.
  for (const way of ways) {
    for (const bench of MODELS) {
      onMeasuring(`${way.name}, ${bench.id}`);
      costs.push({ model: bench.id, way: way.name, ...(await measure(await adapter(), benchJob(bench, BATCHES * bench.batchSize), way)) });
    }
  }
  return MODELS.flatMap(({ id }) => {
    const rows = costs.filter(({ model }) => model === id);
    const ours = rows[0]!.hostUs;
    return rows.map((row) => ({ ...row, ratio: row.hostUs && ours && row.hostUs / ours }));
  });
}

async function measure(adapter: GPUAdapter, job: TrainJob, { steps, start }: Way): Promise<Omit<HostCost, 'model' | 'way' | 'ratio'>> {
  const gpu = await openDevice(adapter);
  try {
    const stepper = await start(gpu, job);
    try {
      // The first epoch compiles, and makes the optimizer's variables.
      await stepper.advance(BATCHES);
      const dispatches = (await countDispatches(() => stepper.advance(steps))) / steps;
      let hostUs = Infinity;
      const begun = performance.now();
      for (let repeat = 0; repeat < REPEATS || performance.now() - begun < REPEAT_MS; repeat++) {
        const started = performance.now();
        await stepper.advance(steps);
        hostUs = Math.min(hostUs, (1000 * (performance.now() - started)) / steps);
      }
      gpu.assertHealthy();
      return { dispatches, hostUs, gpuErrors: 0, failure: null };
    } finally {
      stepper.dispose();
    }
  } catch (error) {
    gpu.destroy();
    return { dispatches: null, hostUs: null, gpuErrors: gpu.errors(), failure: (error as Error).message };
  }
}

/** Kernel launches on all devices while the work goes on. */
async function countDispatches(work: () => Promise<void>): Promise<number> {
  const { prototype } = GPUComputePassEncoder;
  const { dispatchWorkgroups } = prototype;
  let count = 0;
  prototype.dispatchWorkgroups = function (...size) {
    count++;
    return dispatchWorkgroups.apply(this, size);
  };
  try {
    await work();
  } finally {
    prototype.dispatchWorkgroups = dispatchWorkgroups;
  }
  return count;
}
