/** Kernels that look at images through square windows: patches for convolutions, and pooling. Conventions: `kernels.ts`. */

/**
 * Patches of x[B,H,W,C] under a K×K window, stride 1, no padding: out[B·(H−K+1)·(W−K+1), K·K·C], so that a convolution is a
 * matrix product with its kernel.
 */
export function patches(x: usize, out: usize, B: i32, H: i32, W: i32, C: i32, K: i32): void {
  const line = (<usize>(K * C)) << 2;
  const down = (<usize>(W * C)) << 2;
  let o = out;
  for (let b = 0; b < B; b++) {
    for (let i = 0; i + K <= H; i++) {
      for (let j = 0; j + K <= W; j++) {
        let p = x + ((<usize>(((b * H + i) * W + j) * C)) << 2);
        for (let k = 0; k < K; k++) {
          for (let q: usize = 0; q < line; q += 4) store<f32>(o + q, load<f32>(p + q));
          o += line;
          p += down;
        }
      }
    }
  }
}

/** Adds patch gradients back to where the patches came from: the transpose of `patches`. C is a multiple of 4. */
export function unpatch(g: usize, dx: usize, B: i32, H: i32, W: i32, C: i32, K: i32): void {
  memory.fill(dx, 0, (<usize>(B * H * W * C)) << 2);
  const line = (<usize>(K * C)) << 2;
  const down = (<usize>(W * C)) << 2;
  let o = g;
  for (let b = 0; b < B; b++) {
    for (let i = 0; i + K <= H; i++) {
      for (let j = 0; j + K <= W; j++) {
        let p = dx + ((<usize>(((b * H + i) * W + j) * C)) << 2);
        for (let k = 0; k < K; k++) {
          for (let q: usize = 0; q < line; q += 16) v128.store(p + q, f32x4.add(v128.load(p + q), v128.load(o + q)));
          o += line;
          p += down;
        }
      }
    }
  }
}

/** Maximum over S×S windows with stride S of x[B,H,W,C]; a remainder is cut off. C is a multiple of 4. */
export function maxPool(x: usize, out: usize, B: i32, H: i32, W: i32, C: i32, S: i32): void {
  const bytes = (<usize>C) << 2;
  const down = (<usize>(W * C)) << 2;
  let o = out;
  for (let b = 0; b < B; b++) {
    for (let i = 0; i + S <= H; i += S) {
      for (let j = 0; j + S <= W; j += S) {
        const p = x + ((<usize>(((b * H + i) * W + j) * C)) << 2);
        for (let q: usize = 0; q < bytes; q += 16) {
          let top = v128.load(p + q);
          for (let di = 0; di < S; di++) {
            for (let dj = 0; dj < S; dj++) top = f32x4.max(top, v128.load(p + <usize>di * down + <usize>dj * bytes + q));
          }
          v128.store(o + q, top);
        }
        o += bytes;
      }
    }
  }
}

/** Gradient of `maxPool`: goes to the first maximum of each window, in row order, as TensorFlow does. */
export function maxPoolGradient(x: usize, out: usize, g: usize, dx: usize, B: i32, H: i32, W: i32, C: i32, S: i32): void {
  memory.fill(dx, 0, (<usize>(B * H * W * C)) << 2);
  const bytes = (<usize>C) << 2;
  const down = (<usize>(W * C)) << 2;
  let o: usize = 0;
  for (let b = 0; b < B; b++) {
    for (let i = 0; i + S <= H; i += S) {
      for (let j = 0; j + S <= W; j += S) {
        const at = (<usize>(((b * H + i) * W + j) * C)) << 2;
        for (let q: usize = 0; q < bytes; q += 16) {
          const top = v128.load(out + o + q);
          const gradient = v128.load(g + o + q);
          let given = f32x4.splat(0);
          for (let di = 0; di < S; di++) {
            for (let dj = 0; dj < S; dj++) {
              const place = at + <usize>di * down + <usize>dj * bytes + q;
              const here = v128.andnot(f32x4.eq(v128.load(x + place), top), given);
              v128.store(dx + place, v128.and(gradient, here));
              given = v128.or(given, here);
            }
          }
        }
        o += bytes;
      }
    }
  }
}
