import { expect } from 'chai';
import { binomialTail } from '../../../src/maths/special/beta.ts';
import { chiSquareQuantile, chiSquareTail } from '../../../src/maths/special/chi-square.ts';
import { cramerVonMisesExactTail, cramerVonMisesTail } from '../../../src/maths/special/cramer-von-mises.ts';
import { logGamma, upperGamma } from '../../../src/maths/special/gamma.ts';
import { kolmogorovTail } from '../../../src/maths/special/kolmogorov.ts';
import { normalQuantile, normalTail } from '../../../src/maths/special/normal.ts';
import { rankSumTail } from '../../../src/maths/special/rank-sum.ts';
import { smirnovTail } from '../../../src/maths/special/smirnov.ts';

/** Arguments and the value. */
type Row = readonly number[];

// Reference values: SciPy 1.17.1, gammaincc, gammaln, norm.sf, chi2.sf, chi2.isf, binom.sf, kstwo.sf, and the exact
// distributions behind ks_2samp and mannwhitneyu.
const TABLES: readonly (readonly [string, (...args: number[]) => number, relative: number, readonly Row[]])[] = [
  ['ln Γ(x)', logGamma, 1e-13, [[0.1, 2.252712651734206], [3.3, 0.98709857789473432], [100.5, 361.43554046777757], [1e4, 82099.717496442376]]], // prettier-ignore
  [
    'Q(a, x)',
    upperGamma,
    1e-12,
    [
      [0.5, 0.1, 0.65472084601857683],
      [0.5, 8, 6.3342483666239876e-5],
      [3, 2, 0.6766764161830634],
      [3, 12, 0.00052225805003289813],
      [50, 40, 0.92966493334060507],
      [50, 90, 1.6494985017178526e-6],
      [500, 500, 0.49405285382923964],
    ],
  ],
  ['P(Z ≥ z)', normalTail, 1e-13, [[-3, 0.9986501019683699], [0, 0.5], [0.5, 0.30853753872598688], [1.96, 0.024997895148220435], [5, 2.8665157187919328e-7], [12, 1.776482112077653e-33]]], // prettier-ignore
  ['quantile of Z', normalQuantile, 1e-13, [[1e-10, -6.361340902404056], [0.025, -1.9599639845400545], [0.3, -0.5244005127080409], [0.975, 1.959963984540054], [0.9999, 3.719016485455709]]], // prettier-ignore
  ['P(χ² ≥ x)', chiSquareTail, 1e-12, [[1.6224089636, 5, 0.89852623940088217], [0.02, 1, 0.88753708398171505], [30, 3, 1.3800570312932553e-6], [250, 200, 0.0093791316688260976]]], // prettier-ignore
  ['quantile of χ²', chiSquareQuantile, 1e-13, [[0.05, 9, 16.918977604620451], [0.05, 1, 3.8414588206941285], [0.01, 30, 50.892181311517085]]], // prettier-ignore
  ['binomial tail', binomialTail, 1e-11, [[60, 100, 0.5, 0.028443966820490444], [530, 1000, 0.5, 0.031011597549181716], [3, 5, 0.2, 0.05792], [5000, 10000, 0.5, 0.50398932306969169]]], // prettier-ignore
  [
    'P(D_n ≥ d), exact',
    kolmogorovTail,
    1e-11,
    [
      [0.625, 4, 0.04931640625],
      [0.3, 3, 0.88622222222222224],
      [0.3, 10, 0.27053557479999946],
      [0.12, 60, 0.32682301183616835],
      [0.15, 60, 0.12110534950589669],
      [0.4, 100, 5.9476174513616629e-15],
    ],
  ],
  ['P(D_n ≥ d), expansion', kolmogorovTail, 1e-5, [[0.03, 1000, 0.32269021439146361], [0.05, 1000, 0.013012074781090332], [0.01, 5000, 0.69545572539138534]]], // prettier-ignore
  // The same expansion in SciPy (_ksstats._kolmogn_PelzGood): to the last digits where the coefficients are right.
  ['the expansion itself', (z, n) => kolmogorovTail(z / Math.sqrt(n), n), 1e-10, [[0.5, 500, 0.959154992904892], [0.8, 500, 0.5322609545817768], [1, 500, 0.2621269358129477], [1.6, 450, 0.011320205688397207], [0.7, 1000, 0.7025814740323034], [1.3, 1000, 0.06621653964577402]]], // prettier-ignore
  [
    'P(D_nm ≥ d), steps of 1/nm',
    smirnovTail,
    1e-13,
    [
      [40, 8, 8, 0.08702408702408701],
      [20, 5, 7, 0.23737373737373738],
      [60, 10, 15, 0.25211456332064758],
      [200, 20, 30, 0.11901288467516954],
      [1600, 100, 80, 0.049856610083157782],
      [360, 30, 30, 0.015643390496754332],
    ],
  ],
  ['P(U ≥ u)', rankSumTail, 1e-13, [[49, 8, 8, 0.041491841491841486], [20, 5, 6, 0.21428571428571427], [150, 12, 20, 0.12754931467268843], [64, 8, 8, 1 / 12_870], [0, 8, 8, 1], [1, 8, 8, 1 - 1 / 12_870]]], // prettier-ignore
  ['exact P(T ≥ t)', cramerVonMisesExactTail, 1e-12, [[0.4375, 8, 8, 0.06433566433566433], [0.5506666666666664, 10, 15, 0.02989084545821657]]], // prettier-ignore
  ['limiting P(T ≥ t)', cramerVonMisesTail, 1e-9, [[0.4375, 8, 8, 0.05788700364500943], [0.404431216931215, 60, 45, 0.0704825615207264], [0.05, 60, 45, 0.8895131697465721], [0, 8, 8, 1], [0.01, 9, 30, 1], [1.5, 60, 45, 0.00016793357583533286]]], // prettier-ignore
];

describe('distributions behind the tests', () => {
  for (const [name, compute, relative, rows] of TABLES) {
    it(`${name} agrees with SciPy`, () => {
      for (const row of rows) expect(compute(...row.slice(0, -1)) / row.at(-1)!, row.join(', ')).to.be.closeTo(1, relative);
    });
  }

  it('KSWIN’s table: at n = m = 30 the exact p of D = k/30 falls below 0.005 at k = 14 (published values)', () => {
    const table = [[12, 0.01564339], [13, 0.0065483964], [14, 0.0025300622], [15, 0.00089957768]] as const; // prettier-ignore
    for (const [k, p] of table) expect(smirnovTail(k * 30, 30, 30)).to.be.closeTo(p, 5e-9);
  });

  it('tails fall from 1 to 0', () => {
    for (const n of [1, 7, 60, 900]) {
      let last = kolmogorovTail(0, n);
      expect(last).to.equal(1);
      for (let d = 0; d <= 1; d += 0.01) {
        const next = kolmogorovTail(d, n);
        expect(next, `n ${n}, d ${d}`)
          .to.be.at.most(last + 1e-7)
          .and.at.least(0);
        last = next;
      }
      expect(kolmogorovTail(1, n)).to.equal(0);
    }
    for (const p of [0.01, 0.3, 0.99])
      expect([binomialTail(0, 5, p), binomialTail(-1, 5, p), binomialTail(6, 5, p)]).to.deep.equal([1, 1, 0]);
    expect(binomialTail(5, 5, 0.7)).to.be.closeTo(0.7 ** 5, 1e-14);
    expect(smirnovTail(0, 3, 4)).to.equal(1);
  });

  it('the exact and the limiting distribution of Cramér and von Mises approach each other', () => {
    expect(cramerVonMisesExactTail(0.3, 18, 18)).to.be.closeTo(cramerVonMisesTail(0.3, 18, 18), 0.005);
  });

  it('Cramér and von Mises’ exact tail is the share of all orders of the pooled values, counted one by one', () => {
    /** T by its definition nm/(n + m)² Σ(F − G)², of an order given as which places are of the first sample. */
    const statistic = (first: readonly boolean[], n: number, m: number) => {
      let [i, sum] = [0, 0];
      first.forEach((own, at) => {
        i += Number(own);
        sum += (i / n - (at + 1 - i) / m) ** 2;
      });
      return (n * m * sum) / (n + m) ** 2;
    };
    for (const [n, m] of [
      [1, 1],
      [2, 3],
      [3, 4],
      [4, 6],
      [5, 5],
      [6, 3],
    ] as const) {
      // prettier-ignore
      const orders = Array.from({ length: 2 ** (n + m) }, (_, bits) => Array.from({ length: n + m }, (__, at) => bits >> at & 1 ? true : false)); // prettier-ignore
      const values = orders.filter((order) => order.filter(Boolean).length === n).map((order) => statistic(order, n, m));
      for (const t of values) {
        const share = values.filter((other) => other >= t - 1e-9).length / values.length;
        expect(cramerVonMisesExactTail(t, n, m), `${t}, ${n}, ${m}`).to.be.closeTo(share, 1e-12);
      }
    }
  });

  it('the median of Z is 0', () => expect(normalQuantile(0.5)).to.be.closeTo(0, 1e-15));

  it('a quantile needs a probability between 0 and 1', () => {
    for (const tail of [0, 1, -0.1, 1.1, NaN]) {
      expect(() => chiSquareQuantile(tail, 3)).to.throw(RangeError, `between 0 and 1, got ${tail}`);
      expect(() => normalQuantile(tail)).to.throw(RangeError, `0 < p < 1, got ${tail}`);
    }
  });
});
