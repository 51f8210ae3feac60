/** What a training minimises, on the rows of a batch: picks them from the data and calls the loss kernel. */
import type { TrainJob } from '../../contracts/trainer.ts';
import { deltaOf, objectiveOf } from '../objective.ts';
import type { Plan } from '../plan.ts';
import type { Arena, Kernels, Pointer } from './kernels.ts';
import { pad4 } from './padding.ts';

/** Mean loss of `size` rows of outputs; writes its gradient by them. */
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
  const weights = job.rowWeights && kept(job.rowWeights, 1);
  const weightsOf = (order: Pointer, size: number): Pointer => weights?.(order, size) ?? 0;
  const { smoothing = 0 } = job;
  switch (objectiveOf(job)) {
    case 'labels': {
      const of = labels();
      return (order) => (output, gradient, size) => {
        const rest = [of(order, size), weightsOf(order, size), gradient, size, classes, padded] as const;
        const loss = kernels.softmaxCrossEntropy(output, ...rest);
        return smoothing ? loss + kernels.smoothing(output, ...rest, smoothing) : loss;
      };
    }
    case 'distillation': {
      const { targets, temperature, weight } = job.distillation!;
      const [hard, soft] = [labels(), kept(targets, classes)];
      return (order) => (output, gradient, size) => {
        const [y, r] = [hard(order, size), weightsOf(order, size)];
        const rest = [gradient, size, classes, padded] as const;
        const loss = kernels.distillationCrossEntropy(output, y, r, soft(order, size), ...rest, temperature, weight);
        return smoothing ? loss + kernels.smoothing(output, y, r, ...rest, smoothing * (1 - weight)) : loss;
      };
    }
    case 'squared': {
      const target = kept(job.data.target!, 1);
      return (order) => (output, gradient, size) =>
        kernels.squared(output, target(order, size), weightsOf(order, size), gradient, size, padded, deltaOf(job));
    }
    case 'entropy':
      return () => (output, gradient, size) => kernels.entropy(output, gradient, size, classes, padded);
  }
}
