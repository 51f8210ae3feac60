/**
 * Softmax regression (multinomial logistic regression), solved to convergence in double precision: what a last layer on frozen features is.
 * Of rows whose number is told it is ridge regression (Hoerl & Kennard 1970), or with Huber's loss its robust kin, by the same method.
 *
 * Minimises (1/n) Σ wᵢ·Lᵢ(xᵢW + b) + (λ/2)·‖W − A‖², L the cross-entropy CE(yᵢ, softmax(·)) or half the squared error to tᵢ, where A is an anchor or 0. Intercepts b are free, or held to the anchor's
 * by the same λ. That is convex, so there is no learning rate and no order of rows. Method: L-BFGS (Nocedal 1980, its two-loop recursion;
 * Nocedal & Wright 2006, algorithms 7.4 and 7.5) with a strong Wolfe line search, to rounding in the approximate form of Hager & Zhang (2005).
 *
 * Two exact savings. Scores are linear in the parameters, so along a direction they are known from one product, and a line search costs
 * exponentials only. And where intercepts are free, features are centred inside: nothing changes but the conditioning. (Where they are held,
 * centring would couple them to the kernel and make it worse.)
 */
import { Towards } from './anchor-penalty.ts';
import { dot } from '../maths/dot.ts';
import { Memory } from './lbfgs-memory.ts';
import { SoftmaxLoss, SquaredLoss, squaredLoss, type LinearLoss } from './linear-loss.ts';
import { exp, log } from '../maths/portable.ts';

export interface SoftmaxRows {
  /** n ≥ 1. */
  readonly rows: number;
  /** `[rows, features]`, row-major, finite. */
  readonly x: Float32Array;
  /** `[rows]`, 0 … classes − 1. */
  readonly y: Int32Array;
  /** `[rows]`, the number of each, where one is told, and beyond which error Huber's loss goes on straight (absent = nowhere). `y` then says nothing. */
  readonly target?: ArrayLike<number>;
  readonly delta?: number;
  /** `[rows]`, ≥ 0 with a sum > 0; absent = 1 each. Their mean should be 1, or λ means something else. */
  readonly rowWeights?: ArrayLike<number>;
}

export interface SoftmaxFitOptions {
  /** λ ≥ 0, per row: scikit-learn's C is 1 / (n·λ). With 0 and separable rows, or free intercepts and a class without rows, there is no minimum, and the fit ends at `iterations` or where the gradient is small enough. */
  readonly l2: number;
  /** Kernel `[features, classes]` and intercepts `[classes]` in one; intercepts matter where they are held. Absent = 0. */
  readonly anchor?: ArrayLike<number>;
  /** `free`: the kernel is held to the nearest multiple of A instead, so that (λ/2)·min over c of ‖W − c·A‖² is added; `fixed` unless given. */
  readonly anchorScale?: 'fixed' | 'free';
  /** Where to begin, laid out like the anchor; absent = the anchor. */
  readonly start?: ArrayLike<number>;
  /** Converged when no entry of the gradient (nats per unit, features centred) is larger. 1e-6 unless given. */
  readonly tolerance?: number;
  /** At most so many; 500 unless given. */
  readonly iterations?: number;
  /** Told after each iteration. */
  readonly onIteration?: (point: { readonly iteration: number; readonly crossEntropy: number; weights(): Float64Array }) => void;
}

export interface SoftmaxFit {
  /** Kernel `[features, classes]`, then intercepts `[classes]`: how a dense layer's parameters lie. */
  readonly weights: Float64Array;
  /** What is minimised, and its loss alone (cross-entropy in nats, of numbers half a square). */
  readonly objective: number;
  readonly crossEntropy: number;
  readonly iterations: number;
  /** Times the objective was evaluated, trials of the line search included. */
  readonly evaluations: number;
  readonly converged: boolean;
  /** Floating-point operations of the products with the rows and of the recursion; exponentials are left out, as everywhere here. */
  readonly flops: number;
  /** Bytes moved, as though nothing stayed in a cache: rows, scores, parameters and remembered pairs, in 64-bit floats. */
  readonly bytes: number;
}

const ITERATIONS = 500;
const TOLERANCE = 1e-6;

/** Wolfe's conditions: sufficient decrease, and by how much the slope must have fallen. */
const DECREASE = 1e-4;
const SLOPE = 0.9;
const TRIALS = 30;
/** Relative error of an objective, below which a decrease cannot be seen. */
const ROUNDING = 1e-13;

/** Rows made ready for any number of fits. */
export class SoftmaxRegression {
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
  /** Of the rows less their mean where intercepts are free, each weighing wᵢ/n. */
  readonly #loss: LinearLoss;
  readonly #mean: Float64Array;
  /** How many of the parameters are held to the anchor. */
  readonly #held: number;

  /** @throws RangeError when lengths, labels or row weights do not fit. */
  constructor({ rows, x, y, target, delta = Infinity, rowWeights }: SoftmaxRows, classes: number, intercepts: 'free' | 'held' = 'free') {
    const features = x.length / rows;
    if (!(rows >= 1) || !Number.isInteger(features) || y.length !== rows)
      throw new RangeError(`${rows} rows do not fit ${x.length} features and ${y.length} labels`);
    if (target && (classes !== 1 || target.length !== rows))
      throw new RangeError(`${target.length} numbers and ${classes} outputs do not fit ${rows} rows of one number each`);
    if (!target && !(classes >= 2)) throw new RangeError(`${classes} classes: there must be at least 2`);
    if (rowWeights && rowWeights.length !== rows) throw new RangeError(`${rowWeights.length} row weights for ${rows} rows`);
    const share = new Float64Array(rows);
    let total = 0;
    for (let i = 0; i < rows; i++) {
      if (!target && !(y[i]! >= 0 && y[i]! < classes)) throw new RangeError(`label ${y[i]} of row ${i} is none of ${classes} classes`);
      const weight = rowWeights ? rowWeights[i]! : 1;
      if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`row weight ${weight} of row ${i} is not a number ≥ 0`);
      total += share[i] = weight / rows;
    }
    if (!(total > 0)) throw new RangeError('all row weights are 0');
    const mean = new Float64Array(features);
    if (intercepts === 'free')
      for (let i = 0; i < rows; i++) for (let j = 0; j < features; j++) mean[j]! += (share[i]! / total) * x[i * features + j]!;
    const centred = new Float64Array(x.length);
    for (let i = 0; i < rows; i++) for (let j = 0; j < features; j++) centred[i * features + j] = x[i * features + j]! - mean[j]!;
    this.rows = rows;
    this.features = features;
    this.classes = classes;
    this.#loss = target ? new SquaredLoss(features, centred, target, delta, share) : new SoftmaxLoss(features, classes, centred, y, share);
    this.#mean = mean;
    this.#held = intercepts === 'held' ? (features + 1) * classes : features * classes;
  }

  /** @throws RangeError when an option does not fit. */
  fit({
    l2,
    anchor,
    anchorScale = 'fixed',
    start = anchor,
    tolerance = TOLERANCE,
    iterations: most = ITERATIONS,
    onIteration,
  }: SoftmaxFitOptions): SoftmaxFit {
    const { rows, features, classes } = this;
    const kernel = features * classes;
    const size = kernel + classes;
    if (!(l2 >= 0 && l2 < Infinity)) throw new RangeError(`l2 is ${l2}, expected a number ≥ 0`);
    for (const given of [anchor, start])
      if (given && given.length !== size) throw new RangeError(`${given.length} parameters given, expected ${size}`);

    // Inside, a kernel lies as [classes, features].
    const towards = new Towards(
      l2,
      anchor ? this.#inside(anchor).subarray(0, this.#held) : new Float64Array(this.#held),
      anchorScale === 'free',
    );
    const w = start ? this.#inside(start) : new Float64Array(size);
    const direction = new Float64Array(size);
    let gradient = new Float64Array(size);
    let next = new Float64Array(size);
    const scores = new Float64Array(rows * classes);
    const along = new Float64Array(rows * classes);
    const residual = new Float64Array(rows * classes);
    const memory = new Memory(size);
    const pass = 2 * rows * kernel;
    const passed = 8 * (rows * features + 2 * rows * classes + 2 * size);
    let [flops, bytes, evaluations, iterations] = [0, 0, 0, 0];

    this.#loss.scores(w, scores);
    let loss = this.#loss.residual(scores, residual);
    let penalty = towards.penalty(w, gradient);
    this.#loss.gradient(residual, gradient);
    flops += 2 * pass;
    bytes += 2 * passed;
    evaluations++;
    let converged = largest(gradient) <= tolerance;
    while (!converged && iterations < most) {
      flops += memory.direction(gradient, direction);
      bytes += 8 * size * (6 * memory.pairs + 2);
      let slope = dot(gradient, direction);
      if (!(slope < 0)) {
        memory.forget();
        for (let p = 0; p < size; p++) direction[p] = -gradient[p]!;
        slope = -dot(gradient, gradient);
      }
      this.#loss.scores(direction, along);
      flops += pass;
      bytes += passed;
      const first = memory.pairs ? 1 : Math.min(1, 1 / Math.sqrt(-slope));
      const found = this.#search({ scores, along, loss, penalty, slope, first, pull: towards.along(w, direction) });
      evaluations += found.evaluations;
      bytes += 16 * scores.length * found.evaluations;
      // Not even a shorter step is better: that is as far as these numbers go.
      if (!(found.step > 0)) {
        if (!memory.pairs) break;
        memory.forget();
        continue;
      }
      const { step } = found;
      for (let p = 0; p < size; p++) w[p]! += step * direction[p]!;
      for (let i = 0; i < scores.length; i++) scores[i]! += step * along[i]!;
      loss = this.#loss.residual(scores, residual);
      penalty = towards.penalty(w, next);
      this.#loss.gradient(residual, next);
      flops += pass;
      bytes += passed;
      iterations++;
      memory.remember(step, direction, gradient, next);
      [gradient, next] = [next, gradient];
      converged = largest(gradient) <= tolerance;
      onIteration?.({ iteration: iterations, crossEntropy: loss, weights: () => this.#outside(w) });
    }
    return { weights: this.#outside(w), objective: loss + penalty, crossEntropy: loss, iterations, evaluations, converged, flops, bytes };
  }

  /** A step along the direction that meets strong Wolfe, by Newton's method on the slope inside a bracket; 0 when there is none. */
  #search({ scores, along, loss, penalty, slope, first, pull }: Search): { readonly step: number; readonly evaluations: number } {
    const objective = loss + penalty;
    let [low, high, step] = [0, Infinity, first];
    for (let evaluations = 1; evaluations <= TRIALS; evaluations++) {
      const at = this.#loss.line(scores, along, step);
      const value = at.loss + penalty + step * pull.slope + 0.5 * step * step * pull.bend;
      const turned = at.slope + pull.slope + step * pull.bend;
      const lower =
        value <= objective + DECREASE * step * slope ||
        (value <= objective + ROUNDING * Math.abs(objective) && turned <= (2 * DECREASE - 1) * slope);
      if (lower && Math.abs(turned) <= SLOPE * -slope) return { step, evaluations };
      if (turned > 0 || !lower || !Number.isFinite(value)) high = step;
      else low = step;
      const newton = step - turned / (at.bend + pull.bend);
      const inside = newton > low && newton < high && newton <= 10 * step;
      step = inside ? newton : high === Infinity ? 4 * step : (low + high) / 2;
      if (high - low <= 1e-12 * high) break;
    }
    return { step: low, evaluations: TRIALS };
  }

  /** Parameters as a dense layer has them → `[classes, features]` and the intercepts of centred features. */
  #inside(weights: ArrayLike<number>): Float64Array {
    const { features, classes } = this;
    const kernel = features * classes;
    const w = new Float64Array(kernel + classes);
    for (let c = 0; c < classes; c++) {
      let intercept = weights[kernel + c]!;
      for (let j = 0; j < features; j++) {
        const value = weights[j * classes + c]!;
        w[c * features + j] = value;
        intercept += this.#mean[j]! * value;
      }
      w[kernel + c] = intercept;
    }
    return w;
  }

  #outside(w: Float64Array): Float64Array {
    const { features, classes } = this;
    const kernel = features * classes;
    const weights = new Float64Array(kernel + classes);
    for (let c = 0; c < classes; c++) {
      let intercept = w[kernel + c]!;
      for (let j = 0; j < features; j++) {
        const value = w[c * features + j]!;
        weights[j * classes + c] = value;
        intercept -= this.#mean[j]! * value;
      }
      weights[kernel + c] = intercept;
    }
    return weights;
  }
}

/** Loss of each row under those parameters (laid out as in `SoftmaxFit`), without a penalty. @throws RangeError when lengths do not fit. */
export function rowLosses(
  { rows, x, y, target, delta = Infinity }: Omit<SoftmaxRows, 'rowWeights'>,
  classes: number,
  weights: ArrayLike<number>,
): Float64Array {
  const features = x.length / rows;
  const kernel = features * classes;
  if (weights.length !== kernel + classes) throw new RangeError(`${weights.length} parameters given, expected ${kernel + classes}`);
  const scores = new Float64Array(classes);
  return Float64Array.from({ length: rows }, (_, i) => {
    for (let c = 0; c < classes; c++) scores[c] = weights[kernel + c]!;
    for (let j = 0; j < features; j++) {
      const value = x[i * features + j]!;
      if (value !== 0) for (let c = 0; c < classes; c++) scores[c]! += value * weights[j * classes + c]!;
    }
    if (target) return squaredLoss(scores[0]! - target[i]!, delta);
    const top = scores.reduce((a, b) => Math.max(a, b));
    return log(scores.reduce((sum, score) => sum + exp(score - top), 0)) + top - scores[y[i]!]!;
  });
}

interface Search {
  readonly scores: Float64Array;
  readonly along: Float64Array;
  readonly loss: number;
  readonly penalty: number;
  /** Of the objective at 0; below 0. */
  readonly slope: number;
  readonly first: number;
  readonly pull: ReturnType<Towards['along']>;
}

function largest(values: Float64Array): number {
  let [most, sum] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > most) most = size;
    sum += size;
  }
  // NaN is never "small".
  return Number.isNaN(sum) ? NaN : most;
}
