/** Worlds of which everything is known: x of class y is N(±1, 1), so log-odds are 2x plus those of the prior. */
import { randomStream } from '../../../src/random/random.ts';
import type { Batch } from '../../../src/detect/types.ts';

export interface World {
  readonly x: Float64Array;
  readonly labels: Uint8Array;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Rows by class, with that share of class 1. */
export function byClass(rows: number, prior: number, seed: number): World {
  const random = randomStream(seed, 'world');
  const labels = Uint8Array.from({ length: rows }, () => Number(random.uniform() < prior));
  return { x: Float64Array.from(labels, (y) => (y ? 1 : -1) + random.normal()), labels };
}

/** Rows by input: x is N(mean, 1), and the class follows P(y = 1 | x) = σ(2·sign·x). */
export function byInput(rows: number, mean: number, seed: number, sign = 1): World {
  const random = randomStream(seed, 'world');
  const x = Float64Array.from({ length: rows }, () => mean + random.normal());
  return { x, labels: Uint8Array.from(x, (value) => Number(random.uniform() < sigmoid(2 * sign * value))) };
}

/** What a perfect model of the world with equal shares says; sharper or flatter than it should be where `sharpness` is not 1. */
export function outputs(x: ArrayLike<number>, sharpness = 1): Batch {
  const p = Float64Array.from({ length: 2 * x.length }, (_, i) => sigmoid((i % 2 ? 2 : -2) * sharpness * x[i >> 1]!));
  return { x: p, rows: x.length, width: 2 };
}

/** The share of rows that it gets right. */
export const accuracyOn = ({ x, labels }: World): number => labels.filter((y, i) => x[i]! > 0 === (y === 1)).length / labels.length;
