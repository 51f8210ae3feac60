/** What trainings and forward passes need of the engine. */
import type { BufferPool } from './buffer-pool.ts';
import type { Pipelines } from './commands.ts';
import type { GpuDevice } from './device.ts';

export interface GpuParts {
  readonly gpu: GpuDevice;
  readonly pool: BufferPool;
  readonly pipelines: Pipelines;
  /** Threads that keep the device busy, as tuned: decides how much each computes, and no bit of the result. */
  readonly threads: number;
  /** Threads that gradients are split for. Fixed: it decides the order of summation. */
  readonly splitThreads: number;
}

/** Parameters of a replica begin where a binding may: at multiples of 256 bytes, 64 floats. */
const ALIGNMENT = 64;

/** Floats from the parameters of one replica to those of the next. */
export const parameterStride = (parameters: number): number => Math.ceil(parameters / ALIGNMENT) * ALIGNMENT;
