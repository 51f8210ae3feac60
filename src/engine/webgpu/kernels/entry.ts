/** What the GPU has for a kind of stage. */
import type { Stage } from '../../plan.ts';
import type { PartialGradients, GpuStage } from '../gpu-stage.ts';
import type { Kernel, Shape } from './kernel.ts';

export interface GpuEntry<S extends Stage> {
  /** Its kernels in order; undefined where one has nothing to do. */
  forward(gpu: GpuStage<S>, shape: Shape): (Kernel | undefined)[];
  backward(gpu: GpuStage<S>, below: GpuStage | undefined, shape: Shape, partials: PartialGradients): (Kernel | undefined)[];
  /** Threads that compute the gradient of its kernel, unsplit; absent where the batch is not split. */
  gradientThreads?(stage: S): number;
  /** Whether its output went through a ReLU, so that whoever writes its gradient masks it. */
  rectifies(stage: S): boolean;
  /** It is left out of a model that is used rather than trained. */
  readonly onlyInTraining?: boolean;
  /** Its gradient is that of the stage below, where there is one: nothing has to be computed. */
  readonly gradientIsBelows?: boolean;
  /** Side of the max pooling after it that its own kernel does too. */
  fusedPool?(next: Stage | undefined): number | undefined;
  /** Floats that a training keeps of it from the forward to the backward pass, beside the output. */
  keeps?(gpu: Pick<GpuStage<S>, 'stage' | 'pool' | 'to'>, batch: number): number;
}
