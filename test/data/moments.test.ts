import { expect } from 'chai';
import { moments } from '../../src/data/moments.ts';

describe('moments', () => {
  it('are mean and population standard deviation of the values that are there (by hand: 2, 4, 4, 4, 5, 5, 7, 9)', () => {
    const x = Float32Array.of(2, 4, 4, NaN, 4, 5, 5, 7, 9);
    const { mean, sd } = moments({ rows: 9, inputShape: [1], x, y: new Int32Array(9) });
    expect([mean[0], sd[0]]).to.deep.equal([5, 2]);
  });

  it('are exact for a constant feature and zero for one without values', () => {
    const x = Float32Array.from({ length: 2000 }, (_, i) => (i % 2 ? NaN : 0.1));
    const { mean, sd } = moments({ rows: 1000, inputShape: [2], x, y: new Int32Array(1000) });
    expect([...mean]).to.deep.equal([Math.fround(0.1), 0]);
    expect([...sd]).to.deep.equal([0, 0]);
  });
});
