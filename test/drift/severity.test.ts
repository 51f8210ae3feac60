import { expect } from 'chai';
import fc from 'fast-check';
import { at, type Ladder } from '../../src/drift/severity.ts';
import { quantile } from '../../src/data/quantile.ts';

const LADDER: Ladder = [2, 3, 5, 9, 17];

describe('severity', () => {
  it('takes the steps of the ladder at 1 … 5, and what changes nothing at 0', () => {
    expect([0, 1, 2, 3, 4, 5].map((severity) => at(LADDER, severity, 1))).to.deep.equal([1, 2, 3, 5, 9, 17]);
  });

  it('is linear between two steps, and between nothing and the first', () => {
    expect([0.5, 1.25, 2.5, 4.75].map((severity) => at(LADDER, severity))).to.deep.equal([1, 2.25, 4, 15]);
    expect(at([0.9, 0.8, 0.7, 0.6, 0.5], 0.5, 1)).to.be.closeTo(0.95, 1e-12);
  });

  it('never turns back on a ladder that goes one way', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }), (a, b) => {
        expect(at(LADDER, Math.min(a, b))).to.be.at.most(at(LADDER, Math.max(a, b)));
      }),
    );
  });
});

it('quantiles lie between two values as numpy’s do (by hand: of 1, 2, 4, the median 2 and the upper quartile 3)', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([1, 2, 4], share))).to.deep.equal([1, 1.5, 2, 3, 4]);
  expect(Number.isNaN(quantile([], 0.5))).to.equal(true);
});
