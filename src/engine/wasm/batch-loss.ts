/** What a training minimises, on the rows of a batch: picks them from the data and calls the loss kernel. */
import type { TrainJob } from '../../experiment/trainer.ts';
import { objectiveOf } from '../objective.ts';
import type { Plan } from '../plan.ts';
import type { Arena, Kernels, Pointer } from './kernels.ts';
import { pad4 } from './layout.ts';

/** Mean loss (nats) of `size` rows of outputs; writes its gradient by them. */
export type BatchLoss = (output: Pointer, gradient: Pointer, size: number) => number;

/** @param batch most rows of a batch. Gives a function that tells the loss of the batch that begins at a place of the order. */
export function batchLossOf(job: TrainJob, plan: Plan, kernels: Kernels, arena: Arena, batch: number): (order: Pointer) => BatchLoss {
  const classes = plan.output.channels;
  const padded = pad4(classes);
  const objective = objectiveOf(job);
  if (objective === 'entropy') return () => (output, gradient, size) => kernels.entropy(output, gradient, size, classes, padded);
  const soft = objective === 'targets';
  const width = soft ? classes : 1;
  const all = arena.allocate(job.data.rows * width);
  const own = arena.allocate(batch * width);
  if (soft) arena.floats(all, job.targets!.length).set(job.targets!);
  else arena.integers(all, job.data.rows).set(job.data.y);
  const kernel = soft ? kernels.softTargetCrossEntropy : kernels.softmaxCrossEntropy;
  return (order) => (output, gradient, size) => {
    kernels.gather(all, order, own, size, width);
    return kernel(output, own, gradient, size, classes, padded);
  };
}
