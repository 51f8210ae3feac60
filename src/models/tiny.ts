/**
 * The rule about very small numbers, the same in every executor and in the reference.
 *
 * A moment of a weight whose gradient has become zero shrinks by a tenth a step, falls into the subnormal floats below 2⁻¹²⁶ and
 * stays there, since 0.9 of the smallest of them rounds to itself; and a processor takes about a hundred cycles for what it does
 * in one on other numbers. WebAssembly cannot ask it to flush them, so a long training became two to three times as slow. So:
 *
 * - Whatever is kept from step to step and shrinks is taken for 0 when its size is below `TINY`: Adam's moments, velocities,
 *   moving statistics, averages of weights, what decay leaves of a weight, and strengths of penalties, which act at every step.
 * - In a softmax, eˣ below `TINY` is 0.
 * - Before it is squared (by Adam, which then takes it for 0 altogether, and for the length of the gradient), a gradient below
 *   `TINY_GRADIENT` is 0: its square would be below `TINY`.
 *
 * `TINY` is far enough above 2⁻¹²⁶ that its products with rates and inputs are ordinary numbers, and far below whatever moves a
 * single-precision weight. NaN stays NaN, so that a training that diverged is seen to have done so.
 *
 * What is not ours keeps its own ways: TensorFlow.js' optimizers and batch normalisation, where they are used as they come.
 */
export const TINY = 2 ** -100;

export const TINY_GRADIENT = 2 ** -50;

/** The number as it is kept. */
export const flushed = (value: number): number => (Math.abs(value) < TINY ? 0 : value);

/** The gradient as it is squared. */
export const flushedGradient = (value: number): number => (Math.abs(value) < TINY_GRADIENT ? 0 : value);
