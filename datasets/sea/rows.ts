/** The rule of SEA and its rows. */
import { ofConcept, rounded, type Row } from '../concepts.ts';
import type { RowWriter } from '../stream-set.ts';

/** By concept, in the order of the paper's four blocks. */
const THRESHOLDS = [8, 9, 7, 9.5];

/** 1 when x1 + x2 exceeds the concept's threshold, else 0. */
export const seaClass = (row: Row, concept: number): number => Number(row[0]! + row[1]! > ofConcept(THRESHOLDS, concept));

/** Uniform in [0, 10]³; `noise` is the probability that a label is wrong. */
export const seaWriter =
  (noise: number): RowWriter =>
  (row, random, concept) => {
    for (let f = 0; f < row.length; f++) row[f] = rounded(random.between(0, 10));
    const label = seaClass(row, concept);
    return random.uniform() < noise ? 1 - label : label;
  };
