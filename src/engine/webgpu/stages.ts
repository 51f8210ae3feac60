/** A plan as the GPU runs it: what is fused, and where every value lies in the buffers of activations and gradients. */
import type { GpuStage, Source } from './gpu-stage.ts';
import { values } from '../../models/extent.ts';
import type { Plan } from '../plan.ts';
import { gpuEntry } from './kernels/registry.ts';

export interface GpuStages {
  readonly stages: readonly GpuStage[];
  /** Floats of activations, and of gradients, of one replica. */
  readonly activations: number;
  readonly gradients: number;
}

/** Lays the plan out for batches of that many rows; for use rather than training, dropout disappears. */
export function gpuStages(plan: Plan, batch: number, training: boolean): GpuStages {
  const stages: GpuStage[] = [];
  let activations = 0;
  let gradients = 0;
  let source: Source = { data: true };
  const activation = (count: number) => (activations += count) - count;
  const gradient = (count: number) => (gradients += count) - count;
  for (let i = 0; i < plan.stages.length; i++) {
    const stage = plan.stages[i]!;
    const entry = gpuEntry(stage);
    if (entry.onlyInTraining && !training) continue;
    const next = plan.stages[i + 1];
    const pool = entry.fusedPool?.(next);
    const to = pool ? next!.to : stage.to;
    const count = batch * values(to);
    const output = activation(count);
    const below = stages.at(-1);
    const { trains } = stage;
    stages.push({
      stage,
      pool,
      to,
      source,
      output,
      kept: training && entry.keeps ? activation(entry.keeps({ stage, pool, to }, batch)) : 0,
      gradient: !training ? 0 : entry.gradientIsBelows && below ? below.gradient : gradient(count),
      rectified: entry.rectifies(stage),
      learns: trains.kernel || trains.bias,
      passes: trains.passes,
    });
    source = { data: false, offset: output };
    if (pool) i++;
  }
  return { stages, activations, gradients };
}
