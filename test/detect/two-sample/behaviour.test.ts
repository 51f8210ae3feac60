import { expect } from 'chai';
import fc from 'fast-check';
import { kolmogorovTail } from '../../../src/maths/special/kolmogorov.ts';
import { findTest, twoSampleTests } from '../../../src/detect/two-sample/registry.ts';
import type { Batch, TwoSampleEntry } from '../../../src/detect/types.ts';
import { randomStream, type Random } from '../../../src/random/random.ts';

const batch = (x: ArrayLike<number>, width = 1): Batch => ({ x, rows: x.length / width, width });
const run = (id: string, reference: ArrayLike<number>, current: ArrayLike<number>, params = {}) =>
  findTest(id)!.run(batch(reference), batch(current), params, randomStream(5, 'run'));
const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);

/** Two columns where the test wants probabilities or several, else one; of the kind that the test takes. */
function sample({ id, input }: TwoSampleEntry, rows: number, random: Random, shift = 0): Batch {
  if (input === 'categorical') return batch(draws(rows, () => Math.min(3, Math.floor(random.uniform() ** (1 + shift) * 4))));
  if (id.startsWith('bbsd')) {
    const rest = draws(rows, () => 1 / (1 + Math.exp(-random.normal() - shift)));
    return batch(rest.flatMap((p) => [p, 1 - p]), 2); // prettier-ignore
  }
  return input === 'numeric'
    ? batch(draws(rows, () => random.normal() + shift))
    : batch(
        draws(rows * 2, () => random.normal() + shift),
        2,
      );
}

const few = { permutations: 39 };
const paramsOf = ({ parameters }: TwoSampleEntry, wanted: Record<string, number | string> = few) =>
  Object.fromEntries(Object.entries(wanted).filter(([name]) => parameters.some((parameter) => parameter.name === name)));

describe('every test of two samples', () => {
  for (const entry of twoSampleTests) {
    const { id } = entry;
    const params = paramsOf(entry);

    it(`${id} gives equal results for equal seeds, and finite ones`, () => {
      const [a, b] = [sample(entry, 60, randomStream(1, 'a')), sample(entry, 50, randomStream(1, 'b'), 0.7)];
      const once = entry.run(a, b, params, randomStream(2));
      expect(entry.run(a, b, params, randomStream(2))).to.deep.equal(once);
      expect(once.statistic).to.satisfy(Number.isFinite);
      expect(entry.distance === true, 'a distance has no p value').to.equal(once.pValue === undefined);
      if (once.pValue !== undefined) expect(once.pValue).to.be.within(0, 1);
    });

    it(`${id} leaves its samples as they were`, () => {
      const [a, b] = [sample(entry, 40, randomStream(1, 'a')), sample(entry, 40, randomStream(1, 'b'))];
      const before = JSON.stringify([a, b]);
      entry.run(a, b, params, randomStream(2));
      expect(JSON.stringify([a, b])).to.equal(before);
    });

    it(`${id} sees a larger shift as more suspicious`, () => {
      const reference = sample(entry, 200, randomStream(1, 'a'));
      const at = (shift: number) =>
        entry.run(reference, sample(entry, 200, randomStream(1, 'b'), shift), paramsOf(entry, { permutations: 99 }), randomStream(2));
      const [none, far] = [at(0), at(2)];
      if (id === 'mann-whitney') expect(Math.abs(far.details.auc! - 0.5)).to.be.above(Math.abs(none.details.auc! - 0.5));
      else expect(far.statistic).to.be.above(none.statistic);
      if (far.pValue !== undefined) {
        expect(far.pValue).to.be.below(0.02);
        expect(none.pValue).to.be.above(far.pValue);
      }
    });

    it(`${id} refuses empty samples, NaN, infinity, other widths, missing numbers and unknown parameters`, () => {
      const good = sample(entry, 60, randomStream(1, 'a'));
      const { width } = good;
      const broken = (value: number): Batch => ({ ...good, x: Array.from(good.x, (kept, i) => (i === width ? value : kept)) });
      const check = (bad: Batch, message: RegExp) => {
        expect(() => entry.run(bad, good, params, randomStream(1)), 'reference').to.throw(RangeError, message);
        expect(() => entry.run(good, bad, params, randomStream(1)), 'current').to.throw(RangeError, message);
      };
      check({ x: [], rows: 0, width }, /has 0 rows, at least \d+ (is|are) needed/);
      check(broken(NaN), /holds NaN in row 1/);
      check(broken(Infinity), /holds Infinity in row 1/);
      check({ ...good, rows: good.rows + 1 }, /holds \d+ numbers, expected 61 rows/);
      check({ x: [...Array.from(good.x), ...Array.from(good.x)], rows: good.rows, width: 2 * width }, /columns/);
      expect(() => entry.run(good, good, { color: 3 }, randomStream(1))).to.throw(RangeError, /color/);
    });
  }

  it('of one column depend on no order of the rows', () => {
    const entries = twoSampleTests.filter(({ input }) => input !== 'multivariate');
    fc.assert(
      fc.property(fc.constantFrom(...entries), fc.integer(), (entry, seed) => {
        const [a, b] = [sample(entry, 30, randomStream(seed, 'a')), sample(entry, 25, randomStream(seed, 'b'), 0.3)];
        const reversed = (from: Batch): Batch => ({ ...from, x: Array.from(from.x).reverse() });
        const once = entry.run(a, b, {}, randomStream(1));
        expect(entry.run(reversed(a), reversed(b), {}, randomStream(1)).statistic).to.be.closeTo(once.statistic, 1e-12);
      }),
    );
  });

  it('is symmetric where its definition is', () => {
    const symmetric = [
      'ks',
      'cramer-von-mises',
      'anderson-darling',
      'chi-square',
      'g-test',
      'js',
      'hellinger',
      'total-variation',
      'energy',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...symmetric), fc.integer(), (id, seed) => {
        const entry = findTest(id)!;
        const [a, b] = [sample(entry, 30, randomStream(seed, 'a')), sample(entry, 25, randomStream(seed, 'b'), 0.3)];
        const there = entry.run(a, b, paramsOf(entry), randomStream(1));
        const back = entry.run(b, a, paramsOf(entry), randomStream(1));
        expect(back.statistic).to.be.closeTo(there.statistic, 1e-9);
        if (!('permutations' in there.details) && there.pValue !== undefined) expect(back.pValue).to.be.closeTo(there.pValue, 1e-9);
      }),
    );
    const same = (params: object) => [
      run('wasserstein', [1, 2, 5], [2, 4], params).statistic,
      run('wasserstein', [2, 4], [1, 2, 5], params).statistic,
    ];
    const [there, back] = same({ normed: 'no' });
    expect(there).to.be.closeTo(back!, 1e-12);
  });

  it('finds a distance of 0 between a sample and itself', () => {
    const x = draws(50, () => randomStream(3).normal()).map((value, i) => value + i);
    for (const id of ['ks', 'psi', 'js', 'kl', 'hellinger', 'total-variation', 'wasserstein', 'energy']) {
      expect(run(id, x, x, paramsOf(findTest(id)!)).statistic, id).to.be.closeTo(0, 1e-7);
    }
  });
});

describe('p values without drift are uniform', () => {
  // 300 runs each; the KS distance of their p values from the uniform distribution, at a level of 1e-4 (Kolmogorov's distribution).
  const RUNS = 300;
  const uniform: readonly (readonly [string, number, Record<string, number | string>])[] = [
    ['ks', 200, {}],
    ['cramer-von-mises', 60, {}],
    ['mann-whitney', 60, {}],
    ['chi-square', 400, {}],
    ['g-test', 400, {}],
    ['mmd', 30, { permutations: 99 }],
    ['energy', 30, { permutations: 99 }],
    ['lsdd', 20, { permutations: 39, centres: 20 }],
    ['c2st', 60, {}],
    ['bbsd-soft', 100, {}],
    ['bbsd-hard', 200, {}],
  ];
  for (const [id, rows, params] of uniform) {
    it(id, () => {
      const entry = findTest(id)!;
      const p = Float64Array.from({ length: RUNS }, (_, i) => {
        const result = entry.run(
          sample(entry, rows, randomStream(i, 'a')),
          sample(entry, rows, randomStream(i, 'b')),
          params,
          randomStream(i),
        );
        return result.pValue!;
      }).sort();
      // Discrete p values lie a little above the diagonal: only an excess of small ones counts in full, the steps are allowed for.
      const excess = Math.max(...p.map((value, i) => (i + 1) / RUNS - value));
      const lack = Math.max(...p.map((value, i) => value - i / RUNS));
      expect(kolmogorovTail(excess, RUNS), 'too many small ones').to.be.above(1e-4);
      // Bonferroni over two outputs that move together, as the soft variant has here, halves small p values at most.
      if (id !== 'bbsd-soft') expect(kolmogorovTail(Math.max(0, lack - 0.08), RUNS), 'too few small ones').to.be.above(1e-4);
    });
  }

  it('also where rows change sides in groups of two', () => {
    const entry = findTest('energy')!;
    const p = Array.from({ length: 100 }, (_, i) =>
      entry.run(sample(entry, 550, randomStream(i, 'a')), sample(entry, 551, randomStream(i, 'b')), { permutations: 19 }, randomStream(i)),
    );
    expect(p[0]!.details.groups).to.equal(550);
    // Twentieths with mean 0.525 and standard deviation 0.288; five standard errors of 100 runs on either side.
    expect(p.reduce((sum, { pValue }) => sum + pValue! / 100, 0)).to.be.within(0.38, 0.67);
    expect(p.filter(({ pValue }) => pValue! <= 0.2).length).to.be.within(6, 38);
  });

  it('anderson-darling: a share of about 5 % below 0.05, and a median at its cap of 0.25', () => {
    const entry = findTest('anderson-darling')!;
    const p = Array.from(
      { length: RUNS },
      (_, i) => entry.run(sample(entry, 50, randomStream(i, 'a')), sample(entry, 50, randomStream(i, 'b')), {}, randomStream(1)).pValue!,
    );
    expect(p.filter((value) => value <= 0.05).length / RUNS).to.be.within(0.015, 0.1);
    expect(p.filter((value) => value === 0.25).length / RUNS).to.be.within(0.65, 0.85);
  });

  it('psi stays within its null band in about 95 of 100 cases', () => {
    const entry = findTest('psi')!;
    const within = Array.from({ length: RUNS }, (_, i) => {
      const { statistic, details } = entry.run(
        sample(entry, 1000, randomStream(i, 'a')),
        sample(entry, 1000, randomStream(i, 'b')),
        {},
        randomStream(1),
      );
      return statistic <= details.nullBand!;
    });
    expect(within.filter(Boolean).length / RUNS).to.be.within(0.9, 0.99);
  });
});
