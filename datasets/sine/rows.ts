/** The rules of Sine and its rows. */
import type { Random } from '../../src/random/random.ts';
import { ofConcept, rounded, type Row } from '../concepts.ts';
import { sin } from '../../src/maths/portable.ts';

const sine1 = ([height, position]: readonly [number, number]): boolean => height < sin(position);
const sine2 = ([height, position]: readonly [number, number]): boolean => height < 0.5 + 0.3 * sin(3 * Math.PI * position);

/** SINE1, its reversal, SINE2, its reversal. */
const RULES = [sine1, (point: readonly [number, number]) => !sine1(point), sine2, (point: readonly [number, number]) => !sine2(point)];

/** 1 where the concept's condition holds for `[height, position]`; concepts 2 and 4 reverse 1 and 3. */
export const sineClass = (row: Row, concept: number): number => Number(ofConcept(RULES, concept)([row[0]!, row[1]!]));

/** Uniform in [0, 1]². */
export function writeSine(row: Float32Array, random: Random, concept: number): number {
  row[0] = rounded(random.uniform());
  row[1] = rounded(random.uniform());
  return sineClass(row, concept);
}
