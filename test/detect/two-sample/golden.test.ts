import { expect } from 'chai';
import { goldenTestCases } from '../../../src/detect/two-sample/golden.ts';
import { findTest, twoSampleTests } from '../../../src/detect/two-sample/registry.ts';
import { randomStream } from '../../../src/random/random.ts';

describe('tests of two samples give the published answers', () => {
  for (const { test, params, reference, current, width = 1, expected, tolerance, source } of goldenTestCases) {
    it(`${test} ${JSON.stringify(params)} ${JSON.stringify(expected)}, ${source}`, () => {
      const batch = (x: readonly number[]) => ({ x, rows: x.length / width, width });
      const result = findTest(test)!.run(batch(reference), batch(current), params, randomStream(1, 'golden'));
      const found: Record<string, number | undefined> = { statistic: result.statistic, pValue: result.pValue, ...result.details };
      for (const [name, value] of Object.entries(expected)) expect(found[name], name).to.be.closeTo(value, tolerance);
    });
  }

  it('KS: exact and asymptotic p lie on different sides of 0.05 for the same eight values', () => {
    const { reference, current } = goldenTestCases[0]!;
    const p = (method: string) => findTest('ks')!.run(batchOf(reference), batchOf(current), { method }, randomStream(1)).pValue!;
    expect(p('exact')).to.be.above(0.05);
    expect(p('asymptotic')).to.be.below(0.05);
  });
});

const batchOf = (x: readonly number[]) => ({ x, rows: x.length, width: 1 });

// Closed forms for N(0, 1) against N(1, 1): KS 2Φ(½) − 1, W₁ 1, KL ½, PSI 1, Hellinger √(1 − e^(−1/8)), C2ST Φ(½), AUC Φ(1/√2);
// the rest integrated numerically (reference notes of the project).
const LIMITS: readonly (readonly [test: string, params: Record<string, number | string>, limit: number, within: number])[] = [
  ['ks', {}, 0.3829249, 0.005],
  ['wasserstein', { normed: 'no' }, 1, 0.01],
  ['kl', { bins: 200, floor: 1e-6 }, 0.5, 0.01],
  ['psi', { bins: 200, floor: 1e-6 }, 1, 0.02],
  ['hellinger', { bins: 200 }, 0.3427872, 0.005],
  ['js', { bins: 200 }, 0.3337986, 0.005],
  ['js', { bins: 200, base: '2' }, 0.4009329, 0.006],
  ['total-variation', { bins: 200 }, 0.3829249, 0.006],
  ['mmd', { sigma: 1, maxRows: 1000, permutations: 19 }, 0.1772676, 0.03],
  ['c2st', {}, 0.6914625, 0.015],
  ['domain-classifier', {}, 0.7602499, 0.015],
];

describe('distances approach those of the populations N(0, 1) and N(1, 1)', () => {
  const ROWS = 100_000;
  const draw = (mean: number, name: string) => {
    const random = randomStream(7, 'limit', name);
    return { x: Float64Array.from({ length: ROWS }, () => mean + random.normal()), rows: ROWS, width: 1 };
  };
  for (const [test, params, limit, within] of LIMITS) {
    it(`${test} ${JSON.stringify(params)} → ${limit}`, () => {
      expect(findTest(test)!.run(draw(0, 'a'), draw(1, 'b'), params, randomStream(1)).statistic).to.be.closeTo(limit, within);
    });
  }

  it('the share of pairs in order approaches Φ(1/√2)', () => {
    expect(findTest('mann-whitney')!.run(draw(0, 'a'), draw(1, 'b'), {}, randomStream(1)).details.auc).to.be.closeTo(0.7602499, 0.004);
  });

  it('lsdd integrates (p − q)² to (1 − e^(−1/4))/√π', () => {
    const { details } = findTest('lsdd')!.run(draw(0, 'a'), draw(1, 'b'), { permutations: 19 }, randomStream(1));
    expect(details.integral).to.be.closeTo((1 - Math.exp(-0.25)) / Math.sqrt(Math.PI), 0.015);
  });

  it('every entry of the registry has an id of its own and says what it is', () => {
    expect(new Set(twoSampleTests.map(({ id }) => id)).size).to.equal(twoSampleTests.length);
    for (const { id, title, help, source } of twoSampleTests) {
      expect(id).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      for (const text of [title, help, source]) expect(text).to.not.equal('');
    }
  });
});
