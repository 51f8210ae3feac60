/**
 * Least-squares boosting of stumps (Friedman 2001, algorithm 2, with trees of two leaves): an additive model of the columns that needs no scaling
 * and no engine.
 */
import { quantile } from '../../data/quantile.ts';
import type { Batch } from '../types.ts';

const ROUNDS = 150;
/** Share of each stump that is taken (Friedman's shrinkage ν). */
const SHRINKAGE = 0.1;
/** Places at which a column may be cut: quantiles of its values. */
const CUTS = 16;
/** A leaf needs so many rows, or it is about chance. */
const LEAST_ROWS = 10;

interface Stump {
  readonly column: number;
  readonly cut: number;
  readonly below: number;
  readonly above: number;
}

/** Fits `target`, one number for each row; gives what tells it of other rows of as many columns. */
export function boostedStumps({ x, rows, width }: Batch, target: ArrayLike<number>): (row: ArrayLike<number>, offset: number) => number {
  let mean = 0;
  for (let row = 0; row < rows; row++) mean += target[row]! / rows;
  const left = Float64Array.from({ length: rows }, (_, row) => target[row]! - mean);
  const cuts = Array.from({ length: width }, (_, column) => {
    const sorted = Float64Array.from({ length: rows }, (__, row) => x[row * width + column]!).sort();
    return [...new Set(Array.from({ length: CUTS }, (__, i) => quantile(sorted, (i + 1) / (CUTS + 1))))];
  });
  // Into which stretch between cuts each row falls, once for all rounds.
  const bins = Uint8Array.from({ length: rows * width }, (_, i) => cuts[i % width]!.filter((cut) => x[i]! > cut).length);
  const stumps: Stump[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const best = bestStump(left, bins, cuts, width);
    if (!best) break;
    const { column, bin, below, above } = best;
    stumps.push({ column, cut: cuts[column]![bin]!, below: SHRINKAGE * below, above: SHRINKAGE * above });
    for (let row = 0; row < rows; row++) left[row]! -= SHRINKAGE * (bins[row * width + column]! <= bin ? below : above);
  }
  return (row, offset) => stumps.reduce((sum, { column, cut, below, above }) => sum + (row[offset + column]! > cut ? above : below), mean);
}

/** The stump that takes most of what is left. */
function bestStump(left: Float64Array, bins: Uint8Array, cuts: readonly (readonly number[])[], width: number) {
  let best: { column: number; bin: number; below: number; above: number; gain: number } | undefined;
  const total = left.reduce((a, b) => a + b, 0);
  for (let column = 0; column < width; column++) {
    const sums = new Float64Array(CUTS + 1);
    const counts = new Int32Array(CUTS + 1);
    for (let row = 0; row < left.length; row++) {
      const bin = bins[row * width + column]!;
      sums[bin]! += left[row]!;
      counts[bin]!++;
    }
    let [sum, count] = [0, 0];
    for (let bin = 0; bin < cuts[column]!.length; bin++) {
      sum += sums[bin]!;
      count += counts[bin]!;
      const rest = left.length - count;
      if (count < LEAST_ROWS || rest < LEAST_ROWS) continue;
      const [below, above] = [sum / count, (total - sum) / rest];
      const gain = sum * below + (total - sum) * above;
      if (gain > (best?.gain ?? 1e-12)) best = { column, bin, below, above, gain };
    }
  }
  return best;
}
