/** The losses by their definitions, in double precision: part of the reference training. */
import type { Distillation, TrainJob } from '../contracts/trainer.ts';
import { deltaOf, objectiveOf } from './objective.ts';
import { flushed } from '../models/tiny.ts';

/** Loss of one row (nats, or half a square of the target's unit) and its gradient by what the model puts out. */
interface RowLoss {
  readonly loss: number;
  readonly gradient: Float64Array;
}

/** What a job minimises, on one row of its data. */
export function jobLoss(job: TrainJob, row: number, scores: Float64Array): RowLoss {
  const { loss, gradient } = unweightedLoss(job, row, scores);
  const weight = job.rowWeights?.[row] ?? 1;
  return { loss: weight * loss, gradient: gradient.map((g) => weight * g) };
}

function unweightedLoss(job: TrainJob, row: number, scores: Float64Array): RowLoss {
  const classes = scores.length;
  const { smoothing = 0 } = job;
  const label = () => Array.from(scores, (_, c) => (c === job.data.y[row] ? 1 - smoothing : 0) + smoothing / classes);
  switch (objectiveOf(job)) {
    case 'labels':
      return rowLoss(scores, label());
    case 'distillation':
      return distillationLoss(scores, label(), job.distillation!.targets.subarray(row * classes, (row + 1) * classes), job.distillation!);
    case 'entropy':
      return rowLoss(scores, undefined);
    case 'squared':
      return squaredLoss(scores[0]! - job.data.target![row]!, deltaOf(job));
  }
}

/** Half the square of an error, and beyond ±delta the tangent to that (Huber 1964, with k = delta). */
export function squaredLoss(error: number, delta: number): RowLoss {
  const size = Math.abs(error);
  return size <= delta
    ? { loss: error ** 2 / 2, gradient: Float64Array.of(error) }
    : { loss: delta * (size - delta / 2), gradient: Float64Array.of(delta * Math.sign(error)) };
}

/** The mixture that `Distillation` defines; its gradient by the logits is (1 − weight)·(softmax(z) − label) + weight·T·(softmax(z/T) − target). */
function distillationLoss(
  scores: Float64Array,
  label: ArrayLike<number>,
  target: ArrayLike<number>,
  { temperature, weight }: Omit<Distillation, 'targets'>,
): RowLoss {
  const hard = rowLoss(scores, label);
  const soft = rowLoss(
    scores.map((z) => z / temperature),
    target,
  );
  return {
    loss: (1 - weight) * hard.loss + weight * temperature ** 2 * soft.loss,
    gradient: hard.gradient.map((g, c) => (1 - weight) * g + weight * temperature * soft.gradient[c]!),
  };
}

/**
 * Loss (nats) of one row of logits and its gradient by them: cross-entropy with the wanted class probabilities (which sum to
 * 1), or, where nothing is wanted, the entropy H of the answer p itself (Wang et al. 2021), with ∂H/∂zₖ = −pₖ(log pₖ + H).
 */
export function rowLoss(scores: Float64Array, wanted: ArrayLike<number> | undefined): RowLoss {
  const top = Math.max(...scores);
  const raised = scores.map((z) => flushed(Math.exp(z - top)));
  const total = raised.reduce((sum, value) => sum + value, 0);
  const probability = raised.map((value) => value / total);
  const log = scores.map((z) => z - top - Math.log(total));
  if (wanted) {
    return { loss: -log.reduce((sum, value, c) => sum + wanted[c]! * value, 0), gradient: probability.map((p, c) => p - wanted[c]!) };
  }
  const loss = -log.reduce((sum, value, c) => sum + probability[c]! * value, 0);
  return { loss, gradient: probability.map((p, c) => -p * (log[c]! + loss)) };
}
