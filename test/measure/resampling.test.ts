import { expect } from 'chai';
import fc from 'fast-check';
import { normalQuantile } from '../../src/detect/special/normal.ts';
import { bootstrapMean } from '../../src/measure/bootstrap.ts';
import { moreSeeds, probabilityOfBetter } from '../../src/measure/effect.ts';
import { wilcoxon } from '../../src/measure/wilcoxon.ts';
import { stream } from '../../src/random/random.ts';

const values = fc.array(fc.integer({ min: -50, max: 50 }).map((d) => d / 1000), { minLength: 1, maxLength: 12 });

describe('the bootstrap interval of a mean', () => {
  it('matches SciPy 1.17.1 (bootstrap, BCa, 400,000 resamples) to a twentieth of its width', () => {
    const cases: [number[], number, number][] = [
      [[0.0312, 0.0195, 0.0017, 0.0408, 0.0223, 0.0109, -0.0094, 0.0431], 0.0074000, 0.0313375],
      [[-0.0078, -0.0022, 0.018, 0.034, -0.0031, -0.0048, -0.0013, -0.0079, 0.01, -0.0087, -0.001, 0.057], -0.0013833, 0.0223750],
    ];
    for (const [differences, lo, hi] of cases) {
      const found = bootstrapMean(differences);
      expect(found.lo).to.be.closeTo(lo, (hi - lo) / 20);
      expect(found.hi).to.be.closeTo(hi, (hi - lo) / 20);
    }
  });

  it('is the same again, lies within the values, and holds the mean of values that vary', () => {
    fc.assert(
      fc.property(values, (list) => {
        const { lo, hi } = bootstrapMean(list, 500);
        expect(bootstrapMean(list, 500)).to.deep.equal({ lo, hi });
        expect(lo).to.be.at.least(Math.min(...list) - 1e-12);
        expect(hi).to.be.at.most(Math.max(...list) + 1e-12);
        expect(lo).to.be.at.most(hi);
      }),
      { numRuns: 30 },
    );
  });

  it('covers the mean of 20 exponential numbers in about 95 % of 300 trials (BCa falls a little short there)', () => {
    const random = stream(2, 'coverage');
    let covered = 0;
    for (let trial = 0; trial < 300; trial++) {
      const { lo, hi } = bootstrapMean(Array.from({ length: 20 }, () => -Math.log(1 - random.uniform())), 1000);
      if (lo <= 1 && 1 <= hi) covered++;
    }
    expect(covered / 300).to.be.within(0.87, 0.98);
  });

  it('is a point for one value or equal values, and undefined for none', () => {
    expect(bootstrapMean([0.3])).to.deep.equal({ lo: 0.3, hi: 0.3 });
    expect(bootstrapMean([0.1, 0.1, 0.1])).to.deep.equal(bootstrapMean([0.1, 0.1, 0.1].map(() => 0.1)));
    expect(() => bootstrapMean([])).to.throw(RangeError);
  });

  it('rests on quantiles of the normal distribution (SciPy 1.17.1, norm.ppf)', () => {
    expect(normalQuantile(0.975)).to.be.closeTo(1.959963984540054, 1e-9);
    expect(normalQuantile(0.2)).to.be.closeTo(-0.8416212335729143, 1e-9);
  });
});

describe('Wilcoxon’s signed-rank test', () => {
  const plain = [0.00119, -0.00268, -0.00655, 0.00009, 0.00882, 0.00161, 0.01358, 0.002, 0.00424, 0.01946, 0.00945, -0.00105, 0.00217, 0.00941, 0.02335, 0.0013, 0.00156, 0.01402, -0.00486, 0.00108];
  const tied = [0.01, 0.02, -0.01, 0.03, 0.02, 0, 0.02, 0.01, -0.02, 0.03, 0.01, 0.02, 0, 0.01, 0.03, -0.01, 0.02, 0.01];

  it('matches SciPy 1.17.1: exact without ties, approximate with ties and zeros left out', () => {
    expect(wilcoxon(plain)).to.be.closeTo(0.009435653686523438, 1e-14);
    expect(wilcoxon(tied)).to.be.closeTo(0.009289470971951198, 1e-9);
  });

  it('does not see on which side the differences lie, and finds nothing where there are none', () => {
    expect(wilcoxon(plain.map((d) => -d))).to.equal(wilcoxon(plain));
    expect(wilcoxon([0, 0, 0])).to.equal(null);
    expect(wilcoxon([0.1])).to.equal(1);
  });
});

describe('how large an effect is', () => {
  it('P(A > B) counts wins, ties half', () => {
    const { value, lo, hi } = probabilityOfBetter([0.1, 0.2, 0, -0.1]);
    expect(value).to.equal(0.625);
    expect(lo).to.be.below(value);
    expect(hi).to.be.above(value);
    expect(probabilityOfBetter([0.1, 0.1])).to.deep.equal({ value: 1, lo: 1, hi: 1 });
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
    for (const [comparisons, seeds] of [[1, 6], [10, 9], [100, 12]] as const) expect(4 + moreSeeds([0.5, 0.51, 0.5, 0.49], 0, comparisons)!).to.equal(seeds);
  });
});
