/** The rule of Mixed and its rows. */
import type { Random } from '../../src/random/random.ts';
import { ofConcept, rounded, type Row } from '../concepts.ts';
import { sin } from '../../src/maths/portable.ts';

/** Class of the rows of which at least two conditions hold. */
const POSITIVE = [0, 1];

/** Class of `[v, w, x, y]`; concept 2 reverses concept 1. */
export function mixedClass(row: Row, concept: number): number {
  const [v, w, x, y] = [row[0]!, row[1]!, row[2]!, row[3]!];
  const z = Number(y < 0.5 + 0.3 * sin(3 * Math.PI * x));
  const positive = ofConcept(POSITIVE, concept);
  return v + w + z >= 2 ? positive : 1 - positive;
}

/** Fair switches and a point uniform in [0, 1]². */
export function writeMixed(row: Float32Array, random: Random, concept: number): number {
  row.set([random.int(2), random.int(2), rounded(random.uniform()), rounded(random.uniform())]);
  return mixedClass(row, concept);
}
