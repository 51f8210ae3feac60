/** The segments of the LED display, how its wires get swapped, and its rows. */
import type { Random } from '../../src/random/random.ts';
import { ofConcept, type Row } from '../concepts.ts';

/** By digit: top, top left, top right, middle, bottom left, bottom right, bottom. */
const LIT = ['1110111', '0010010', '1011101', '1011011', '0111010', '1101011', '1101111', '1010010', '1111111', '1111011'];
const COLUMNS = 24;
const SEGMENTS = 7;
/** Probability that a segment shows the opposite, as in the book. */
export const SEGMENT_NOISE = 0.1;

/** The column at which each lamp is wired, `[24]`: in a drift the first `swapped` (0 … 7) segments trade places with stray lamps. */
export function ledWiring(swapped: number): number[] {
  if (!Number.isInteger(swapped) || swapped < 0 || swapped > SEGMENTS)
    throw new RangeError(`${swapped} segments, expected 0 … ${SEGMENTS}`);
  return Array.from({ length: COLUMNS }, (_, lamp) => {
    if (lamp < swapped) return lamp + SEGMENTS;
    return lamp >= SEGMENTS && lamp < SEGMENTS + swapped ? lamp - SEGMENTS : lamp;
  });
}

/** By concept, from no swap to all. */
const WIRINGS = [0, 1, 3, 5, 7].map(ledWiring);

/** The digit whose segments a row shows without a fault, or −1; `swapped` as in `ledWiring`. */
export function ledClass(row: Row, swapped = 0): number {
  const wiring = ledWiring(swapped);
  const shown = Array.from({ length: SEGMENTS }, (_, segment) => row[wiring[segment]!]).join('');
  return LIT.indexOf(shown);
}

/** A digit at random, its segments with faults, and stray lamps that are on half the time. */
export function writeLed(row: Float32Array, random: Random, concept: number): number {
  const wiring = ofConcept(WIRINGS, concept);
  const digit = random.int(LIT.length);
  for (let lamp = 0; lamp < COLUMNS; lamp++) {
    const column = wiring[lamp]!;
    if (lamp >= SEGMENTS) row[column] = random.int(2);
    else row[column] = Number(LIT[digit]![lamp] === '1') ^ Number(random.uniform() < SEGMENT_NOISE);
  }
  return digit;
}
