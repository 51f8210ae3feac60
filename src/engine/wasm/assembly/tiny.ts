/** The rule about very small numbers of src/models/tiny.ts, four numbers at a time. */

/** 2⁻¹⁰⁰ */
export const TINY: f32 = 7.888609052210118e-31;
/** 2⁻⁵⁰ */
const TINY_GRADIENT: f32 = 8.881784197001252e-16;

/** What is kept of numbers. */
// @ts-ignore: decorator
@inline
export function flushed(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(TINY)));
}

/** Gradients as they are squared. */
// @ts-ignore: decorator
@inline
export function flushedGradient(g: v128): v128 {
  return v128.andnot(g, f32x4.lt(f32x4.abs(g), f32x4.splat(TINY_GRADIENT)));
}
