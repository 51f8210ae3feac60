/** Logistic regression that tells rows of the current sample from rows of the reference, and how well it does. */
import type { Random } from '../../random/random.ts';
import { choice } from '../streaming/define.ts';
import type { Batch } from '../types.ts';
import { exp } from '../../maths/portable.ts';

/** Strength of the L2 penalty on standardised columns. */
const PENALTY = 1e-3;
const STEPS = 200;
/** The search ends where no slope is above this. */
const FLAT = 1e-5;

/** What the classifier sees. A linear one is blind to a change of spread alone. */
export const features = choice('features', 'Columns seen', 'With squares, a change of spread shows too.', {
  squares: 'columns and their squares',
  linear: 'columns',
});

/** Rows with the sample that each comes from. */
export interface Labelled {
  /** `[rows, width]`. */
  readonly x: Float64Array;
  /** 0 reference, 1 current. */
  readonly y: Uint8Array;
  readonly width: number;
}

/** Both samples in random order, standardised together; with their squares, where wanted. */
export function labelled(reference: Batch, current: Batch, squares: boolean, random: Random): Labelled {
  const { width } = reference;
  const rows = reference.rows + current.rows;
  const wide = squares ? 2 * width : width;
  const x = new Float64Array(rows * wide);
  const y = new Uint8Array(rows);
  random.permutation(rows).forEach((from, to) => {
    const isCurrent = from >= reference.rows;
    const [source, row] = isCurrent ? [current.x, from - reference.rows] : [reference.x, from];
    y[to] = Number(isCurrent);
    for (let c = 0; c < width; c++) x[to * wide + c] = source[row * width + c]!;
  });
  for (let c = 0; c < width; c++) {
    standardise(x, c, wide);
    if (!squares) continue;
    for (let i = 0; i < rows; i++) x[i * wide + width + c] = x[i * wide + c]! ** 2;
    standardise(x, width + c, wide);
  }
  return { x, y, width: wide };
}

/** Mean 0 and standard deviation 1, in place; a constant column becomes 0. */
export function standardise(x: Float64Array, column: number, width: number): void {
  const rows = x.length / width;
  let [mean, squares, largest] = [0, 0, 0];
  for (let i = column; i < x.length; i += width) mean += x[i]! / rows;
  for (let i = column; i < x.length; i += width) largest = Math.max(largest, Math.abs(x[i]! - mean));
  // Squares of what is very large or very small leave the range of double precision; in units of the largest deviation they do not.
  const unit = largest > 1e-140 && largest < 1e140 ? 1 : largest;
  for (let i = column; i < x.length; i += width) squares += ((x[i]! - mean) / unit) ** 2 / rows;
  const root = Math.sqrt(squares);
  for (let i = column; i < x.length; i += width) x[i] = root > 0 ? ((x[i]! - mean) / unit) * (1 / root) : 0;
}

/**
 * Weights, and last the bias, fitted to the rows given: the penalised likelihood by Nesterov's accelerated gradient from 0, with
 * the step 1/L, so that equal data give equal weights.
 */
export function fitLogistic({ x, y, width }: Labelled, rows: Int32Array): Float64Array {
  const [weights, look, gradient] = [new Float64Array(width + 1), new Float64Array(width + 1), new Float64Array(width + 1)];
  const step = 1 / (curvature(x, width, rows) / 4 + PENALTY);
  for (let t = 0; t < STEPS; t++) {
    gradient.fill(0);
    for (const row of rows) {
      const residual = (1 / (1 + exp(-scoreRow(x, width, look, row))) - y[row]!) / rows.length;
      for (let c = 0; c < width; c++) gradient[c]! += residual * x[row * width + c]!;
      gradient[width]! += residual;
    }
    let steepest = 0;
    for (let c = 0; c <= width; c++) {
      const slope = gradient[c]! + (c < width ? PENALTY * look[c]! : 0);
      steepest = Math.max(steepest, Math.abs(slope));
      const next = look[c]! - step * slope;
      look[c] = next + (t / (t + 3)) * (next - weights[c]!);
      weights[c] = next;
    }
    if (steepest < FLAT) break;
  }
  return weights;
}

/** The largest eigenvalue of XᵀX/n with the column of ones, by twenty steps of the power method, and a tenth on top. */
function curvature(x: Float64Array, width: number, rows: Int32Array): number {
  let vector = new Float64Array(width + 1).fill(1);
  let length = 0;
  for (let t = 0; t < 20; t++) {
    const next = new Float64Array(width + 1);
    for (const row of rows) {
      const score = scoreRow(x, width, vector, row) / rows.length;
      for (let c = 0; c < width; c++) next[c]! += score * x[row * width + c]!;
      next[width]! += score;
    }
    length = Math.hypot(...next);
    vector = next.map((value) => value / length);
  }
  return 1.1 * length;
}

const scoreRow = (x: Float64Array, width: number, weights: Float64Array, row: number): number => {
  let sum = weights[width]!;
  for (let c = 0; c < width; c++) sum += weights[c]! * x[row * width + c]!;
  return sum;
};

/** The log-odds of coming from the current sample, for the rows given. */
export const scores = ({ x, width }: Labelled, weights: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => scoreRow(x, width, weights, row));

/**
 * The area under the ROC curve: how often a row of class 1 scores above one of class 0, ties half.
 * @throws RangeError when a class is missing, or a score is not a number: it has no place among the others.
 */
export function auroc(values: ArrayLike<number>, classes: ArrayLike<number>): number {
  if (Array.from(values).some(Number.isNaN)) throw new RangeError('a score is not a number, so it has no place among the others');
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  let [zeros, above] = [0, 0];
  for (let from = 0; from < order.length;) {
    let [to, tiedZeros, tiedOnes] = [from, 0, 0];
    for (; to < order.length && values[order[to]!] === values[order[from]!]; to++) {
      if (classes[order[to]!] === 1) tiedOnes++;
      else tiedZeros++;
    }
    above += tiedOnes * (zeros + tiedZeros / 2);
    zeros += tiedZeros;
    from = to;
  }
  const ones = order.length - zeros;
  if (ones === 0 || zeros === 0) throw new RangeError('an ROC curve needs rows of both classes');
  return above / (ones * zeros);
}
