import { expect } from 'chai';
import * as fc from 'fast-check';
import { powerLaw } from '../../src/maths/power-law.ts';

describe('the power that a cost grows with', () => {
  it('is found exactly where there is one, whatever the factor', () => {
    const positive = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: -2, max: 3, noNaN: true }), positive, (exponent, factor) => {
        const sizes = [1, 4, 10, 100];
        const law = powerLaw(
          sizes,
          sizes.map((size) => factor * size ** exponent),
        )!;
        expect(law.exponent).to.be.closeTo(exponent, 1e-9);
        expect(law.error!).to.be.below(1e-6);
      }),
    );
  });

  it('has the standard error of a linear regression on logarithms', () => {
    // By hand: x = 0, 1, 2 and y = 0, 2, 1 have slope 0.5; residuals −0.5, 1, −0.5, so the error is √(1.5 / 1 / 2).
    const law = powerLaw([1, Math.E, Math.E ** 2], [1, Math.E ** 2, Math.E])!;
    expect(law.exponent).to.be.closeTo(0.5, 1e-12);
    expect(law.error!).to.be.closeTo(Math.sqrt(0.75), 1e-12);
    // SciPy 1.17.1: stats.linregress of the logarithms.
    const five = powerLaw([1, 3, 10, 40, 100], [2, 5, 30, 70, 400])!;
    expect(five.exponent).to.be.closeTo(1.1146782226663912, 1e-12);
    expect(five.error!).to.be.closeTo(0.0964317643112379, 1e-12);
  });

  it('has no error with two sizes, is nothing with one, and refuses what has no logarithm', () => {
    expect(powerLaw([1, 10], [3, 30])).to.deep.include({ error: null });
    expect(powerLaw([5, 5], [1, 2])).to.equal(null);
    for (const wrong of [0, -1, Infinity, NaN]) expect(() => powerLaw([1, 2], [wrong, 1])).to.throw(RangeError, `a power of ${wrong} `);
    expect(() => powerLaw([1, 2], [1])).to.throw(RangeError, 'unequal lists');
  });
});
