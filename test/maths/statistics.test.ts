import { expect } from 'chai';
import fc from 'fast-check';
import { excludes, halfWidth, interval, inverse, mean, ratioInterval, sd } from '../../src/maths/statistics.ts';
import { randomStream } from '../../src/random/random.ts';

const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const values = fc.array(value, { minLength: 2, maxLength: 20 });
const positive = fc.double({ min: 0.01, max: 100, noNaN: true });

describe('intervals', () => {
  it('matches SciPy 1.17.1 (ttest_1samp(x, 0).confidence_interval())', () => {
    const { mean: centre, lo, hi } = interval([2.1, 1.9, 2.4, 2.2, 2.6, 1.8]);
    expect(centre).to.be.closeTo(2.166666666666667, 1e-14);
    expect(lo).to.be.closeTo(1.8506720864698862, 1e-13);
    expect(hi).to.be.closeTo(2.4826612468634477, 1e-13);
    expect(sd([2.1, 1.9, 2.4, 2.2, 2.6, 1.8])).to.be.closeTo(0.3011090610836324, 1e-14);
  });

  it('covers the true mean in 95 % of 4,000 samples of 6, within four standard errors', () => {
    const random = randomStream(11, 'coverage');
    let covered = 0;
    for (let trial = 0; trial < 4000; trial++) {
      if (!excludes(interval(Array.from({ length: 6 }, () => 3 + 2 * random.normal())), 3)) covered++;
    }
    expect(covered / 4000).to.be.closeTo(0.95, 4 * Math.sqrt((0.95 * 0.05) / 4000));
  });

  it('holds its mean, and does not care about order', () => {
    fc.assert(
      fc.property(values, fc.integer(), (sample, seed) => {
        const { mean: centre, lo, hi } = interval(sample);
        expect(lo).to.be.at.most(centre);
        expect(hi).to.be.at.least(centre);
        const shuffled = interval(Array.from(randomStream(seed, 'order').permutation(sample.length), (i) => sample[i]!));
        expect(shuffled.lo).to.be.closeTo(lo, 1e-9);
        expect(shuffled.hi).to.be.closeTo(hi, 1e-9);
      }),
    );
  });

  it('moves and scales with its values', () => {
    fc.assert(
      fc.property(values, value, (sample, shift) => {
        const moved = interval(sample.map((x) => shift - 2 * x));
        const { lo, hi } = interval(sample);
        expect(moved.lo).to.be.closeTo(shift - 2 * hi, 1e-8);
        expect(moved.hi).to.be.closeTo(shift - 2 * lo, 1e-8);
      }),
    );
  });

  it('is the value itself where nothing is known of its spread, and then excludes nothing', () => {
    expect(interval([0.9])).to.deep.equal({ mean: 0.9, lo: 0.9, hi: 0.9, values: [0.9] });
    expect(excludes(interval([0.9]), 0)).to.equal(false);
    expect(sd([4])).to.equal(0);
  });

  it('has no width when all values are equal', () => {
    expect(halfWidth(interval([0.5, 0.5, 0.5]))).to.equal(0);
    expect(excludes(interval([0.5, 0.5, 0.5]), 0)).to.equal(true);
  });

  it('of two values is that of Student with one degree of freedom: their mean ± 12.706 times half their distance', () => {
    expect(sd([1, 3])).to.be.closeTo(Math.SQRT2, 1e-15);
    const { lo, hi } = interval([1, 3]);
    expect(lo).to.be.closeTo(2 - 12.7062047361747, 1e-12);
    expect(hi).to.be.closeTo(2 + 12.7062047361747, 1e-12);
    expect([excludes(interval([1, 3]), 15), excludes(interval([1, 3]), -11), excludes(interval([1, 3]), -10)]).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it('excludes what lies beyond its ends, and not the ends', () => {
    const own = { mean: 2, lo: 1, hi: 4, values: [1, 2, 3] };
    expect([0.9, 1, 4, 4.1].map((at) => excludes(own, at))).to.deep.equal([true, false, false, true]);
  });

  it('has the half width of its longer side', () => {
    expect(halfWidth({ mean: 2, lo: 1, hi: 4, values: [] })).to.equal(2);
    expect(halfWidth({ mean: 2, lo: -1, hi: 4, values: [] })).to.equal(3);
  });

  it('refuses to average nothing', () => {
    expect(() => mean([])).to.throw(RangeError);
    expect(() => interval([])).to.throw(RangeError);
  });
});

describe('ratio intervals', () => {
  it('matches SciPy 1.17.1 on log-ratios, exponentiated', () => {
    const ratio = ratioInterval([2.1, 1.9, 2.4, 2.2, 2.6, 1.8], [10.2, 9.7, 11.1, 10.9, 11.8, 9.1])!;
    expect(ratio.mean).to.be.closeTo(0.2061268887600742, 1e-14);
    expect(ratio.lo).to.be.closeTo(0.19602029, 1e-8);
    expect(ratio.hi).to.be.closeTo(0.21675457, 1e-8);
  });

  it('is inverted by swapping its sides', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(positive, positive), { minLength: 1, maxLength: 12 }), (pairs) => {
        const a = pairs.map(([left]) => left);
        const b = pairs.map(([, right]) => right);
        const swapped = inverse(ratioInterval(b, a)!);
        const ratio = ratioInterval(a, b)!;
        for (const key of ['mean', 'lo', 'hi'] as const) expect(swapped[key] / ratio[key]).to.be.closeTo(1, 1e-9);
        pairs.forEach(([left, right], i) => expect(swapped.values[i]! / (left / right)).to.be.closeTo(1, 1e-9));
        expect(ratio.lo).to.be.at.most(ratio.mean);
        expect(ratio.hi).to.be.at.least(ratio.mean);
      }),
    );
  });

  it('is null where a ratio means nothing', () => {
    expect(ratioInterval([], [])).to.equal(null);
    expect(ratioInterval([1, 0], [1, 1])).to.equal(null);
    expect(ratioInterval([1, 2], [1, Infinity])).to.equal(null);
    expect(() => ratioInterval([1], [1, 2])).to.throw(RangeError);
  });
});
