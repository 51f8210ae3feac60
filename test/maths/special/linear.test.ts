import { expect } from 'chai';
import fc from 'fast-check';
import { dot } from '../../../src/maths/dot.ts';
import { columnNorm, inverse, multiply } from '../../../src/maths/special/linear.ts';

/** A size and a matrix of it whose diagonal outweighs the rest of each row, so that it has an inverse (Lévy and Desplanques). */
const invertible = fc
  .integer({ min: 1, max: 5 })
  .chain((size) =>
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: size * size, maxLength: size * size })
      .map((values) => ({
        size,
        matrix: values.map((value, at) => (at % (size + 1) === 0 ? value + 2 * size * Math.sign(value || 1) : value)),
      })),
  );

describe('small matrices', () => {
  it('have the inverse that undoes them, in whatever order their rows stand', () => {
    fc.assert(
      fc.property(invertible, fc.nat(4), ({ size, matrix }, by) => {
        // Rows turned by some: the largest of a column is then not where elimination starts.
        const turned = matrix.map((_, at) => matrix[(at + by * size) % matrix.length]!);
        const back = inverse(turned, size)!;
        for (let c = 0; c < size; c++) {
          const column = Array.from({ length: size }, (_, r) => back[r * size + c]!);
          expect([...multiply(turned, column)].map((value) => Math.round(value * 1e9) / 1e9 + 0)).to.deep.equal(
            column.map((_, r) => Number(r === c)),
          );
        }
      }),
    );
  });

  it('are inverted as NumPy does it (linalg.inv), with zeros on the diagonal', () => {
    const expected = [-0.12, 0.04, 0.24, 0.48, -0.16, 0.04, 0.04, 0.32, -0.08];
    inverse([0, 2, 1, 1, 0, 3, 4, 1, 0], 3)!.forEach((value, at) => expect(value).to.be.closeTo(expected[at]!, 1e-15));
  });

  it('pick the largest pivot, which keeps the digits that a tiny one loses', () => {
    // With a pivot of 1e−20 the classic example loses everything: 1 − 1e20 swallows the rest.
    const [a, b, c, d] = inverse([1e-20, 1, 1, 1], 2)!;
    for (const [value, right] of [[a, -1], [b, 1], [c, 1], [d, 0]] as const) expect(value).to.be.closeTo(right, 1e-12); // prettier-ignore
    // By size, not by sign.
    expect([...inverse([1e-20, 1, -1, 1], 2)!].map(Math.round)).to.deep.equal([1, -1, 1, 0]);
  });

  it('have no inverse where one row is made of the others, whatever the scale of the whole', () => {
    for (const scale of [1e-30, 1, 1e30]) {
      expect(inverse([1, 2, 3, 4, 5, 6, 7, 8, 9].map((value) => value * scale), 3)).to.equal(undefined); // prettier-ignore
      expect(inverse([scale, 0, 0, 2 * scale], 2)).to.deep.equal(Float64Array.of(1 / scale, 0, 0, 1 / (2 * scale)));
    }
    expect(inverse([0, 0, 0, 0], 2)).to.equal(undefined);
    expect(inverse([NaN, 1, 1, 1], 2)).to.equal(undefined);
  });

  it('multiply vectors, also where they are not square', () => {
    expect([...multiply([1, 2, 3, 4, 5, 6], [10, 100, 1000])]).to.deep.equal([3210, 6540]);
    expect(dot(Float64Array.of(1, 2, 3), Float64Array.of(4, -5, 6, 7))).to.equal(12);
  });

  it('have the 1-norm of their largest column, by absolute values', () => {
    expect(columnNorm([1, -4, 2, 2], 2)).to.equal(6);
    expect(columnNorm([-5, 1, -2, 3], 2)).to.equal(7);
  });
});
