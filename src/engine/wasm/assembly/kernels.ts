/**
 * Training kernels in AssemblyScript, compiled to WebAssembly with 128-bit SIMD. They work on one linear memory; every
 * pointer is a byte offset, every count is in elements. Arrays are float32, row-major; row widths that SIMD stores to are
 * multiples of 4 (padded with zeros by the plan), everything else may have any size.
 *
 * Here: what works element by element. Matrix products are in `gemm.ts`, losses in `loss.ts`, convolution and pooling, which
 * look through windows, in `windows.ts`, normalisation over a batch in `norm.ts`, how weights move in `optimizer.ts`.
 */
export * from './gemm';
export * from './loss';
export * from './norm';
export * from './optimizer';
export * from './peak';
export * from './windows';

/** to[C,R] = from[R,C] transposed. C is a multiple of 4. */
export function transpose(from: usize, to: usize, R: i32, C: i32): void {
  const fr = (<usize>C) << 2, tr = (<usize>R) << 2;
  let i = 0;
  for (; i + 4 <= R; i += 4) {
    for (let j = 0; j < C; j += 4) {
      const p = from + <usize>i * fr + ((<usize>j) << 2);
      const q = to + <usize>j * tr + ((<usize>i) << 2);
      const r0 = v128.load(p), r1 = v128.load(p + fr), r2 = v128.load(p + (fr << 1)), r3 = v128.load(p + fr + (fr << 1));
      const a01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5), b01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
      const a23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5), b23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
      v128.store(q, i64x2.shuffle(a01, a23, 0, 2));
      v128.store(q + tr, i64x2.shuffle(a01, a23, 1, 3));
      v128.store(q + (tr << 1), i64x2.shuffle(b01, b23, 0, 2));
      v128.store(q + tr + (tr << 1), i64x2.shuffle(b01, b23, 1, 3));
    }
  }
  for (; i < R; i++) {
    for (let j = 0; j < C; j++) store<f32>(to + <usize>j * tr + ((<usize>i) << 2), load<f32>(from + <usize>i * fr + ((<usize>j) << 2)));
  }
}

/** n zeros. */
export function clear(p: usize, n: i32): void {
  memory.fill(p, 0, (<usize>n) << 2);
}

/** out = max(0, x). n is a multiple of 4. */
export function relu(x: usize, out: usize, n: i32): void {
  const zero = f32x4.splat(0);
  const end = (<usize>n) << 2;
  for (let i: usize = 0; i < end; i += 16) v128.store(out + i, f32x4.pmax(zero, v128.load(x + i)));
}

/**
 * out = x where the hash of the place is at least `threshold`, times `factor`; 0 elsewhere. x and out are [rows, padded], of
 * which the first `channels` columns are counted as places; the rest stays 0. The hash is that of src/models/dropout.ts.
 */
export function dropout(x: usize, out: usize, rows: i32, channels: i32, padded: i32, key: u32, threshold: u32, factor: f32): void {
  let place = key;
  for (let row = 0; row < rows; row++) {
    const line = (<usize>(row * padded)) << 2;
    for (let c = 0; c < channels; c++) {
      let h = place++;
      h = (h ^ (h >> 16)) * 0x7feb352d;
      h = (h ^ (h >> 15)) * 0x846ca68b;
      h ^= h >> 16;
      const at = line + ((<usize>c) << 2);
      store<f32>(out + at, h >= threshold ? load<f32>(x + at) * factor : 0);
    }
  }
}

/** Gradient through ReLU: g stays where its output h is positive. n is a multiple of 4. */
export function maskRelu(g: usize, h: usize, n: i32): void {
  const zero = f32x4.splat(0);
  const end = (<usize>n) << 2;
  for (let i: usize = 0; i < end; i += 16) v128.store(g + i, v128.and(v128.load(g + i), f32x4.gt(v128.load(h + i), zero)));
}

/** out[N] = column sums of g[M,N], added to what is there if `accumulate`: the gradient of a bias. N is a multiple of 4. */
export function columnSums(g: usize, out: usize, M: i32, N: i32, accumulate: bool): void {
  const row = (<usize>N) << 2;
  let j = 0;
  // Two vectors at a time and two rows: one addition after the other would wait for each.
  for (; j + 8 <= N; j += 8) {
    const to = out + ((<usize>j) << 2);
    let s0 = accumulate ? v128.load(to) : f32x4.splat(0), s1 = accumulate ? v128.load(to, 16) : f32x4.splat(0);
    let t0 = f32x4.splat(0), t1 = t0;
    let p = g + ((<usize>j) << 2);
    let i = 0;
    for (; i + 2 <= M; i += 2) {
      s0 = f32x4.add(s0, v128.load(p));
      s1 = f32x4.add(s1, v128.load(p, 16));
      p += row;
      t0 = f32x4.add(t0, v128.load(p));
      t1 = f32x4.add(t1, v128.load(p, 16));
      p += row;
    }
    if (i < M) {
      s0 = f32x4.add(s0, v128.load(p));
      s1 = f32x4.add(s1, v128.load(p, 16));
    }
    v128.store(to, f32x4.add(s0, t0));
    v128.store(to, f32x4.add(s1, t1), 16);
  }
  for (; j < N; j += 4) {
    let sum = accumulate ? v128.load(out + ((<usize>j) << 2)) : f32x4.splat(0);
    let p = g + ((<usize>j) << 2);
    for (let i = 0; i < M; i++) {
      sum = f32x4.add(sum, v128.load(p));
      p += row;
    }
    v128.store(out + ((<usize>j) << 2), sum);
  }
}

/** Copies rows from[index[i]] of `width` elements to to[i], for i < B. Works for labels too (width 1). */
export function gather(from: usize, index: usize, to: usize, B: i32, width: i32): void {
  const bytes = (<usize>width) << 2;
  for (let i = 0; i < B; i++) memory.copy(to + <usize>i * bytes, from + <usize>load<i32>(index + ((<usize>i) << 2)) * bytes, bytes);
}

/** Spreads rows [n, channels] out to [n, padded]; the padding is left as it is. */
export function spread(from: usize, to: usize, n: i32, channels: i32, padded: i32): void {
  const bytes = (<usize>channels) << 2, apart = (<usize>padded) << 2;
  for (let i = 0; i < n; i++) memory.copy(to + <usize>i * apart, from + <usize>i * bytes, bytes);
}
