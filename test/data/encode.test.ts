import { expect } from 'chai';
import fc from 'fast-check';
import { encode, fitEncoder } from '../../src/data/encode.ts';
import type { Column, Samples } from '../../src/data/types.ts';

const table = (inputShape: readonly number[], ...x: number[]): Samples => {
  const rows = x.length / inputShape.reduce((a, b) => a * b, 1);
  return { rows, inputShape, x: Float32Array.from(x), y: new Int32Array(rows) };
};
const number: Column = { name: 'number', kind: 'numeric' };
const colour: Column = { name: 'colour', kind: 'categorical', categories: ['blue', 'green', 'red'] };

describe('encoder', () => {
  it('standardises numbers by the rows it was fitted on', () => {
    const encoder = fitEncoder(table([1], 1, 3, NaN), [number]);
    expect([...encode(encoder, table([1], 1, 2, 3, 5))]).to.deep.equal([-1, 0, 1, 3]);
  });

  it('turns constant columns and missing numbers into 0', () => {
    const encoder = fitEncoder(table([2], 4, 1, 4, 3), [number, number]);
    expect([...encode(encoder, table([2], 7, NaN))]).to.deep.equal([0, 0]);
  });

  it('expands categories one-hot; missing and unseen ones are all zeros', () => {
    const encoder = fitEncoder(table([2], 0, 1, 2, 3), [colour, number]);
    expect(encoder.width).to.equal(4);
    expect([...encode(encoder, table([2], 2, 1, NaN, 3, 7, 2))]).to.deep.equal([0, 0, 1, -1, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it('passes images through unchanged, in new memory', () => {
    const images = table([2, 1, 1], 0.25, 1);
    const encoder = fitEncoder(images, []);
    const out = encode(encoder, images);
    expect(encoder).to.deep.include({ width: 2, inputShape: [2, 1, 1] });
    expect(out).to.deep.equal(images.x);
    expect(out.buffer).not.to.equal(images.x.buffer);
  });

  it('works the same after a trip through JSON and gives finite values for any cells', () => {
    const cell = fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.constant(NaN));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.nat(4)), { minLength: 1, maxLength: 20 }), (rows) => {
        const samples = table([2], ...rows.flat());
        const encoder = fitEncoder(samples, [number, colour]);
        const out = encode(encoder, samples);
        expect(out.every(Number.isFinite)).to.equal(true);
        expect(encode(JSON.parse(JSON.stringify(encoder)) as typeof encoder, samples)).to.deep.equal(out);
      }),
    );
  });
});
