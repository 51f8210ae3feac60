/** How n parameters p move along their gradients g. Conventions: `kernels.ts`. */
import { flushed, flushedGradient } from './tiny';

/**
 * One Adam update of n parameters (Kingma & Ba 2015, with β₁ 0.9, β₂ 0.999, ε 1e-7). `c1` and `c2` are the bias corrections
 * 1/(1−β₁ᵗ) and 1/(1−β₂ᵗ). n is a multiple of 4.
 */
export function adam(p: usize, g: usize, m: usize, v: usize, n: i32, c1: f32, c2: f32, rate: f32): void {
  const beta1 = f32x4.splat(0.9), rest1 = f32x4.splat(0.1);
  const beta2 = f32x4.splat(0.999), rest2 = f32x4.splat(0.001);
  const step = f32x4.splat(c1 * rate), correct = f32x4.splat(c2), epsilon = f32x4.splat(1e-7);
  const end = (<usize>n) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const gradient = flushedGradient(v128.load(g + i));
    const first = flushed(f32x4.add(f32x4.mul(beta1, v128.load(m + i)), f32x4.mul(rest1, gradient)));
    const second = flushed(f32x4.add(f32x4.mul(beta2, v128.load(v + i)), f32x4.mul(rest2, f32x4.mul(gradient, gradient))));
    v128.store(m + i, first);
    v128.store(v + i, second);
    const scale = f32x4.add(f32x4.sqrt(f32x4.mul(second, correct)), epsilon);
    v128.store(p + i, f32x4.sub(v128.load(p + i), f32x4.div(f32x4.mul(step, first), scale)));
  }
}

/** One plain gradient step of n parameters. n is a multiple of 4. */
export function sgd(p: usize, g: usize, n: i32, rate: f32): void {
  const step = f32x4.splat(rate);
  const end = (<usize>n) << 2;
  for (let i: usize = 0; i < end; i += 16) v128.store(p + i, f32x4.sub(v128.load(p + i), f32x4.mul(step, v128.load(g + i))));
}

/** g += strength·(p − anchor): a penalty from each of n parameters to its anchor. n is a multiple of 4. */
export function penalty(g: usize, p: usize, anchor: usize, strength: usize, n: i32): void {
  const end = (<usize>n) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const away = f32x4.sub(v128.load(p + i), v128.load(anchor + i));
    v128.store(g + i, f32x4.add(v128.load(g + i), f32x4.mul(v128.load(strength + i), away)));
  }
}

/** One step along velocities u = factor·u + g, or with Nesterov's along g + factor·u (Sutskever et al. 2013). n is a multiple of 4. */
export function momentum(p: usize, g: usize, u: usize, n: i32, factor: f32, nesterov: bool, rate: f32): void {
  const step = f32x4.splat(rate), keep = f32x4.splat(factor);
  const end = (<usize>n) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const gradient = v128.load(g + i);
    const velocity = flushed(f32x4.add(f32x4.mul(keep, v128.load(u + i)), gradient));
    v128.store(u + i, velocity);
    const along = nesterov ? f32x4.add(gradient, f32x4.mul(keep, velocity)) : velocity;
    v128.store(p + i, f32x4.sub(v128.load(p + i), f32x4.mul(step, along)));
  }
}

/** p −= amount·p: decoupled weight decay of n parameters (Loshchilov & Hutter 2019). n is a multiple of 4. */
export function decay(p: usize, n: i32, amount: f32): void {
  const share = f32x4.splat(amount);
  const end = (<usize>n) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const old = v128.load(p + i);
    v128.store(p + i, flushed(f32x4.sub(old, f32x4.mul(share, old))));
  }
}

/** Sum of the squares of n gradients, in double precision. n is a multiple of 4. */
export function sumOfSquares(g: usize, n: i32): f64 {
  let low = f64x2.splat(0), high = f64x2.splat(0);
  const end = (<usize>n) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const gradient = flushedGradient(v128.load(g + i));
    const a = f64x2.promote_low_f32x4(gradient), b = f64x2.promote_low_f32x4(i64x2.shuffle(gradient, gradient, 1, 0));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** x ·= factor, for n values; n is a multiple of 4. */
export function scale(x: usize, n: i32, factor: f32): void {
  const by = f32x4.splat(factor);
  const end = (<usize>n) << 2;
  for (let i: usize = 0; i < end; i += 16) v128.store(x + i, f32x4.mul(v128.load(x + i), by));
}

/** average += share·(value − average), for n values; n is a multiple of 4. */
export function average(average: usize, value: usize, n: i32, share: f32): void {
  const part = f32x4.splat(share);
  const end = (<usize>n) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const old = v128.load(average + i);
    v128.store(average + i, flushed(f32x4.add(old, f32x4.mul(part, f32x4.sub(v128.load(value + i), old)))));
  }
}
