import { expect } from 'chai';
import fc from 'fast-check';
import { extentOf, imageOf, positions, values } from '../../src/models/extent.ts';
import { volume } from '../../src/models/shapes.ts';

const size = fc.integer({ min: 1, max: 9 });

describe('the extent of an example', () => {
  it('has as many values as its shape, as positions with the last axis as channels', () => {
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 4 }), (shape) => {
        const extent = extentOf(shape);
        expect(extent.channels).to.equal(shape.at(-1));
        expect(positions(extent) * extent.channels).to.equal(volume(shape));
        expect(values(extent)).to.equal(volume(shape));
      }),
    );
  });

  it('is an image with two axes, and with none: a vector is one position', () => {
    expect(imageOf(extentOf([4, 5, 6]))).to.deep.equal({ height: 4, width: 5, channels: 6 });
    expect(imageOf(extentOf([7]))).to.deep.equal({ height: 1, width: 1, channels: 7 });
  });

  it('may be a sequence, which is no image', () => {
    const sequence = extentOf([12, 8]);
    expect(sequence).to.deep.equal({ axes: [12], channels: 8 });
    expect(positions(sequence)).to.equal(12);
    expect(() => imageOf(sequence)).to.throw(TypeError, 'is not an image');
  });
});
