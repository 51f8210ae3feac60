/** Batch normalisation over the last axis of x[M,N] (Ioffe & Szegedy 2015). Conventions: `kernels.ts`; N is a multiple of 4. */
import { average } from './optimizer';

/** Mean and population variance of each column, in two passes. */
export function columnStatistics(x: usize, mean: usize, variance: usize, M: i32, N: i32): void {
  const row = (<usize>N) << 2;
  const share = f32x4.splat(1 / <f32>M);
  for (let j = 0; j < N; j += 4) {
    const jo = (<usize>j) << 2;
    let sum = f32x4.splat(0);
    for (let i = 0, p = x + jo; i < M; i++, p += row) sum = f32x4.add(sum, v128.load(p));
    const centre = f32x4.mul(sum, share);
    let squares = f32x4.splat(0);
    for (let i = 0, p = x + jo; i < M; i++, p += row) {
      const d = f32x4.sub(v128.load(p), centre);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
    v128.store(mean + jo, centre);
    v128.store(variance + jo, f32x4.mul(squares, share));
  }
}

/** moving = momentum · moving + (1 − momentum) · batch, for n values; n is a multiple of 4. */
export function blend(moving: usize, batch: usize, n: i32, momentum: f32): void {
  average(moving, batch, n, 1 - momentum);
}

/** out = (x − mean) / √(variance + ε) · scale + shift. */
export function normalise(x: usize, out: usize, mean: usize, variance: usize, scale: usize, shift: usize, M: i32, N: i32, epsilon: f32): void {
  const row = (<usize>N) << 2;
  for (let j = 0; j < N; j += 4) {
    const jo = (<usize>j) << 2;
    const factor = f32x4.div(v128.load(scale + jo), f32x4.sqrt(f32x4.add(v128.load(variance + jo), f32x4.splat(epsilon))));
    const centre = v128.load(mean + jo), offset = v128.load(shift + jo);
    for (let i = 0, at = jo; i < M; i++, at += row) {
      v128.store(out + at, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x + at), centre), factor), offset));
    }
  }
}

/**
 * Gradients by scale and shift, and, unless `dx` is 0, by x. `batch` says whether mean and variance are those of x itself, so
 * that they change with it; otherwise they are constants.
 */
export function normaliseGradient(
  x: usize, g: usize, dx: usize, mean: usize, variance: usize, scale: usize, dscale: usize, dshift: usize,
  M: i32, N: i32, epsilon: f32, batch: bool,
): void {
  const row = (<usize>N) << 2;
  const share = f32x4.splat(batch ? 1 / <f32>M : 0);
  for (let j = 0; j < N; j += 4) {
    const jo = (<usize>j) << 2;
    const inverse = f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(v128.load(variance + jo), f32x4.splat(epsilon))));
    const centre = v128.load(mean + jo);
    let sum = f32x4.splat(0), along = f32x4.splat(0);
    for (let i = 0, at = jo; i < M; i++, at += row) {
      const gradient = v128.load(g + at);
      sum = f32x4.add(sum, gradient);
      along = f32x4.add(along, f32x4.mul(gradient, f32x4.mul(f32x4.sub(v128.load(x + at), centre), inverse)));
    }
    v128.store(dshift + jo, sum);
    v128.store(dscale + jo, along);
    if (!dx) continue;
    const factor = f32x4.mul(v128.load(scale + jo), inverse);
    const meanSum = f32x4.mul(sum, share), meanAlong = f32x4.mul(along, share);
    for (let i = 0, at = jo; i < M; i++, at += row) {
      const scaled = f32x4.mul(f32x4.sub(v128.load(x + at), centre), inverse);
      const centred = f32x4.sub(v128.load(g + at), f32x4.add(meanSum, f32x4.mul(scaled, meanAlong)));
      v128.store(dx + at, f32x4.mul(centred, factor));
    }
  }
}
