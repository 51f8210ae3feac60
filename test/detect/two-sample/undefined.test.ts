import { expect } from 'chai';
import { findTest, twoSampleTests } from '../../../src/detect/two-sample/registry.ts';
import type { Batch, TwoSampleEntry } from '../../../src/detect/types.ts';
import { randomStream } from '../../../src/random/random.ts';

const batch = (x: ArrayLike<number>, width = 1): Batch => ({ x, rows: x.length / width, width });
const run = (id: string, reference: ArrayLike<number>, current: ArrayLike<number>, params = {}) =>
  findTest(id)!.run(batch(reference), batch(current), params, randomStream(5, 'run'));
/** Few permutations, where a test takes any. */
const paramsOf = ({ parameters }: TwoSampleEntry) => (parameters.some(({ name }) => name === 'permutations') ? { permutations: 39 } : {});
const draws = (count: number, draw: (_: unknown, i: number) => number): number[] => Array.from({ length: count }, draw);

describe('samples that leave a statistic undefined', () => {
  it('one value only: tests on order, bins and kernels refuse, and say what to do', () => {
    const constant = [2, 2, 2, 2, 2];
    for (const [id, message] of [
      ['mann-whitney', /all values of both samples are equal/],
      ['anderson-darling', /all values of both samples are equal/],
      ['js', /bins of equal width have no width/],
      ['chi-square', /only one category occurs/],
      ['g-test', /only one category occurs/],
      ['mmd', /set sigma yourself/],
      ['lsdd', /set sigma yourself/],
    ] as const) {
      expect(() => run(id, constant, constant), id).to.throw(RangeError, message);
    }
    expect(() => run('psi', [1, 1], [1, 1], { binning: 'categories' })).to.throw(RangeError, /only one category/);
    // Here a constant column is a distribution like any other.
    expect(run('ks', constant, constant).pValue).to.equal(1);
    expect(run('wasserstein', constant, [3, 3], { normed: 'no' }).statistic).to.equal(1);
    expect(run('wasserstein', constant, [2.5], { normed: 'yes' }).statistic, 'divided by the floor 0.001').to.be.closeTo(500, 1e-9);
  });

  it('outputs of a model are probabilities of at least two classes', () => {
    const good = batch([0.4, 0.6, 0.9, 0.1], 2);
    for (const id of ['bbsd-soft', 'bbsd-hard']) {
      const against = (x: readonly number[], width: number) => () =>
        findTest(id)!.run(batch(x, width), width === 1 ? batch([1]) : good, {}, randomStream(1));
      expect(against([0.4, 0.6, 0.7, 0.7], 2)).to.throw(RangeError, /row 1 of the reference sample holds no class probabilities/);
      expect(against([-0.2, 1.2], 2)).to.throw(RangeError, /row 0 of the reference sample/);
      expect(against([1], 1)).to.throw(RangeError, /at least two classes/);
    }
    expect(() => findTest('bbsd-hard')!.run(batch([0.9, 0.1], 2), batch([0.8, 0.2], 2), {}, randomStream(1))).to.throw(
      RangeError,
      /only one category/,
    );
  });

  it('classifiers need ten rows of each sample', () => {
    for (const id of ['c2st', 'domain-classifier']) {
      expect(
        () =>
          run(
            id,
            draws(9, () => 1),
            draws(30, () => 1),
          ),
        id,
      ).to.throw(RangeError, 'the reference sample has 9 rows, at least 10 are needed');
    }
  });

  it('a reference of one value against a spread sample: numbers, and far from 0', () => {
    const spread = draws(40, () => 0).map((_, i) => i / 10);
    for (const entry of twoSampleTests.filter(({ id, input }) => input !== 'categorical' && !id.startsWith('bbsd'))) {
      const { statistic } = entry.run(batch(draws(40, () => 9)), batch(spread), paramsOf(entry), randomStream(1));
      expect(statistic, entry.id).to.satisfy(Number.isFinite);
      expect(statistic, entry.id).to.be.above(0.1);
    }
  });

  it('codes are whole numbers from 0 on', () => {
    for (const bad of [-1, 0.5, 1e9]) {
      expect(() => run('chi-square', [0, 1, 1], [0, bad, 1])).to.throw(
        RangeError,
        /current sample holds .* in row 1; categories are codes/,
      );
      expect(() => run('psi', [0, bad, 1], [0, 1, 1], { binning: 'categories' })).to.throw(
        RangeError,
        /reference sample holds .* in row 1/,
      );
    }
  });

  it('a category that only one sample has is refused without a floor: the divergence, or the index, would be infinite', () => {
    const params = { binning: 'categories', floor: 0 };
    expect(() => run('kl', [0, 1], [0, 0], params)).to.throw(RangeError, /a bin is empty in one of the samples.*set floor above 0/);
    expect(() => run('psi', [0, 1], [0, 0], params)).to.throw(RangeError, /a bin is empty in one of the samples.*set floor above 0/);
    expect(run('kl', [0, 0], [0, 1], params).statistic).to.be.closeTo(Math.LN2, 1e-12);
    expect(run('kl', [0, 1], [0, 0], { ...params, floor: 1e-4 }).statistic).to.satisfy(Number.isFinite);
  });

  it('a value that fills several quantiles of the reference is a bin of its own (by hand)', () => {
    const zeros = [0, 0, 0, 0, 0, 0, 1, 2, 3, 4];
    // Quartiles 0, 0, 1.75: bins below 0, 0, up to 1.75, above; shares 0, .6, .1, .3 against .5, .3, 0, .2.
    const { statistic, details } = run('total-variation', zeros, [-1, -2, -1, -1, -3, 0, 0, 0, 5, 2], { binning: 'quantiles', bins: 4 });
    expect(statistic).to.be.closeTo(0.5, 1e-12);
    expect(details.bins).to.equal(4);
    expect(run('psi', zeros, zeros).statistic).to.equal(0);
  });

  it('samples without a bin in common are as far apart as can be', () => {
    const params = { binning: 'categories' };
    expect(run('hellinger', [0, 0], [1, 1], params).statistic).to.be.closeTo(1, 1e-12);
    expect(run('total-variation', [0, 0], [1, 1], params).statistic).to.equal(1);
    expect(run('js', [0, 0], [1, 1], { ...params, base: '2' }).statistic).to.be.closeTo(1, 1e-12);
    expect(run('ks', [1, 2], [3, 4]).statistic).to.equal(1);
  });

  it('exact p values are refused where counting would take too long or too much', () => {
    const many = draws(20_000, () => 0).map((_, i) => i);
    expect(() => run('ks', many, many, { method: 'exact' })).to.throw(RangeError, /choose the asymptotic one/);
    expect(() => run('cramer-von-mises', many, many, { method: 'exact' })).to.throw(RangeError, /at most 20 rows/);
    expect(() => run('mann-whitney', many, many, { method: 'exact' })).to.throw(RangeError, /choose the normal approximation/);
  });

  it('parameters out of range are named with their range', () => {
    expect(() => run('psi', [1, 2], [1, 2], { bins: 1 })).to.throw(
      RangeError,
      'psi, parameter bins: expected a whole number from 2 to 1000',
    );
    expect(() => run('ks', [1, 2], [1, 2], { method: 'fast' })).to.throw(RangeError, 'choose one of auto, exact, asymptotic');
    expect(() => run('mmd', [1, 2], [1, 2], { sigma: -1 })).to.throw(RangeError, 'mmd, parameter sigma');
  });
});
