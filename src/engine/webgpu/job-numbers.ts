/** What a job says in numbers, as the buffers of its training hold it (see `kernels/kernel.ts`). */
import type { TrainJob } from '../../contracts/trainer.ts';
import { jobSteps } from '../batches.ts';
import { deltaOf, objectiveOf } from '../objective.ts';
import { DISTILLATION_WORDS } from './kernels/loss.ts';
import { CORRECTIONS, HEAD, RATES_AT } from './kernels/update.ts';

/** Labels or, bit by bit, targets; after them the weights of rows, where there are some. */
export function labelsOf(job: TrainJob): Int32Array {
  const { data, rowWeights } = job;
  const { buffer, byteOffset } = data.target ?? data.y;
  const own = objectiveOf(job) === 'squared' ? new Int32Array(buffer, byteOffset, data.rows) : data.y;
  if (!rowWeights) return own;
  const labels = new Int32Array(2 * data.rows);
  labels.set(own);
  new Float32Array(labels.buffer).set(rowWeights, data.rows);
  return labels;
}

/** What kernels look up of a replica. */
export function headOf(job: TrainJob, words: number): Uint32Array {
  const { learningRate, dropoutSeed, momentum, decay, clip, smoothing, rates = [], distillation } = job;
  const head = new Uint32Array(words);
  const numbers = new Float32Array(head.buffer);
  const set = (at: number, ...values: (number | undefined)[]) => values.forEach((value, i) => (numbers[at + i] = value ?? 0));
  set(HEAD.rate, learningRate);
  head[HEAD.seed] = dropoutSeed;
  set(HEAD.momentum, momentum?.factor);
  set(HEAD.decay, decay);
  set(HEAD.clip, clip);
  set(HEAD.smoothing, smoothing);
  set(HEAD.delta, deltaOf(job));
  set(RATES_AT, ...rates.map((rate) => learningRate * rate));
  if (distillation) set(words - DISTILLATION_WORDS, distillation.temperature, distillation.weight);
  return head;
}

/** Adam's corrections 1/(1−β₁ᵗ) and 1/(1−β₂ᵗ), t from 1. */
export function corrections(): Float32Array<ArrayBuffer> {
  const table = new Float32Array(2 * CORRECTIONS);
  for (let t = 1; t <= CORRECTIONS; t++) table.set([1 / (1 - 0.9 ** t), 1 / (1 - 0.999 ** t)], 2 * (t - 1));
  return table;
}

/**
 * Factor on the rate and share in the average of each step: the end of the step table. The average lies at 0, so that a first share of 1
 * begins it with the weights.
 *
 * @param averagedAfter steps before it begins
 */
export function stepNumbers(job: TrainJob, averagedAfter: number): Float32Array<ArrayBuffer> {
  const { schedule, averaging } = job;
  const steps = jobSteps(job);
  const table = new Float32Array(2 * steps);
  for (let t = 0; t < steps; t++) {
    table[2 * t] = schedule?.[t] ?? 1;
    table[2 * t + 1] = t === averagedAfter ? 1 : (averaging?.[t] ?? 0);
  }
  return table;
}
