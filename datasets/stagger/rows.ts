/** The rules of STAGGER and its rows. */
import type { Random } from '../../src/random/random.ts';
import { ofConcept, type Row } from '../concepts.ts';

/** Category indices, as in the columns. */
const SMALL = 0;
const RED = 0;
const GREEN = 2;
const CIRCLE = 0;

const RULES: readonly ((size: number, colour: number, shape: number) => boolean)[] = [
  (size, colour) => size === SMALL && colour === RED,
  (_size, colour, shape) => colour === GREEN || shape === CIRCLE,
  // Medium or large: the three sizes leave only small.
  (size) => size !== SMALL,
];

/** 1 where the concept's rule holds for `[size, colour, shape]`, else 0. */
export const staggerClass = (row: Row, concept: number): number => Number(ofConcept(RULES, concept)(row[0]!, row[1]!, row[2]!));

/** Every combination is equally likely. */
export function writeStagger(row: Float32Array, random: Random, concept: number): number {
  for (let f = 0; f < row.length; f++) row[f] = random.int(3);
  return staggerClass(row, concept);
}
