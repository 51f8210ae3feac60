/** Losses of a linear model on fixed rows, in double precision: scores, loss, and gradients by scores and parameters. */
import { exp, log } from '../maths/portable.ts';

/** What all of them have: parameters lie as `[classes, features]` and then `[classes]` intercepts. */
export abstract class LinearLoss {
  constructor(
    readonly features: number,
    readonly classes: number,
    /** `[rows, features]`. */
    private readonly x: Float64Array,
    /** `[rows]`: factor on each row's loss. */
    protected readonly share: Float64Array,
  ) {}

  get rows(): number {
    return this.share.length;
  }

  /** Loss `step` along, and its first and second derivative by the step. */
  abstract line(scores: Float64Array, along: Float64Array, step: number): { loss: number; slope: number; bend: number };

  /** Weighted loss, and its gradient by the scores. */
  abstract residual(scores: Float64Array, out: Float64Array): number;

  /** Scores `[rows, classes]` of those parameters, four rows at a time. */
  scores(w: Float64Array, out: Float64Array): void {
    const { rows, features, classes } = this;
    const { x } = this;
    const kernel = features * classes;
    let i = 0;
    for (; i + 4 <= rows; i += 4) {
      const [r0, r1, r2, r3] = [i * features, (i + 1) * features, (i + 2) * features, (i + 3) * features];
      for (let c = 0, k = 0; c < classes; c++, k += features) {
        let a0 = w[kernel + c]!;
        let [a1, a2, a3] = [a0, a0, a0];
        for (let j = 0; j < features; j++) {
          const v = w[k + j]!;
          a0 += x[r0 + j]! * v;
          a1 += x[r1 + j]! * v;
          a2 += x[r2 + j]! * v;
          a3 += x[r3 + j]! * v;
        }
        const o = i * classes + c;
        out[o] = a0;
        out[o + classes] = a1;
        out[o + 2 * classes] = a2;
        out[o + 3 * classes] = a3;
      }
    }
    for (; i < rows; i++) {
      for (let c = 0, k = 0; c < classes; c++, k += features) {
        let a = w[kernel + c]!;
        for (let j = 0; j < features; j++) a += x[i * features + j]! * w[k + j]!;
        out[i * classes + c] = a;
      }
    }
  }

  /** Adds the gradient by the parameters to `out`, four rows at a time. */
  gradient(residual: Float64Array, out: Float64Array): void {
    const { rows, features, classes } = this;
    const { x } = this;
    const kernel = features * classes;
    let i = 0;
    for (; i + 4 <= rows; i += 4) {
      const [r0, r1, r2, r3] = [i * features, (i + 1) * features, (i + 2) * features, (i + 3) * features];
      for (let c = 0, k = 0; c < classes; c++, k += features) {
        const o = i * classes + c;
        const [e0, e1, e2, e3] = [residual[o]!, residual[o + classes]!, residual[o + 2 * classes]!, residual[o + 3 * classes]!];
        for (let j = 0; j < features; j++) out[k + j]! += e0 * x[r0 + j]! + e1 * x[r1 + j]! + e2 * x[r2 + j]! + e3 * x[r3 + j]!;
        out[kernel + c]! += e0 + e1 + e2 + e3;
      }
    }
    for (; i < rows; i++) {
      for (let c = 0, k = 0; c < classes; c++, k += features) {
        const e = residual[i * classes + c]!;
        for (let j = 0; j < features; j++) out[k + j]! += e * x[i * features + j]!;
        out[kernel + c]! += e;
      }
    }
  }
}

/** Cross-entropy (nats) of softmax(scores). */
export class SoftmaxLoss extends LinearLoss {
  /** @param y `[rows]`, 0 … classes − 1. */
  constructor(
    features: number,
    classes: number,
    x: Float64Array,
    private readonly y: Int32Array,
    share: Float64Array,
  ) {
    super(features, classes, x, share);
  }

  line(scores: Float64Array, along: Float64Array, step: number): { loss: number; slope: number; bend: number } {
    const { rows, classes } = this;
    let [loss, slope, bend] = [0, 0, 0];
    for (let i = 0, o = 0; i < rows; i++, o += classes) {
      let top = -Infinity;
      for (let c = 0; c < classes; c++) top = Math.max(top, scores[o + c]! + step * along[o + c]!);
      let [sum, first, second] = [0, 0, 0];
      for (let c = 0; c < classes; c++) {
        const d = along[o + c]!;
        const e = exp(scores[o + c]! + step * d - top);
        sum += e;
        first += e * d;
        second += e * d * d;
      }
      const own = o + this.y[i]!;
      const mean = first / sum;
      const share = this.share[i]!;
      loss += share * (log(sum) + top - scores[own]! - step * along[own]!);
      slope += share * (mean - along[own]!);
      bend += share * (second / sum - mean * mean);
    }
    return { loss, slope, bend };
  }

  residual(scores: Float64Array, out: Float64Array): number {
    const { rows, classes } = this;
    let loss = 0;
    for (let i = 0, o = 0; i < rows; i++, o += classes) {
      let top = -Infinity;
      for (let c = 0; c < classes; c++) top = Math.max(top, scores[o + c]!);
      let sum = 0;
      for (let c = 0; c < classes; c++) sum += out[o + c] = exp(scores[o + c]! - top);
      const share = this.share[i]!;
      const own = o + this.y[i]!;
      loss += share * (log(sum) + top - scores[own]!);
      for (let c = 0; c < classes; c++) out[o + c]! *= share / sum;
      out[own]! -= share;
    }
    return loss;
  }
}

/** Half the squared error of one score to a target, and beyond ±delta its tangent (Huber 1964). */
export class SquaredLoss extends LinearLoss {
  /** @param target `[rows]`. @param delta Infinity = no error is beyond it. */
  constructor(
    features: number,
    x: Float64Array,
    private readonly target: ArrayLike<number>,
    private readonly delta: number,
    share: Float64Array,
  ) {
    super(features, 1, x, share);
  }

  line(scores: Float64Array, along: Float64Array, step: number): { loss: number; slope: number; bend: number } {
    let [loss, slope, bend] = [0, 0, 0];
    for (let i = 0; i < this.rows; i++) {
      const error = scores[i]! + step * along[i]! - this.target[i]!;
      const share = this.share[i]!;
      loss += share * squaredLoss(error, this.delta);
      slope += share * within(error, this.delta) * along[i]!;
      if (Math.abs(error) <= this.delta) bend += share * along[i]! * along[i]!;
    }
    return { loss, slope, bend };
  }

  residual(scores: Float64Array, out: Float64Array): number {
    let loss = 0;
    for (let i = 0; i < this.rows; i++) {
      const error = scores[i]! - this.target[i]!;
      loss += this.share[i]! * squaredLoss(error, this.delta);
      out[i] = this.share[i]! * within(error, this.delta);
    }
    return loss;
  }
}

const within = (error: number, delta: number): number => Math.min(Math.max(error, -delta), delta);

/** Half the square of an error; beyond ±delta the tangent to that. */
export function squaredLoss(error: number, delta: number): number {
  const near = within(error, delta);
  return near * (error - near / 2);
}
