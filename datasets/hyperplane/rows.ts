/** The rule of the rotating hyperplane, how the plane turns, and its rows. */
import { randomStream } from '../../src/random/random.ts';
import type { RowWriter } from '../stream-set.ts';
import { ofConcept, rounded, type Row } from '../concepts.ts';

const FEATURES = 10;
/** The first so many weights change; MOA's default. */
const TURNING = 2;
/** Probability per row that a weight turns back; MOA's default. */
const REVERSAL = 0.1;
/** By concept: how far the turning weights have grown. Planes 2 … 4 disagree with the first on about 16, 23 and 29 % of the cube. */
const GROWN = [0, 1, 2, 4];
/** Probability that a label is wrong; MOA's default. */
export const LABEL_NOISE = 0.05;

/** 1 when Σ wᵢxᵢ ≥ ½ Σ wᵢ, else 0. `row` and `weights` are `[features]`. */
export function hyperplaneClass(row: Row, weights: Row): number {
  let side = 0;
  for (let f = 0; f < weights.length; f++) side += weights[f]! * (row[f]! - 0.5);
  return Number(side >= 0);
}

/** The weights after `rows` rows in which the plane turned by `perRow` each: `[10]`, in [0, 1] at the start. */
export function hyperplaneWeights(root: number, rows = 0, perRow = 0.001): number[] {
  const start = randomStream(root, 'hyperplane', 'weights');
  const weights = Array.from({ length: FEATURES }, () => rounded(start.uniform()));
  const turns = randomStream(root, 'hyperplane', 'turns');
  const directions = Array.from({ length: TURNING }, () => 1);
  for (let row = 0; row < rows; row++) {
    directions.forEach((direction, f) => {
      weights[f]! += direction * perRow;
      if (turns.uniform() < REVERSAL) directions[f] = -direction;
    });
  }
  return weights;
}

/** The weights of a concept: those of the start after one step of the concept's length. */
export const conceptWeights = (root: number, concept: number): number[] => hyperplaneWeights(root, 1, ofConcept(GROWN, concept));

/** Uniform in [0, 1]¹⁰. */
export function hyperplaneWriter(root: number): RowWriter {
  const planes = GROWN.map((_, i) => conceptWeights(root, i + 1));
  return (row, random, concept) => {
    for (let f = 0; f < FEATURES; f++) row[f] = rounded(random.uniform());
    const label = hyperplaneClass(row, ofConcept(planes, concept));
    return random.uniform() < LABEL_NOISE ? 1 - label : label;
  };
}
