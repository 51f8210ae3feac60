/** Images to test injections on, and how to compare what comes out. */
import { expect } from 'chai';
import type { Samples } from '../../../src/data/types.ts';
import type { Injection } from '../../../src/contracts/drift.ts';
import { randomStream } from '../../../src/random/random.ts';
import { imageContext, samplesOf } from '../fixtures.ts';

/** The pixels after that injection, in a world and with noise of that seed. */
export const drifted = (injection: Injection, images: Samples, severity: number, seed = 1): Float32Array =>
  injection.apply(images, imageContext(images, severity, seed)).samples.x;

/** One square grey image of a single brightness. */
export const flat = (side: number, grey: number): Samples => samplesOf([side, side, 1], new Array<number>(side * side).fill(grey));

/** One image of uniform noise. */
export function random(height: number, width: number, channels = 1): Samples {
  const numbers = randomStream(3, 'pixels');
  return samplesOf(
    [height, width, channels],
    Array.from({ length: height * width * channels }, () => numbers.uniform()),
  );
}

export const mean = (x: Float32Array): number => x.reduce((a, b) => a + b, 0) / x.length;

/** Asserts that all values are near the expected ones. */
export function closeTo(actual: Iterable<number>, expected: Iterable<number>, error = 1e-6): void {
  const wanted = [...expected];
  [...actual].forEach((value, i) => expect(value, `pixel ${i}`).to.be.closeTo(wanted[i]!, error));
}
