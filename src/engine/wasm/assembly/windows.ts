/** Kernels that look at images through square windows: patches for convolutions, and pooling. Conventions: `kernels.ts`. */

/**
 * Patches of x[B,H,W,C] under a K×K window that moves by S, with `top` rows and `left` columns of zeros before the image (and
 * as many after it as needed): out[B·OH·OW, K·K·C], so that a convolution is a matrix product with its kernel. Up to 3 floats
 * beyond x are read, and beyond out written.
 */
export function patches(x: usize, out: usize, B: i32, H: i32, W: i32, C: i32, K: i32, S: i32, top: i32, left: i32, OH: i32, OW: i32): void {
  const cell = (<usize>C) << 2;
  const line = (<usize>(K * C)) << 2;
  const down = <usize>W * cell;
  let o = out;
  for (let b = 0; b < B; b++) {
    const image = x + <usize>(b * H) * down;
    for (let i = 0; i < OH; i++) {
      for (let j = 0; j < OW; j++) {
        const y = i * S - top, column = j * S - left;
        if (y >= 0 && y + K <= H && column >= 0 && column + K <= W) {
          let p = image + <usize>y * down + <usize>column * cell;
          for (let k = 0; k < K; k++) {
            // A line that is no multiple of a vector writes beyond its end, where the next line writes after it.
            for (let q: usize = 0; q < line; q += 16) v128.store(o + q, v128.load(p + q));
            o += line;
            p += down;
          }
          continue;
        }
        for (let k = 0; k < K; k++) {
          for (let l = 0; l < K; l++) {
            const inside = y + k >= 0 && y + k < H && column + l >= 0 && column + l < W;
            if (inside) memory.copy(o, image + <usize>(y + k) * down + <usize>(column + l) * cell, cell);
            else memory.fill(o, 0, cell);
            o += cell;
          }
        }
      }
    }
  }
}

/** Adds patch gradients to dx where the patches came from: the transpose of `patches`. C is a multiple of 4. */
export function unpatch(g: usize, dx: usize, B: i32, H: i32, W: i32, C: i32, K: i32, S: i32, top: i32, left: i32, OH: i32, OW: i32): void {
  const cell = (<usize>C) << 2;
  const line = (<usize>(K * C)) << 2;
  const down = <usize>W * cell;
  let o = g;
  for (let b = 0; b < B; b++) {
    const image = dx + <usize>(b * H) * down;
    for (let i = 0; i < OH; i++) {
      for (let j = 0; j < OW; j++) {
        const y = i * S - top, column = j * S - left;
        if (y >= 0 && y + K <= H && column >= 0 && column + K <= W) {
          let p = image + <usize>y * down + <usize>column * cell;
          for (let k = 0; k < K; k++) {
            for (let q: usize = 0; q < line; q += 16) v128.store(p + q, f32x4.add(v128.load(p + q), v128.load(o + q)));
            o += line;
            p += down;
          }
          continue;
        }
        for (let k = 0; k < K; k++) {
          for (let l = 0; l < K; l++, o += cell) {
            if (y + k < 0 || y + k >= H || column + l < 0 || column + l >= W) continue;
            const p = image + <usize>(y + k) * down + <usize>(column + l) * cell;
            for (let q: usize = 0; q < cell; q += 16) v128.store(p + q, f32x4.add(v128.load(p + q), v128.load(o + q)));
          }
        }
      }
    }
  }
}

/** Mean over R×Q windows that move by their size, of x[B,H,W,C]; a remainder is cut off. C is a multiple of 4. */
export function averagePool(x: usize, out: usize, B: i32, H: i32, W: i32, C: i32, R: i32, Q: i32): void {
  const bytes = (<usize>C) << 2;
  const down = <usize>W * bytes;
  const share = f32x4.splat(1 / <f32>(R * Q));
  let o = out;
  for (let b = 0; b < B; b++) {
    for (let i = 0; i + R <= H; i += R) {
      for (let j = 0; j + Q <= W; j += Q) {
        const p = x + <usize>((b * H + i) * W + j) * bytes;
        for (let q: usize = 0; q < bytes; q += 16) {
          let sum = f32x4.splat(0);
          for (let di = 0; di < R; di++) {
            for (let dj = 0; dj < Q; dj++) sum = f32x4.add(sum, v128.load(p + <usize>di * down + <usize>dj * bytes + q));
          }
          v128.store(o + q, f32x4.mul(sum, share));
        }
        o += bytes;
      }
    }
  }
}

/** Gradient of `averagePool`. */
export function averagePoolGradient(g: usize, dx: usize, B: i32, H: i32, W: i32, C: i32, R: i32, Q: i32): void {
  const bytes = (<usize>C) << 2;
  const down = <usize>W * bytes;
  memory.fill(dx, 0, <usize>(B * H) * down);
  const share = f32x4.splat(1 / <f32>(R * Q));
  let o = g;
  for (let b = 0; b < B; b++) {
    for (let i = 0; i + R <= H; i += R) {
      for (let j = 0; j + Q <= W; j += Q) {
        const p = dx + <usize>((b * H + i) * W + j) * bytes;
        for (let q: usize = 0; q < bytes; q += 16) {
          const gradient = f32x4.mul(v128.load(o + q), share);
          for (let di = 0; di < R; di++) {
            for (let dj = 0; dj < Q; dj++) v128.store(p + <usize>di * down + <usize>dj * bytes + q, gradient);
          }
        }
        o += bytes;
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
        if (S === 2) {
          for (let q = p, end = p + bytes; q < end; q += 16, o += 16) {
            const above = f32x4.max(v128.load(q), v128.load(q + bytes));
            v128.store(o, f32x4.max(above, f32x4.max(v128.load(q + down), v128.load(q + down + bytes))));
          }
          continue;
        }
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
  // What no window holds gets no gradient; where windows hold everything, all is written below.
  if (H % S || W % S) memory.fill(dx, 0, (<usize>(B * H * W * C)) << 2);
  const bytes = (<usize>C) << 2;
  const down = (<usize>(W * C)) << 2;
  let o: usize = 0;
  for (let b = 0; b < B; b++) {
    for (let i = 0; i + S <= H; i += S) {
      for (let j = 0; j + S <= W; j += S) {
        const at = (<usize>(((b * H + i) * W + j) * C)) << 2;
        if (S === 2) {
          for (let q: usize = 0; q < bytes; q += 16) {
            const top = v128.load(out + o + q), gradient = v128.load(g + o + q);
            const p0 = at + q, p1 = p0 + bytes, p2 = p0 + down, p3 = p2 + bytes;
            const e0 = f32x4.eq(v128.load(x + p0), top);
            const e1 = f32x4.eq(v128.load(x + p1), top);
            const e2 = f32x4.eq(v128.load(x + p2), top);
            const e3 = f32x4.eq(v128.load(x + p3), top);
            const e01 = v128.or(e0, e1);
            v128.store(dx + p0, v128.and(gradient, e0));
            v128.store(dx + p1, v128.and(gradient, v128.andnot(e1, e0)));
            v128.store(dx + p2, v128.and(gradient, v128.andnot(e2, e01)));
            v128.store(dx + p3, v128.and(gradient, v128.andnot(e3, v128.or(e01, e2))));
          }
          o += bytes;
          continue;
        }
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
