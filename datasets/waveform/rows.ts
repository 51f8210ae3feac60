/** The base waves of Waveform, their mixtures, and its rows. */
import type { Random } from '../../src/random/random.ts';
import { ofConcept, rounded } from '../concepts.ts';

/** Points, numbered from 1, at which the three waves peak. */
const PEAKS = [11, 15, 7];
const HEIGHT = 6;
const POINTS = 21;
/** By class: the waves that are mixed, from 0. */
const MIXED = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

/**
 * By concept: how many points at each end trade places with those at the other, as attributes do in MOA's
 * WaveformGeneratorDrift. Which ones trade is our own choice.
 */
const TRADING = [0, 7, 10];

/** Height of wave 0, 1 or 2 at point 1 … 21: a triangle six high and twelve wide. */
export const wave = (index: number, point: number): number => Math.max(HEIGHT - Math.abs(point - PEAKS[index]!), 0);

/** The signal of a class without noise at a point 1 … 21; `part` (0 … 1) is the share of its first wave. */
export function mixture(label: number, part: number, point: number): number {
  const [first, second] = MIXED[label]!;
  return part * wave(first, point) + (1 - part) * wave(second, point);
}

/** A class at random, a part uniform in [0, 1], standard normal noise on every point. */
export function writeWaveform(row: Float32Array, random: Random, concept: number): number {
  const trading = ofConcept(TRADING, concept);
  const label = random.int(MIXED.length);
  const part = random.uniform();
  for (let f = 0; f < POINTS; f++) {
    const column = Math.min(f, POINTS - 1 - f) < trading ? POINTS - 1 - f : f;
    row[column] = rounded(mixture(label, part, f + 1) + random.normal());
  }
  return label;
}
