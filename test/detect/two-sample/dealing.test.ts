import { expect } from 'chai';
import fc from 'fast-check';
import { coarse, deal, dealtTail } from '../../../src/detect/two-sample/dealing.ts';
import { hypergeometric } from '../../../src/detect/two-sample/hypergeometric.ts';
import { chiSquareTail } from '../../../src/maths/special/chi-square.ts';
import { randomStream } from '../../../src/random/random.ts';

const choose = (n: number, k: number): number =>
  k < 0 || k > n ? 0 : Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((a, b) => a * b, 1);
const sum = (all: ArrayLike<number>): number => Array.from(all).reduce((a, b) => a + b, 0);

describe('draws without replacement', () => {
  // Few and many marked items, few and many drawn; the last two leave hardly a choice.
  for (const [marked, drawn, all] of [
    [5, 8, 20],
    [8, 5, 20],
    [40, 60, 150],
    [70, 50, 130],
    [90, 95, 100],
    [30, 29, 31],
  ] as const) {
    // prettier-ignore
    it(`of ${drawn} out of ${all}, ${marked} marked, follow C(K, k)·C(N − K, n − k)/C(N, n)`, () => {
      const draws = 5000;
      const random = randomStream(1, marked, drawn, all);
      const counts = new Map<number, number>();
      for (let i = 0; i < draws; i++) {
        const k = hypergeometric(marked, drawn, all, random);
        counts.set(k, (counts.get(k) ?? 0) + 1);
      }
      // Goodness of fit by chi-square over outcomes expected five times or more, the rest together.
      const expected = Array.from({ length: Math.min(marked, drawn) + 1 }, (_, k) => (draws * choose(marked, k) * choose(all - marked, drawn - k)) / choose(all, drawn));
      expect(sum(expected)).to.be.closeTo(draws, 1e-6);
      for (const k of counts.keys()) expect(expected[k], `${k} cannot be`).to.be.above(0);
      const usual = expected.flatMap((each, k) => (each >= 5 ? [k] : []));
      const rest = { seen: draws - sum(usual.map((k) => counts.get(k) ?? 0)), expected: draws - sum(usual.map((k) => expected[k]!)) };
      const statistic = sum(usual.map((k) => ((counts.get(k) ?? 0) - expected[k]!) ** 2 / expected[k]!)) + (rest.expected > 1 ? (rest.seen - rest.expected) ** 2 / rest.expected : 0);
      expect(chiSquareTail(statistic, usual.length)).to.be.above(1e-4);
    });
  }

  it('take all, or none, where there is no choice', () => {
    const random = randomStream(2);
    expect([
      hypergeometric(40, 100, 100, random),
      hypergeometric(0, 5, 10, random),
      hypergeometric(50, 0, 100, random),
      hypergeometric(100, 30, 100, random),
    ]).to.deep.equal([40, 0, 0, 30]);
  });
});

describe('dealing rows to two samples anew', () => {
  const table = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 1, maxLength: 12 });

  it('keeps the size of the samples and the rows of each value', () => {
    fc.assert(
      fc.property(table, fc.integer(), (cells, seed) => {
        const [rows, totals] = [sum(cells.map(([a]) => a)), cells.map(([a, b]) => a + b)];
        const first = new Int32Array(totals.length);
        deal(totals, rows, first, randomStream(seed, 'deal'));
        expect(sum(first)).to.equal(rows);
        first.forEach((count, k) => expect(count).to.be.within(0, totals[k]!));
      }),
    );
  });

  it('gives Fisher’s exact p where there are two values', () => {
    // Fisher's tea-tasting lady: 3 of 4 right. One-sided p = 17/70 (Fisher 1935, The design of experiments).
    const counts = { first: Int32Array.of(3, 1), totals: Int32Array.of(4, 4) };
    expect(dealtTail(counts, ([right]) => right!, 20_000, randomStream(3))).to.be.closeTo(17 / 70, 0.015);
  });

  it('counts as equal what differs by rounding alone', () => {
    const counts = { first: Int32Array.of(1, 1), totals: Int32Array.of(2, 2) };
    let [call, digits] = [0, 0];
    const wobbling = () => 1 + (digits = call++ === 0 ? 1e-12 : 0);
    expect([dealtTail(counts, wobbling, 19, randomStream(4)), digits]).to.deep.equal([1, 0]);
  });

  it('puts neighbours together where there are very many values, frequent ones left alone', () => {
    const totals = Int32Array.from({ length: 5001 }, (_, k) => (k === 2500 ? 5000 : 1));
    const first = Int32Array.from(totals, (_, k) => (k === 2500 ? 1200 : k % 2));
    const found = coarse({ first, totals });
    expect(found.totals.length).to.be.within(500, 2000);
    expect([sum(found.totals), sum(found.first)]).to.deep.equal([sum(totals), sum(first)]);
    expect(found.first[found.totals.indexOf(5000)]).to.equal(1200);
    const small = { first: Int32Array.of(1, 0), totals: Int32Array.of(1, 2) };
    expect(coarse(small)).to.deep.equal(small);
  });
});
