import { expect } from 'chai';
import { normalQuantile } from '../../../src/maths/special/normal.ts';
import { moreSeeds, probabilityOfBetter } from '../../../src/measure/statistics/effect.ts';

describe('how large an effect is', () => {
  it('P(A > B) counts wins, ties half', () => {
    const { value, lo, hi } = probabilityOfBetter([0.1, 0.2, 0, -0.1]);
    expect(value).to.equal(0.625);
    expect(lo).to.be.below(value);
    expect(hi).to.be.above(value);
  });

  it('P(A > B) has Wilson’s interval (statsmodels 0.14, proportion_confint of 6 and of 4 in 6), which is not a point where all seeds agree', () => {
    const all = probabilityOfBetter([0.1, 0.1, 0.2, 0.1, 0.3, 0.1]);
    expect(all).to.include({ value: 1, hi: 1 });
    expect(all.lo).to.be.closeTo(0.609666, 1e-6);
    const most = probabilityOfBetter([1, 1, 1, 1, -1, -1]);
    expect([most.lo, most.hi]).to.satisfy(([low, high]: number[]) => Math.abs(low! - 0.299993) < 1e-6 && Math.abs(high! - 0.903226) < 1e-5);
  });

  it('rests on quantiles of the normal distribution (SciPy 1.17.1, norm.ppf)', () => {
    expect(normalQuantile(0.975)).to.be.closeTo(1.959963984540054, 1e-9);
    expect(normalQuantile(0.2)).to.be.closeTo(-0.8416212335729143, 1e-9);
  });

  it('more seeds: as G*Power says for a paired effect of 0.5 and 0.8 at 80 % power (34 and 15 pairs), to one pair', () => {
    // Alternating differences with that mean and a standard deviation of 1.
    const of = (effect: number, n: number) => {
      const spread = Math.sqrt((n - 1) / n);
      return Array.from({ length: n }, (_, i) => effect + (i % 2 ? spread : -spread));
    };
    expect(10 + moreSeeds(of(0.5, 10), 0)!).to.be.within(33, 35);
    expect(10 + moreSeeds(of(0.8, 10), 0)!).to.be.within(14, 16);
    expect(moreSeeds(of(0.01, 10), 0)).to.equal(null);
    // Nearly equal arms are shown equivalent sooner than different.
    expect(moreSeeds(of(0.01, 10), 1)).to.be.within(0, 10);
    expect(moreSeeds([0.1, 0.2], 0.01)).to.equal(null);
    // However clear, an exact test needs 2/2ⁿ ≤ 0.05/m.
    for (const [comparisons, seeds] of [
      [1, 6],
      [10, 9],
      [100, 12],
    ] as const)
      expect(4 + moreSeeds([0.5, 0.51, 0.5, 0.49], 0, comparisons)!).to.equal(seeds);
  });
});
