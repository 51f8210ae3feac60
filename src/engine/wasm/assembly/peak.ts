/** What the machine can do at best, for the benchmark to compare with. */

/**
 * Multiplies and adds in registers, 24 vectors a round, as fast as the machine can: what a matrix product can at best reach.
 * Returns a value so that nothing is optimised away; 96·n floating-point operations.
 */
export function peak(n: i32, factor: f32): f32 {
  const y = f32x4.splat(factor), x = f32x4.splat(1);
  let a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
  for (let round = 0; round < n; round++) {
    a = f32x4.add(f32x4.mul(a, y), x);
    b = f32x4.add(f32x4.mul(b, y), x);
    c = f32x4.add(f32x4.mul(c, y), x);
    d = f32x4.add(f32x4.mul(d, y), x);
    e = f32x4.add(f32x4.mul(e, y), x);
    f = f32x4.add(f32x4.mul(f, y), x);
    g = f32x4.add(f32x4.mul(g, y), x);
    h = f32x4.add(f32x4.mul(h, y), x);
    i = f32x4.add(f32x4.mul(i, y), x);
    j = f32x4.add(f32x4.mul(j, y), x);
    k = f32x4.add(f32x4.mul(k, y), x);
    l = f32x4.add(f32x4.mul(l, y), x);
  }
  const abcd = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  const efgh = f32x4.add(f32x4.add(e, f), f32x4.add(g, h));
  return f32x4.extract_lane(f32x4.add(f32x4.add(abcd, efgh), f32x4.add(f32x4.add(i, j), f32x4.add(k, l))), 0);
}
