/** How trainings side by side lie on the GPU: the sizes that kernels have built in, what each buffer holds, and the kernels of a step. */
import type { TrainJob } from '../../contracts/trainer.ts';
import { jobSteps } from '../batches.ts';
import { compilePlan, type Plan } from '../plan.ts';
import { parameterStride, type GpuParts } from './gpu-parts.ts';
import { stepKernels } from './kernels/all.ts';
import { LOSS_RING, type BufferName, type Kernel, type Shape } from './kernels/kernel.ts';
import { DISTILLATION_WORDS, labelWords, learnedOf, type Learned } from './kernels/loss.ts';
import { keepsMoments, movingOf, RATES_AT, tableAt, type Moving } from './kernels/update.ts';
import { partialGradients } from './partial-gradients.ts';
import { gpuStages } from './stages.ts';

export interface TrainingLayout {
  readonly plan: Plan;
  /** What is learned, and how weights move. */
  readonly kind: Learned & Moving;
  readonly shape: Shape;
  /** 32-bit words of each buffer, all replicas together. */
  readonly sizes: Readonly<Record<BufferName, number>>;
  readonly kernels: readonly Kernel[];
}

/** Jobs must agree in all but numbers. */
export function layoutOf({ threads, splitThreads }: Pick<GpuParts, 'threads' | 'splitThreads'>, jobs: readonly TrainJob[]): TrainingLayout {
  const [job] = jobs as [TrainJob];
  const replicas = jobs.length;
  const plan = compilePlan(job.model, job.trainable);
  const kind = { ...learnedOf(job), ...movingOf(job) };
  const batch = Math.min(job.batchSize, job.data.rows);
  const { stages, activations, gradients } = gpuStages(plan, batch, true);
  // Not by replicas or tuning: the order of summation, and so every bit, must not depend on them.
  const partials = partialGradients(plan, batch, splitThreads);
  const shape: Shape = {
    training: true,
    batch,
    rows: job.data.rows,
    steps: jobSteps(job),
    batches: Math.ceil(job.data.rows / job.batchSize),
    input: plan.input,
    stride: {
      parameters: parameterStride(plan.parameters),
      activations,
      gradients,
      partials: partials.size + (kind.clip ? 1 : 0),
      jobNumbers: RATES_AT + (job.rates ? plan.slots.length : 0) + (kind.objective === 'distillation' ? DISTILLATION_WORDS : 0),
    },
    threads: Math.max(1, Math.round(threads / replicas)),
  };
  return { plan, kind, shape, sizes: sizesOf(jobs, plan, kind, shape), kernels: stepKernels(plan, stages, partials, kind, shape) };
}

function sizesOf(jobs: readonly TrainJob[], plan: Plan, kind: Learned & Moving, { stride, steps, batch }: Shape): TrainingLayout['sizes'] {
  const [job] = jobs as [TrainJob];
  const each = {
    data: job.data.x.length,
    labels: labelWords(kind, job.data.rows),
    order: job.order.length,
    parameters: stride.parameters,
    average: kind.averaging ? stride.parameters : 0,
    activations: stride.activations,
    gradients: stride.gradients,
    partials: stride.partials,
    moments: keepsMoments(kind) ? 2 * plan.parameters : 0,
    jobNumbers: stride.jobNumbers,
    targets: job.distillation?.targets.length ?? 0,
    penalties: job.penalty ? 2 * plan.parameters : 0,
    losses: LOSS_RING * batch,
  };
  const all = Object.fromEntries(Object.entries(each).map(([name, words]) => [name, jobs.length * words])) as typeof each;
  const stepTable = 2 * (tableAt(kind) + (kind.schedule || kind.averaging ? steps : 0));
  return { ...all, stepTable, thisStep: 1, nextStep: 1 };
}
