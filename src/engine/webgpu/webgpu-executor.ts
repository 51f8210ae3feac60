/** Our own training plan on WebGPU. */
import type { EngineFacts, TrainJob } from '../../experiment/trainer.ts';
import { nothing } from '../../models/trainable.ts';
import type { Executor } from '../executor.ts';
import { compilePlan } from '../plan.ts';
import { BufferPool } from './buffer-pool.ts';
import { Pipelines } from './commands.ts';
import type { GpuDevice } from './device.ts';
import { runModel, WebgpuTraining, type GpuParts } from './webgpu-training.ts';

/**
 * Threads that keep the device busy. A GPU hides the latency of memory behind many; a software adapter has a few cores, and
 * computing more values in each thread saves it loads.
 */
const THREADS = { hardware: 8192, software: 64 } as const;

export function createWebgpuExecutor(gpu: GpuDevice, facts: (library: string) => EngineFacts): Executor {
  const pool = new BufferPool(gpu.device);
  const parts: GpuParts = { gpu, pool, pipelines: new Pipelines(gpu.device), threads: THREADS[gpu.software ? 'software' : 'hardware'] };
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
}
