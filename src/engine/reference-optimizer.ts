/** How weights move, in double precision: part of the reference training. Each line is a definition from a paper. */
import type { TrainJob } from '../contracts/trainer.ts';
import { roleOf } from '../models/layers/roles.ts';
import { parameterSlots } from '../models/parameters.ts';
import { isTrained } from '../models/trainable.ts';
import { flushed, flushedGradient } from '../models/tiny.ts';

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-7];

/** What of a job says how weights move along their gradients; the fields mean what they mean there. */
export type Moving = Pick<TrainJob, 'optimizer' | 'learningRate' | 'momentum' | 'decay' | 'schedule' | 'clip' | 'penalty'>;

/** A parameter array that is trained. */
export interface TrainedArray {
  readonly offset: number;
  readonly size: number;
  /** Factor on the learning rate. */
  readonly rate: number;
  /** Whether weight decay takes from it. */
  readonly decays: boolean;
}

/** The arrays that a job moves, in the order of `parameterSlots`. */
export function trainedArrays({ model, trainable, rates }: TrainJob): TrainedArray[] {
  return parameterSlots(model)
    .map((slot, i) => ({
      offset: slot.offset,
      size: slot.size,
      rate: isTrained(slot, trainable) ? (rates?.[i] ?? 1) : 0,
      decays: roleOf(slot).decays === true,
    }))
    .filter(({ rate }) => rate !== 0);
}

/** Moves flat weights, step by step. */
export class ReferenceOptimizer {
  /** Steps taken. */
  private taken = 0;
  /** Adam's moments; the first is the velocity where there is momentum. */
  readonly first: Float64Array;
  readonly second: Float64Array;

  /** @param size number of weights. */
  constructor(
    private readonly moving: Moving,
    private readonly arrays: readonly TrainedArray[],
    size: number,
  ) {
    this.first = new Float64Array(size);
    this.second = new Float64Array(size);
  }

  /** One step along a gradient; both are flat, the weights are changed. */
  step(weights: Float64Array, gradient: Float64Array): void {
    const { moving, arrays } = this;
    const scheduled = moving.learningRate * (moving.schedule?.[this.taken] ?? 1);
    this.taken++;
    const penalised = gradient.map(
      (g, i) => g + (moving.penalty ? moving.penalty.strength[i]! * (weights[i]! - moving.penalty.anchor[i]!) : 0),
    );
    const shortened = this.shortening(penalised);
    for (const { offset, size, rate, decays } of arrays) {
      const own = scheduled * rate;
      for (let i = offset; i < offset + size; i++) {
        const step = own * this.direction(i, shortened * penalised[i]!);
        const left = decays && moving.decay !== undefined ? flushed(weights[i]! - own * moving.decay * weights[i]!) : weights[i]!;
        weights[i] = left - step;
      }
    }
  }

  /** What the gradient is multiplied with, to be no longer than asked for (Pascanu et al. 2013, algorithm 1). */
  private shortening(gradient: Float64Array): number {
    const { clip } = this.moving;
    if (clip === undefined) return 1;
    let squares = 0;
    for (const { offset, size } of this.arrays)
      for (const g of gradient.subarray(offset, offset + size)) squares += flushedGradient(g) ** 2;
    return Math.min(1, clip / Math.sqrt(squares));
  }

  /** What weight i moves along, at a rate of 1, when its gradient is g. */
  private direction(i: number, g: number): number {
    const { first, second, taken } = this;
    const { optimizer, momentum } = this.moving;
    if (optimizer === 'adam') {
      const small = flushedGradient(g);
      first[i] = flushed(BETA1 * first[i]! + (1 - BETA1) * small);
      second[i] = flushed(BETA2 * second[i]! + (1 - BETA2) * small ** 2);
      return first[i]! / (1 - BETA1 ** taken) / (Math.sqrt(second[i]! / (1 - BETA2 ** taken)) + EPSILON);
    }
    if (!momentum) return g;
    first[i] = flushed(momentum.factor * first[i]! + g);
    return momentum.nesterov ? g + momentum.factor * first[i]! : first[i]!;
  }
}

/** The average that `TrainJob.averaging` defines. */
export class ReferenceAverage {
  private average: Float64Array | undefined;

  constructor(private readonly table: ArrayLike<number> | undefined) {}

  /** Takes the weights after step `index` in. */
  take(index: number, weights: Float64Array): void {
    const share = this.table?.[index] ?? 0;
    if (share === 0) return;
    this.average = this.average ? this.average.map((a, i) => flushed(a + share * (weights[i]! - a))) : weights.slice();
  }

  /** The average once it has begun, until then the weights themselves. */
  of(weights: Float64Array): Float64Array {
    return this.average ?? weights;
  }
}
