import { expect } from 'chai';
import fc from 'fast-check';
import { recorded } from '../../src/measure/precision.ts';

describe('figures as a record holds them', () => {
  it('are the same when they are brought into that form again', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom('loss', 'seconds', 'trainMs', 'ece', 'shares'),
        (value, name) => {
          const once = recorded({ [name]: value });
          expect(recorded(once)).to.deep.equal(once);
        },
      ),
    );
  });

  it('keep shares of rows exact, whatever their name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(5_000), (rows, right) => {
        fc.pre(right <= rows);
        expect(recorded({ accuracyNew: right / rows }).accuracyNew).to.equal(right / rows);
      }),
    );
  });

  it('lie within half of their last digit of what was measured', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        expect(Math.abs(recorded({ loss: value }).loss - value)).to.be.at.most(0.0005 + 1e-9);
        expect(Math.abs(recorded({ trainMs: value }).trainMs - value)).to.be.at.most(0.005 + 1e-8);
        expect(Math.abs(recorded({ brier: value }).brier - value)).to.be.at.most(Math.abs(value) * 5e-6 + 1e-12);
      }),
    );
  });

  it('leave counts, words and what is absent as they are', () => {
    const value = { steps: 123_456_789, name: '0.123456789', none: null, list: [1, 2, 3], deep: { flops: 2 ** 40 } };
    expect(recorded(value)).to.deep.equal(value);
    expect(Object.is(recorded(-0), 0)).to.equal(true);
  });
});
