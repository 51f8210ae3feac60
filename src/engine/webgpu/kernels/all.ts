/** All kernels of a training step, and of a forward pass, in order. */
import type { Plan } from '../../plan.ts';
import type { PartialGradients } from '../partial-gradients.ts';
import type { GpuStage } from '../stages.ts';
import { normBackward, normForward, normStatistics, normSums } from './batch-norm.ts';
import { convolutionBackward, convolutionForward } from './convolution.ts';
import { denseBackward, denseForward } from './dense.ts';
import type { Kernel, Shape } from './kernel.ts';
import { lossKernel, type Learned } from './loss.ts';
import { dropoutBackward, pointwiseForward } from './pointwise.ts';
import { poolingBackward, poolingForward } from './pooling.ts';
import { averageKernel, clipKernel, updateKernel, type Moving } from './update.ts';

export const forwardKernels = (stages: readonly GpuStage[], shape: Shape): Kernel[] =>
  stages.flatMap((gpu) => forward(gpu, shape)).filter((kernel) => kernel !== undefined);

export function stepKernels(
  plan: Plan,
  stages: readonly GpuStage[],
  partials: PartialGradients,
  job: Learned & Moving,
  shape: Shape,
): Kernel[] {
  const backwards = stages
    .map((gpu, i) => (gpu.learns || gpu.passes ? backward(gpu, stages[i - 1], shape, partials) : []))
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

function forward(gpu: GpuStage, shape: Shape): (Kernel | undefined)[] {
  switch (gpu.stage.kind) {
    case 'dense':
      return [denseForward(gpu, shape)];
    case 'conv2d':
      return [convolutionForward(gpu, shape)];
    case 'max-pool':
    case 'average-pool':
      return [poolingForward(gpu, shape)];
    case 'relu':
    case 'dropout':
      return [pointwiseForward(gpu, shape)];
    case 'batch-norm':
      return [normStatistics(gpu, shape), normForward(gpu, shape)];
  }
}

function backward(gpu: GpuStage, below: GpuStage | undefined, shape: Shape, partials: PartialGradients): (Kernel | undefined)[] {
  switch (gpu.stage.kind) {
    case 'dense':
      return [denseBackward(gpu, below, shape, partials)];
    case 'conv2d':
      return [convolutionBackward(gpu, below, shape, partials)];
    case 'max-pool':
    case 'average-pool':
      return [poolingBackward(gpu, below, shape)];
    case 'relu':
      // Its gradient is that of the stage below already.
      return [];
    case 'dropout':
      return [dropoutBackward(gpu, below, shape)];
    case 'batch-norm':
      return [normSums(gpu, shape, partials), normBackward(gpu, below, shape)];
  }
}
