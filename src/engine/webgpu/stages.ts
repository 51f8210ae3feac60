/** A plan as the GPU runs it: what is fused, and where every value lies in the buffers of activations and gradients. */
import { values, type Plan, type Stage } from '../plan.ts';

/** A convolution's maximum is taken by the thread that computes the window, when the window is this small. */
const FUSED_POOL = 3;

/** Where a stage reads: the rows of the data, or activations from an offset on. */
export type Source = { readonly data: true } | { readonly data: false; readonly offset: number };

export interface GpuStage {
  readonly stage: Stage;
  /** Max pooling done by the same kernel; its size. */
  readonly pool: number | undefined;
  /** Extent of the output, pooling included. */
  readonly to: Stage['to'];
  readonly source: Source;
  /** Offsets among the activations: of the output, of which cell won in a fused pooling, of batch statistics. */
  readonly output: number;
  readonly winners: number;
  readonly statistics: number;
  /** Offset among the gradients, of the gradient before the ReLU of this stage. */
  readonly gradient: number;
  /** Whether its output went through a ReLU, so that whoever writes its gradient masks it. */
  readonly rectified: boolean;
  /** Something in it is trained. */
  readonly learns: boolean;
  /** Its input's gradient is needed. */
  readonly passes: boolean;
}

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
    if (stage.kind === 'dropout' && !training) continue;
    const next = plan.stages[i + 1];
    const pool = stage.kind === 'conv2d' && next?.kind === 'max-pool' && next.window.rows <= FUSED_POOL ? next.window.rows : undefined;
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
      winners: training && (pool || stage.kind === 'max-pool') ? activation(count) : 0,
      statistics: training && stage.kind === 'batch-norm' ? activation(4 * to.channels) : 0,
      // A gradient before the ReLU is the gradient after what stands below it: nothing has to be computed.
      gradient: !training ? 0 : stage.kind === 'relu' && below ? below.gradient : gradient(count),
      rectified: stage.kind === 'relu' || ('relu' in stage && stage.relu),
      learns: trains.kernel || trains.bias,
      passes: trains.passes,
    });
    source = { data: false, offset: output };
    if (pool) i++;
  }
  return { stages, activations, gradients };
}
