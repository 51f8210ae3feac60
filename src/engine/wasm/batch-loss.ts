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
  /** Keeps values `[rows, width]`; gives those of a batch. */
  const kept = (values: Float32Array | Int32Array, width: number) => {
    const all = arena.allocate(values.length);
    const own = arena.allocate(batch * width);
    // Bit by bit, whichever they are.
    arena.integers(all, values.length).set(new Int32Array(values.buffer, values.byteOffset, values.length));
    return (order: Pointer, size: number): Pointer => {
      kernels.gather(all, order, own, size, width);
      return own;
    };
  };
  const labels = () => kept(job.data.y, 1);
  switch (objectiveOf(job)) {
    case 'labels': {
      const of = labels();
      return (order) => (output, gradient, size) => kernels.softmaxCrossEntropy(output, of(order, size), gradient, size, classes, padded);
    }
    case 'distillation': {
      const { targets, temperature, weight } = job.distillation!;
      const [hard, soft] = [labels(), kept(targets, classes)];
      return (order) => (output, gradient, size) =>
        kernels.distillationCrossEntropy(output, hard(order, size), soft(order, size), gradient, size, classes, padded, temperature, weight);
    }
    case 'entropy':
      return () => (output, gradient, size) => kernels.entropy(output, gradient, size, classes, padded);
  }
}
