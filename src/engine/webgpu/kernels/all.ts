/** All kernels of a training step, and of a forward pass, in order. */
import type { Plan } from '../../plan.ts';
import type { PartialGradients, GpuStage } from '../gpu-stage.ts';
import type { Kernel, Shape } from './kernel.ts';
import { lossKernel, type Learned } from './loss.ts';
import { gpuEntry } from './registry.ts';
import { averageKernel, clipKernel, updateKernel, type Moving } from './update.ts';

export const forwardKernels = (stages: readonly GpuStage[], shape: Shape): Kernel[] =>
  stages.flatMap((gpu) => gpuEntry(gpu.stage).forward(gpu, shape)).filter((kernel) => kernel !== undefined);

export function stepKernels(
  plan: Plan,
  stages: readonly GpuStage[],
  partials: PartialGradients,
  job: Learned & Moving,
  shape: Shape,
): Kernel[] {
  const backwards = stages
    .map((gpu, i) => (gpu.learns || gpu.passes ? gpuEntry(gpu.stage).backward(gpu, stages[i - 1], shape, partials) : []))
    .reverse()
    .flat();
  const moves = [
    job.clip ? clipKernel(partials, job, plan, shape) : undefined,
    updateKernel(partials, job, plan, shape),
    job.averaging ? averageKernel(job, plan, shape) : undefined,
  ];
  return [...forwardKernels(stages, shape), lossKernel(job, stages.at(-1)!, shape), ...backwards, ...moves].filter(
    (kernel) => kernel !== undefined,
  );
}
