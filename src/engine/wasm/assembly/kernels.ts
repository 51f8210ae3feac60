/**
 * Training kernels in AssemblyScript, compiled to WebAssembly with 128-bit SIMD. They work on one linear memory; every
 * pointer is a byte offset, every count is in elements. Arrays are float32, row-major; row widths that SIMD stores to are
 * multiples of 4 (padded with zeros by the plan), everything else may have any size.
 *
 * Here: matrix products, loss and update. Convolution and pooling, which look through windows, are in `windows.ts`.
 */
export * from './windows';

/**
 * C[M,N] = A·B + bias, then ReLU if asked. A's element (i,k) lies at a + 4(i·aRow + k·aCol), so that a transposed A costs
 * nothing; B is [K,N] with row stride bRow, C has row stride cRow. N is a multiple of 4. `bias` 0 means none.
 * Tiles of 4 rows × 8 columns are kept in registers over the whole K loop.
 */
export function gemm(
  a: usize, aRow: i32, aCol: i32, b: usize, bRow: i32, c: usize, cRow: i32,
  M: i32, K: i32, N: i32, bias: usize, relu: bool,
): void {
  const ar = (<usize>aRow) << 2;
  const ak = (<usize>aCol) << 2;
  const br = (<usize>bRow) << 2;
  const cr = (<usize>cRow) << 2;
  const zero = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= M; i += 4) {
    const a0 = a + <usize>i * ar;
    const c0 = c + <usize>i * cr;
    let j = 0;
    for (; j + 8 <= N; j += 8) {
      const jo = (<usize>j) << 2;
      let v00 = bias ? v128.load(bias + jo) : zero;
      let v01 = bias ? v128.load(bias + jo, 16) : zero;
      let v10 = v00, v11 = v01, v20 = v00, v21 = v01, v30 = v00, v31 = v01;
      let pa = a0;
      let pb = b + jo;
      for (let k = 0; k < K; k++) {
        const b0 = v128.load(pb);
        const b1 = v128.load(pb, 16);
        let x = v128.load32_splat(pa);
        v00 = f32x4.add(v00, f32x4.mul(x, b0));
        v01 = f32x4.add(v01, f32x4.mul(x, b1));
        x = v128.load32_splat(pa + ar);
        v10 = f32x4.add(v10, f32x4.mul(x, b0));
        v11 = f32x4.add(v11, f32x4.mul(x, b1));
        x = v128.load32_splat(pa + 2 * ar);
        v20 = f32x4.add(v20, f32x4.mul(x, b0));
        v21 = f32x4.add(v21, f32x4.mul(x, b1));
        x = v128.load32_splat(pa + 3 * ar);
        v30 = f32x4.add(v30, f32x4.mul(x, b0));
        v31 = f32x4.add(v31, f32x4.mul(x, b1));
        pa += ak;
        pb += br;
      }
      if (relu) {
        v00 = f32x4.pmax(zero, v00);
        v01 = f32x4.pmax(zero, v01);
        v10 = f32x4.pmax(zero, v10);
        v11 = f32x4.pmax(zero, v11);
        v20 = f32x4.pmax(zero, v20);
        v21 = f32x4.pmax(zero, v21);
        v30 = f32x4.pmax(zero, v30);
        v31 = f32x4.pmax(zero, v31);
      }
      let pc = c0 + jo;
      v128.store(pc, v00);
      v128.store(pc, v01, 16);
      pc += cr;
      v128.store(pc, v10);
      v128.store(pc, v11, 16);
      pc += cr;
      v128.store(pc, v20);
      v128.store(pc, v21, 16);
      pc += cr;
      v128.store(pc, v30);
      v128.store(pc, v31, 16);
    }
    for (; j < N; j += 4) {
      const jo = (<usize>j) << 2;
      let v0 = bias ? v128.load(bias + jo) : zero;
      let v1 = v0, v2 = v0, v3 = v0;
      let pa = a0;
      let pb = b + jo;
      for (let k = 0; k < K; k++) {
        const b0 = v128.load(pb);
        v0 = f32x4.add(v0, f32x4.mul(v128.load32_splat(pa), b0));
        v1 = f32x4.add(v1, f32x4.mul(v128.load32_splat(pa + ar), b0));
        v2 = f32x4.add(v2, f32x4.mul(v128.load32_splat(pa + 2 * ar), b0));
        v3 = f32x4.add(v3, f32x4.mul(v128.load32_splat(pa + 3 * ar), b0));
        pa += ak;
        pb += br;
      }
      if (relu) {
        v0 = f32x4.pmax(zero, v0);
        v1 = f32x4.pmax(zero, v1);
        v2 = f32x4.pmax(zero, v2);
        v3 = f32x4.pmax(zero, v3);
      }
      const pc = c0 + jo;
      v128.store(pc, v0);
      v128.store(pc + cr, v1);
      v128.store(pc + 2 * cr, v2);
      v128.store(pc + 3 * cr, v3);
    }
  }
  for (; i < M; i++) {
    const a0 = a + <usize>i * ar;
    const c0 = c + <usize>i * cr;
    for (let j = 0; j < N; j += 4) {
      const jo = (<usize>j) << 2;
      let v0 = bias ? v128.load(bias + jo) : zero;
      let pa = a0;
      let pb = b + jo;
      for (let k = 0; k < K; k++) {
        v0 = f32x4.add(v0, f32x4.mul(v128.load32_splat(pa), v128.load(pb)));
        pa += ak;
        pb += br;
      }
      if (relu) v0 = f32x4.pmax(zero, v0);
      v128.store(c0 + jo, v0);
    }
  }
}

/** to[C,R] = from[R,C] transposed. */
export function transpose(from: usize, to: usize, R: i32, C: i32): void {
  for (let i = 0; i < R; i++) {
    for (let j = 0; j < C; j++) store<f32>(to + ((<usize>(j * R + i)) << 2), load<f32>(from + ((<usize>(i * C + j)) << 2)));
  }
}

/** Gradient through ReLU: g stays where its output h is positive. n is a multiple of 4. */
export function maskRelu(g: usize, h: usize, n: i32): void {
  const zero = f32x4.splat(0);
  const end = (<usize>n) << 2;
  for (let i: usize = 0; i < end; i += 16) v128.store(g + i, v128.and(v128.load(g + i), f32x4.gt(v128.load(h + i), zero)));
}

/** out[N] = column sums of g[M,N]: the gradient of a bias. N is a multiple of 4. */
export function columnSums(g: usize, out: usize, M: i32, N: i32): void {
  const row = (<usize>N) << 2;
  for (let j = 0; j < N; j += 4) {
    let sum = f32x4.splat(0);
    let p = g + ((<usize>j) << 2);
    for (let i = 0; i < M; i++) {
      sum = f32x4.add(sum, v128.load(p));
      p += row;
    }
    v128.store(out + ((<usize>j) << 2), sum);
  }
}

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
    const gradient = v128.load(g + i);
    const first = f32x4.add(f32x4.mul(beta1, v128.load(m + i)), f32x4.mul(rest1, gradient));
    const second = f32x4.add(f32x4.mul(beta2, v128.load(v + i)), f32x4.mul(rest2, f32x4.mul(gradient, gradient)));
    v128.store(m + i, first);
    v128.store(v + i, second);
    const scale = f32x4.add(f32x4.sqrt(f32x4.mul(second, correct)), epsilon);
    v128.store(p + i, f32x4.sub(v128.load(p + i), f32x4.div(f32x4.mul(step, first), scale)));
  }
}

/** eˣ for x ≤ 0 to about 1 ulp: range reduction by ln 2 in two parts and a polynomial of degree 6 (Cephes, S. L. Moshier). */
// @ts-ignore: decorator
@inline
function exponential(x: f32): f32 {
  x = max<f32>(-87, x);
  const n = nearest<f32>(x * 1.44269504);
  const r = x - n * 0.693359375 + n * 2.12194440e-4;
  let p: f32 = 1.9875691500e-4;
  p = p * r + 1.3981999507e-3;
  p = p * r + 8.3334519073e-3;
  p = p * r + 4.1665795894e-2;
  p = p * r + 1.6666665459e-1;
  p = p * r + 5.0000001201e-1;
  p = p * r * r + r + 1;
  return p * reinterpret<f32>((<i32>n + 127) << 23);
}

/**
 * Softmax cross-entropy of logits z[B,width] (the first C columns count) with labels y[B]: writes its gradient, divided by
 * B, to g and returns the mean loss in nats.
 */
export function softmaxCrossEntropy(z: usize, y: usize, g: usize, B: i32, C: i32, width: i32): f64 {
  let loss: f64 = 0;
  const share: f32 = 1 / <f32>B;
  for (let row = 0; row < B; row++) {
    const zr = z + ((<usize>(row * width)) << 2);
    const gr = g + ((<usize>(row * width)) << 2);
    let top = load<f32>(zr);
    for (let c = 1; c < C; c++) top = max(top, load<f32>(zr + ((<usize>c) << 2)));
    let sum: f32 = 0;
    for (let c = 0; c < C; c++) {
      const e = exponential(load<f32>(zr + ((<usize>c) << 2)) - top);
      sum += e;
      store<f32>(gr + ((<usize>c) << 2), e);
    }
    const label = load<i32>(y + ((<usize>row) << 2));
    loss += Math.log(<f64>sum) - <f64>(load<f32>(zr + ((<usize>label) << 2)) - top);
    const scale = share / sum;
    for (let c = 0; c < C; c++) {
      const at = gr + ((<usize>c) << 2);
      store<f32>(at, load<f32>(at) * scale - (c == label ? share : 0));
    }
  }
  return loss / <f64>B;
}

/** Copies rows from[index[i]] of `width` elements to to[i], for i < B. Works for labels too (width 1). */
export function gather(from: usize, index: usize, to: usize, B: i32, width: i32): void {
  const bytes = (<usize>width) << 2;
  for (let i = 0; i < B; i++) memory.copy(to + <usize>i * bytes, from + <usize>load<i32>(index + ((<usize>i) << 2)) * bytes, bytes);
}
