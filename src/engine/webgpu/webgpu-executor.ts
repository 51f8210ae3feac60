/** Our own training plan on WebGPU. */
import type { EngineFacts, TrainJob } from '../../contracts/trainer.ts';
import { nothing } from '../../models/trainable.ts';
import type { Executor } from '../executor.ts';
import { compilePlan } from '../plan.ts';
import { BufferPool } from './buffer-pool.ts';
import { Pipelines } from './commands.ts';
import type { GpuDevice } from './device.ts';
import type { GpuParts } from './gpu-parts.ts';
import { runModel } from './run-model.ts';
import { tuneThreads } from './tune.ts';
import { WebgpuTraining } from './webgpu-training.ts';

/** A GPU hides the latency of memory behind many threads; a software adapter has a few cores, and loads less with fewer. */
const THREADS = { hardware: 8192, software: 64 } as const;

/** An executor on that device; how much a thread computes is tuned to a hardware GPU. Disposing of it destroys the device. */
export async function createWebgpuExecutor(gpu: GpuDevice, facts: (library: string) => EngineFacts): Promise<Executor> {
  const pool = new BufferPool(gpu.device);
  const pipelines = new Pipelines(gpu.device);
  const splitThreads = THREADS[gpu.software ? 'software' : 'hardware'];
  const executor = (threads: number): Executor => {
    const parts: GpuParts = { gpu, pool, pipelines, threads, splitThreads };
    return {
      facts: facts('Drift Lab WGSL'),
      replicates: true,
      begin: (jobs: readonly TrainJob[], from) => WebgpuTraining.begin(parts, jobs, from),
      run: (model, weights, data) => runModel(parts, compilePlan(model, nothing), weights, data),
      assertHealthy: () => gpu.assertHealthy(),
      gpuErrors: () => gpu.errors(),
      held: () => pool.used,
      dispose() {
        pool.destroy();
        gpu.destroy();
      },
    };
  };
  return executor(gpu.software ? splitThreads : await tuneThreads(executor));
}
