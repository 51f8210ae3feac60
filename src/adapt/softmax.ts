/** Class probabilities `[rows, classes]` from scores of that shape, divided by a temperature first. */
import { exp } from '../maths/portable.ts';

export function softmax(scores: Float32Array, rows: number, temperature = 1): Float64Array {
  const classes = scores.length / rows;
  const probabilities = new Float64Array(scores.length);
  for (let at = 0; at < scores.length; at += classes) {
    const line = scores.subarray(at, at + classes);
    const top = line.reduce((a, b) => Math.max(a, b), -Infinity);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += probabilities[at + c] = exp((line[c]! - top) / temperature);
    for (let c = 0; c < classes; c++) probabilities[at + c]! /= sum;
  }
  return probabilities;
}
