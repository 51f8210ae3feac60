import { asymptoticP } from '../../../src/detect/two-sample/ks.ts';
import { randomStream } from '../../../src/random/random.ts';
import { expect } from 'chai';
import fc from 'fast-check';
import { findTest } from '../../../src/detect/two-sample/registry.ts';

const run = (
  id: string,
  reference: readonly number[],
  current: readonly number[],
  params: Record<string, number | string> = {},
  random = randomStream(1, 'ties'),
) => findTest(id)!.run({ x: reference, rows: reference.length, width: 1 }, { x: current, rows: current.length, width: 1 }, params, random);
/** Zeros and ones, so many of each. */
const smokers = (zeros: number, ones: number): number[] => [...new Array<number>(zeros).fill(0), ...new Array<number>(ones).fill(1)];
const normals = (count: number, name: string, digits: number): number[] => {
  const random = randomStream(2, name);
  return Array.from({ length: count }, () => Math.round(random.normal() * 10 ** digits) / 10 ** digits);
};

describe('Cramér and von Mises’ test with ties', () => {
  it('finds no difference between equal shares of 0 and 1 in 100 and in 40 rows, where mid-ranks give p = 9·10⁻¹⁰ (SciPy 1.17.1)', () => {
    const { statistic, pValue, details } = run('cramer-von-mises', smokers(70, 30), smokers(28, 12));
    expect([statistic, pValue]).to.deep.equal([0, 1]);
    expect(details).to.deep.include({ exact: 0, permutations: 1999 });
  });

  it('is Anderson’s statistic of ranks (1962) where there are none', () => {
    const value = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
    const distinct = fc.uniqueArray(value, { minLength: 4, maxLength: 60, comparator: (a, b) => a === b });
    fc.assert(
      fc.property(distinct, fc.double({ noNaN: true, min: 0, max: 1 }), (values, share) => {
        const n = Math.max(2, Math.min(values.length - 2, Math.round(share * values.length)));
        const m = values.length - n;
        const [x, y] = [values.slice(0, n).sort((a, b) => a - b), values.slice(n).sort((a, b) => a - b)];
        const ranks = [...values].sort((a, b) => a - b);
        const from = (sample: readonly number[]) =>
          sample.length * sample.reduce((sum, each, i) => sum + (ranks.indexOf(each) - i) ** 2, 0);
        const classical = (from(x) + from(y)) / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m));
        expect(run('cramer-von-mises', x, y).statistic).to.be.closeTo(classical, 1e-9 * (1 + classical));
      }),
    );
  });

  it('gives up no power: shares of 0.1 and 0.2 in 300 rows each differ', () => {
    expect(run('cramer-von-mises', smokers(270, 30), smokers(240, 60)).pValue).to.be.below(0.005);
    expect(run('anderson-darling', smokers(270, 30), smokers(240, 60)).pValue).to.be.below(0.005);
  });

  it('uses the limit law where ties are few, and permutations agree with it', () => {
    const [a, b] = [normals(300, 'a', 3), normals(200, 'b', 3)];
    const law = run('cramer-von-mises', a, b);
    expect(law.details.tied).to.be.within(1e-5, 1e-3);
    expect(law.details).to.not.have.property('permutations');
    const dealt = run('cramer-von-mises', a, b, { method: 'permutation', permutations: 5000 });
    expect(dealt.statistic).to.equal(law.statistic);
    // Four standard errors of 5,000 permutations.
    expect(dealt.pValue).to.be.closeTo(law.pValue!, 4 * Math.sqrt((law.pValue! * (1 - law.pValue!)) / 5000));
  });

  it('refuses exact counting and the limit law where they do not hold', () => {
    expect(() => run('cramer-von-mises', [1, 2, 2], [2, 3], { method: 'exact' })).to.throw(RangeError, /without ties.*choose permutations/);
    expect(() => run('cramer-von-mises', smokers(30, 10), smokers(30, 5), { method: 'asymptotic' })).to.throw(
      RangeError,
      /few ties.*choose permutations/,
    );
  });
});

describe('p values by permutation', () => {
  it('say so, and are absent where a law holds', () => {
    for (const [id, reference, current] of [
      ['anderson-darling', smokers(20, 10), smokers(25, 5)],
      ['chi-square', smokers(20, 2), smokers(25, 3)],
      ['g-test', smokers(20, 8), smokers(25, 8)],
    ] as const) {
      expect(run(id, reference, current, { permutations: 99 }).details, id).to.include({ permutations: 99 });
      const many = (rows: readonly number[]) => new Array<readonly number[]>(10).fill(rows).flat();
      const untied =
        id === 'anderson-darling' ? ([normals(40, 'c', 12), normals(40, 'd', 12)] as const) : ([many(reference), many(current)] as const);
      expect(run(id, ...untied).details, id).to.not.have.property('permutations');
    }
  });

  it('of the least-squares density difference count equal differences as equal', () => {
    // The samples mirror each other: of the 20 ways to divide six rows, this and its opposite are the furthest apart.
    const { pValue } = run('lsdd', [0, 0.1, 0.3], [5.3, 5.1, 5], { permutations: 4999 });
    expect(pValue).to.be.closeTo(0.1, 0.02);
    expect(run('lsdd', [0, 1, 2, 4], [4, 2, 1, 0], { permutations: 99 }).pValue).to.equal(1);
  });

  it('and the null band deal counts, not rows: 100,000 rows each of some ninety values take a few draws a value', () => {
    const [a, b] = [normals(100_000, 'a', 1), normals(100_000, 'b', 1)];
    const values = new Set([...a, ...b]).size;
    for (const id of ['cramer-von-mises', 'anderson-darling', 'psi']) {
      let draws = 0;
      const random = randomStream(1, 'ties');
      const counted = { ...random, uniform: () => (draws++, random.uniform()), int: (n: number) => (draws++, random.int(n)) };
      expect(run(id, a, b, {}, counted).statistic, id).to.satisfy(Number.isFinite);
      // A value with up to 24 rows is dealt row by row; one with more takes one draw.
      expect(draws / 1999, id).to.be.within(1, 3 * values);
    }
  });
});

describe('the asymptotic p of Kolmogorov and Smirnov', () => {
  it('never rises with the distance, so the column that moved most has the smallest', () => {
    for (const [n, m] of [
      [400, 600],
      [300, 50],
      [1000, 1000],
      [20, 20],
    ] as const) {
      const ps = Array.from({ length: 400 }, (_, i) => asymptoticP(i / 400, n, m));
      for (let i = 1; i < ps.length; i++) expect(ps[i]!, `${n} and ${m} at ${i / 400}`).to.be.at.most(ps[i - 1]! + 1e-12);
    }
  });
});
