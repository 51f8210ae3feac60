/** The rule of SEA and its rows. */
import type { Random } from '../../src/random/random.ts';
import { ofConcept, rounded, type Row } from '../concepts.ts';

/** By concept, in the order of the paper's four blocks. */
const THRESHOLDS = [8, 9, 7, 9.5];
/** Probability that a label is wrong, as in the paper. */
export const LABEL_NOISE = 0.1;

/** 1 when x1 + x2 exceeds the concept's threshold, else 0. */
export const seaClass = (row: Row, concept: number): number => Number(row[0]! + row[1]! > ofConcept(THRESHOLDS, concept));

/** Uniform in [0, 10]³, of concept 1. */
export function writeSea(row: Float32Array, random: Random): number {
  for (let f = 0; f < row.length; f++) row[f] = rounded(random.between(0, 10));
  const label = seaClass(row, 1);
  return random.uniform() < LABEL_NOISE ? 1 - label : label;
}
