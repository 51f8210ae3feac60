/**
 * The matrix product, where nearly all time goes. Tiles of 4 rows × 8 columns stay in registers over the whole K loop, which
 * has one pointer to compare and constant offsets only: with one more addition in it V8 spills, and a third of the speed is
 * lost (measured). A is packed to make the offsets constant, B to make a panel contiguous, where that pays.
 */

/** Floats of A that are packed at once: the packed block stays in the second-level cache. */
const BLOCK: i32 = 32768;
/** Shorter rows of A stay in the first-level cache as they are, and fewer columns use them too rarely. */
const PACK_DEPTH: i32 = 128;
const PACK_COLUMNS: i32 = 32;
/** A transposed A has constant offsets already; it is packed when its steps, in floats, leave the page. */
const PACK_STRIDE: i32 = 512;
/** A smaller B stays in the first-level cache as it is, and fewer rows use it too rarely. */
const PACK_B: i32 = 4096;
const PACK_ROWS: i32 = 64;

// @ts-ignore: decorator
@inline function positive(value: v128, relu: bool): v128 {
  return relu ? f32x4.pmax(f32x4.splat(0), value) : value;
}

/**
 * 4 rows × 8 columns. Element (i,k) of A lies at a + 4i + k·stride; row k of B at b + k·bs. A tile begins with the values at
 * `init`, whose rows lie `ir` apart. Strides in bytes.
 */
// @ts-ignore: decorator
@inline function tile4x8(a: usize, stride: usize, b: usize, bs: usize, K: i32, c: usize, cr: usize, init: usize, ir: usize, relu: bool): void {
  let v00 = v128.load(init), v01 = v128.load(init, 16);
  init += ir;
  let v10 = v128.load(init), v11 = v128.load(init, 16);
  init += ir;
  let v20 = v128.load(init), v21 = v128.load(init, 16);
  init += ir;
  let v30 = v128.load(init), v31 = v128.load(init, 16);
  const end = b + <usize>K * bs;
  do {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    v00 = f32x4.add(v00, f32x4.mul(x, b0));
    v01 = f32x4.add(v01, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 4);
    v10 = f32x4.add(v10, f32x4.mul(x, b0));
    v11 = f32x4.add(v11, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 8);
    v20 = f32x4.add(v20, f32x4.mul(x, b0));
    v21 = f32x4.add(v21, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 12);
    v30 = f32x4.add(v30, f32x4.mul(x, b0));
    v31 = f32x4.add(v31, f32x4.mul(x, b1));
    a += stride;
    b += bs;
  } while (b < end);
  if (relu) {
    const zero = f32x4.splat(0);
    v00 = f32x4.pmax(zero, v00);
    v01 = f32x4.pmax(zero, v01);
    v10 = f32x4.pmax(zero, v10);
    v11 = f32x4.pmax(zero, v11);
    v20 = f32x4.pmax(zero, v20);
    v21 = f32x4.pmax(zero, v21);
    v30 = f32x4.pmax(zero, v30);
    v31 = f32x4.pmax(zero, v31);
  }
  v128.store(c, v00);
  v128.store(c, v01, 16);
  c += cr;
  v128.store(c, v10);
  v128.store(c, v11, 16);
  c += cr;
  v128.store(c, v20);
  v128.store(c, v21, 16);
  c += cr;
  v128.store(c, v30);
  v128.store(c, v31, 16);
}

/** The same for rows of A that lie `ar` apart and have neighbouring k next to each other. */
// @ts-ignore: decorator
@inline function tile4x8rows(a: usize, ar: usize, b: usize, bs: usize, K: i32, c: usize, cr: usize, init: usize, ir: usize, relu: bool): void {
  let v00 = v128.load(init), v01 = v128.load(init, 16);
  init += ir;
  let v10 = v128.load(init), v11 = v128.load(init, 16);
  init += ir;
  let v20 = v128.load(init), v21 = v128.load(init, 16);
  init += ir;
  let v30 = v128.load(init), v31 = v128.load(init, 16);
  const ar2 = ar << 1, ar3 = ar + ar2;
  const end = b + <usize>K * bs;
  do {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    v00 = f32x4.add(v00, f32x4.mul(x, b0));
    v01 = f32x4.add(v01, f32x4.mul(x, b1));
    x = v128.load32_splat(a + ar);
    v10 = f32x4.add(v10, f32x4.mul(x, b0));
    v11 = f32x4.add(v11, f32x4.mul(x, b1));
    x = v128.load32_splat(a + ar2);
    v20 = f32x4.add(v20, f32x4.mul(x, b0));
    v21 = f32x4.add(v21, f32x4.mul(x, b1));
    x = v128.load32_splat(a + ar3);
    v30 = f32x4.add(v30, f32x4.mul(x, b0));
    v31 = f32x4.add(v31, f32x4.mul(x, b1));
    a += 4;
    b += bs;
  } while (b < end);
  if (relu) {
    const zero = f32x4.splat(0);
    v00 = f32x4.pmax(zero, v00);
    v01 = f32x4.pmax(zero, v01);
    v10 = f32x4.pmax(zero, v10);
    v11 = f32x4.pmax(zero, v11);
    v20 = f32x4.pmax(zero, v20);
    v21 = f32x4.pmax(zero, v21);
    v30 = f32x4.pmax(zero, v30);
    v31 = f32x4.pmax(zero, v31);
  }
  v128.store(c, v00);
  v128.store(c, v01, 16);
  c += cr;
  v128.store(c, v10);
  v128.store(c, v11, 16);
  c += cr;
  v128.store(c, v20);
  v128.store(c, v21, 16);
  c += cr;
  v128.store(c, v30);
  v128.store(c, v31, 16);
}

/** 4 rows × 4 columns, for what is left of the columns. Element (i,k) of A lies at a + i·ar + k·ac. */
function tile4x4(a: usize, ar: usize, ac: usize, b: usize, bs: usize, K: i32, c: usize, cr: usize, init: usize, ir: usize, relu: bool): void {
  const ar2 = ar << 1, ar3 = ar + ar2;
  let v0 = v128.load(init), v1 = v128.load(init + ir), v2 = v128.load(init + (ir << 1)), v3 = v128.load(init + ir + (ir << 1));
  const end = b + <usize>K * bs;
  do {
    const b0 = v128.load(b);
    v0 = f32x4.add(v0, f32x4.mul(v128.load32_splat(a), b0));
    v1 = f32x4.add(v1, f32x4.mul(v128.load32_splat(a + ar), b0));
    v2 = f32x4.add(v2, f32x4.mul(v128.load32_splat(a + ar2), b0));
    v3 = f32x4.add(v3, f32x4.mul(v128.load32_splat(a + ar3), b0));
    a += ac;
    b += bs;
  } while (b < end);
  v128.store(c, positive(v0, relu));
  v128.store(c + cr, positive(v1, relu));
  v128.store(c + (cr << 1), positive(v2, relu));
  v128.store(c + cr + (cr << 1), positive(v3, relu));
}

/** 1 row × 4 columns, for what is left of the rows. */
function tile1x4(a: usize, ac: usize, b: usize, bs: usize, K: i32, c: usize, init: usize, relu: bool): void {
  let v = v128.load(init);
  const end = b + <usize>K * bs;
  do {
    v = f32x4.add(v, f32x4.mul(v128.load32_splat(a), v128.load(b)));
    a += ac;
    b += bs;
  } while (b < end);
  v128.store(c, positive(v, relu));
}

/** Rows `i … i+rows` of A (a multiple of 4) as blocks [K,4]; four k at a time where they are neighbours. */
function packA(a: usize, ar: usize, ac: usize, rows: i32, K: i32, to: usize): void {
  for (let i = 0; i < rows; i += 4) {
    let p = a + <usize>i * ar;
    let k = 0;
    if (ac === 4) {
      for (; k + 4 <= K; k += 4) {
        const r0 = v128.load(p), r1 = v128.load(p + ar), r2 = v128.load(p + (ar << 1)), r3 = v128.load(p + ar + (ar << 1));
        const a01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5), b01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
        const a23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5), b23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
        v128.store(to, i64x2.shuffle(a01, a23, 0, 2));
        v128.store(to, i64x2.shuffle(a01, a23, 1, 3), 16);
        v128.store(to, i64x2.shuffle(b01, b23, 0, 2), 32);
        v128.store(to, i64x2.shuffle(b01, b23, 1, 3), 48);
        p += 16;
        to += 64;
      }
    }
    for (; k < K; k++) {
      if (ar === 4) v128.store(to, v128.load(p));
      else {
        store<f32>(to, load<f32>(p));
        store<f32>(to, load<f32>(p + ar), 4);
        store<f32>(to, load<f32>(p + (ar << 1)), 8);
        store<f32>(to, load<f32>(p + ar + (ar << 1)), 12);
      }
      p += ac;
      to += 16;
    }
  }
}

/** B as panels [K,8]; what is left of the columns stays where it is. */
function packB(b: usize, br: usize, K: i32, N: i32, to: usize): void {
  for (let j = 0; j + 8 <= N; j += 8) {
    let p = b + ((<usize>j) << 2);
    for (let k = 0; k < K; k++) {
      v128.store(to, v128.load(p));
      v128.store(to, v128.load(p, 16), 16);
      p += br;
      to += 32;
    }
  }
}

/**
 * C[M,N] = init + A·B, then ReLU if asked. Row i of `init` lies at init + 4·i·initRow: a bias repeats with initRow 0, C itself
 * accumulates. A's element (i,k) lies at a + 4(i·aRow + k·aCol), so that a transposed A costs nothing; B is [K,N] with row
 * stride bRow, C has row stride cRow. N is a multiple of 4, K at least 1. `scratch` holds max(BLOCK, 4·K) + K·N floats.
 */
export function gemm(
  a: usize, aRow: i32, aCol: i32, b: usize, bRow: i32, c: usize, cRow: i32,
  M: i32, K: i32, N: i32, init: usize, initRow: i32, relu: bool, scratch: usize,
): void {
  const ar = (<usize>aRow) << 2, ac = (<usize>aCol) << 2, br = (<usize>bRow) << 2, cr = (<usize>cRow) << 2, ir = (<usize>initRow) << 2;
  const packsA = K >= PACK_DEPTH && N >= PACK_COLUMNS && (aRow !== 1 || aCol > PACK_STRIDE);
  const packsB = N > 8 && M >= PACK_ROWS && K * N > PACK_B;
  const panels = scratch + ((<usize>max(BLOCK, 4 * K)) << 2);
  if (packsB) packB(b, br, K, N, panels);
  const bs: usize = packsB ? 32 : br;
  const tiled = M & ~3;
  const block = packsA ? max((BLOCK / K) & ~3, 4) : max(tiled, 4);
  for (let from = 0; from < tiled; from += block) {
    const to = min(from + block, tiled);
    if (packsA) packA(a + <usize>from * ar, ar, ac, to - from, K, scratch);
    let j = 0;
    for (; j + 8 <= N; j += 8) {
      const jo = (<usize>j) << 2;
      const panel = packsB ? panels + jo * <usize>K : b + jo;
      let pi = init + <usize>from * ir + jo;
      let pc = c + <usize>from * cr + jo;
      let pa = packsA ? scratch : a + <usize>from * ar;
      if (packsA) {
        for (let i = from; i < to; i += 4) {
          tile4x8(pa, 16, panel, bs, K, pc, cr, pi, ir, relu);
          pa += (<usize>K) << 4;
          pc += cr << 2;
          pi += ir << 2;
        }
      } else if (aRow === 1) {
        for (let i = from; i < to; i += 4) {
          tile4x8(pa, ac, panel, bs, K, pc, cr, pi, ir, relu);
          pa += 16;
          pc += cr << 2;
          pi += ir << 2;
        }
      } else {
        for (let i = from; i < to; i += 4) {
          tile4x8rows(pa, ar, panel, bs, K, pc, cr, pi, ir, relu);
          pa += ar << 2;
          pc += cr << 2;
          pi += ir << 2;
        }
      }
    }
    if (j < N) {
      const jo = (<usize>j) << 2;
      let pc = c + <usize>from * cr + jo;
      let pi = init + <usize>from * ir + jo;
      for (let i = from; i < to; i += 4) {
        tile4x4(a + <usize>i * ar, ar, ac, b + jo, br, K, pc, cr, pi, ir, relu);
        pc += cr << 2;
        pi += ir << 2;
      }
    }
  }
  for (let i = tiled; i < M; i++) {
    for (let j = 0; j < N; j += 4) {
      const jo = (<usize>j) << 2;
      tile1x4(a + <usize>i * ar, ac, b + jo, br, K, c + <usize>i * cr + jo, init + <usize>i * ir + jo, relu);
    }
  }
}
