/** Friedman's first function, its variants under drift, and its rows. */
import type { Random } from '../../src/random/random.ts';
import { ofConcept, rounded, type Row } from '../concepts.ts';
import { sin } from '../../src/maths/portable.ts';

/**
 * Inputs, from 0, in the roles (sine, sine, square, ×10, ×5). Concept 1 is Friedman's, 2 and 3 are those of global gradual
 * drift (Ikonomovska, Gama, Džeroski 2011, doi:10.1007/s10618-010-0201-y).
 */
const ROLES = [
  [0, 1, 2, 3, 4],
  [3, 4, 1, 0, 2],
  [1, 4, 3, 2, 0],
] as const;

/** The function without noise, at inputs in [0, 1]: 10 sin(πab) + 20(c − ½)² + 10d + 5e. */
export function friedmanValue(row: Row, concept: number): number {
  const [a, b, c, d, e] = ofConcept(ROLES, concept).map((f) => row[f]!) as [number, number, number, number, number];
  return 10 * sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e;
}

/** Uniform in [0, 1]¹⁰; the value has standard normal noise. */
export function writeFriedman(row: Float32Array, random: Random, concept: number): number {
  for (let f = 0; f < row.length; f++) row[f] = rounded(random.uniform());
  return friedmanValue(row, concept) + rounded(random.normal());
}
