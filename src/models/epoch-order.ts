/** The order in which a training visits its rows. */
import type { Random } from '../random/random.ts';

/** A fresh permutation for each epoch, one after the other: `epochs × rows` indices. */
export function epochOrder(rows: number, epochs: number, random: Random): Int32Array {
  const order = new Int32Array(rows * epochs);
  for (let epoch = 0; epoch < epochs; epoch++) order.set(random.permutation(rows), epoch * rows);
  return order;
}
