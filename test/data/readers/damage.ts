/** Files with damage, and what every reader must make of them. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Dataset } from '../../../src/data/types.ts';

/** A data set whose parts fit together. */
export function expectValid({ samples, columns, classes, sha256 }: Dataset): void {
  const { rows, inputShape, x, y } = samples;
  expect(x).to.have.length(rows * inputShape.reduce((a, b) => a * b, 1));
  expect(y).to.have.length(rows);
  expect(y.every((label) => label >= 0 && label < classes.length)).to.equal(true);
  expect(x.every((value) => Number.isFinite(value) || (columns.length > 0 && Number.isNaN(value)))).to.equal(true);
  expect(sha256).to.have.length(64);
}

/** The file cut off, or with some bytes changed, or both. */
export const damaged = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 5 }), fc.option(fc.nat(bytes.length), { freq: 2 }))
    .map(([changes, cut]) => {
      const copy = bytes.slice(0, cut ?? undefined);
      for (const [at, byte] of changes) if (at < copy.length) copy[at] = byte;
      return copy;
    });

/** The files of a folder of images, half of them in each of two classes. */
export const inTwoFolders = (images: readonly Uint8Array[]): Record<string, Uint8Array> =>
  Object.fromEntries(images.map((image, i) => [`${i % 2 ? 'odd' : 'even'}/${i}.png`, image]));
