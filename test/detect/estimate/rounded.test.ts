import { expect } from 'chai';
import { withoutRounding } from '../../../src/detect/estimate/rounded.ts';

describe('probabilities that were rounded', () => {
  it('to two digits: twelve may be off by 0.06 together, and sum to 1 afterwards', () => {
    const row = [0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08];
    const { batch, normalised, digits } = withoutRounding({ x: [...row, ...row.with(0, 0.12)], rows: 2, width: 12 });
    expect({ normalised, digits }).to.deep.equal({ normalised: 1, digits: 2 });
    expect(batch.x[0]).to.be.closeTo(1 / 12, 1e-12);
    expect(batch.x[12]).to.equal(0.12);
  });

  it('what rounding does not explain stays as it is', () => {
    const { batch, normalised } = withoutRounding({ x: [0.5, 0.4], rows: 1, width: 2 });
    expect([normalised, ...Array.from(batch.x)]).to.deep.equal([1, 0.5 / 0.9, 0.4 / 0.9]);
    const off = withoutRounding({ x: [0.51, 0.4], rows: 1, width: 2 });
    expect([off.normalised, ...Array.from(off.batch.x)]).to.deep.equal([0, 0.51, 0.4]);
  });

  it('per cent are shares', () => {
    const { batch, percent } = withoutRounding({ x: [30, 70], rows: 1, width: 2 });
    expect([percent, ...Array.from(batch.x)]).to.deep.equal([true, 0.3, 0.7]);
  });
});
