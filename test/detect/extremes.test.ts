import { expect } from 'chai';
import { streamDetectors } from '../../src/detect/streaming/registry.ts';
import { scaleOf } from '../../src/detect/own-scale.ts';
import { column } from '../../src/detect/two-sample/define.ts';
import { largestGap } from '../../src/detect/two-sample/ks.ts';
import { auroc } from '../../src/detect/two-sample/logistic.ts';
import { ties } from '../../src/detect/two-sample/pooled.ts';
import { findTest, twoSampleTests } from '../../src/detect/two-sample/registry.ts';
import { rankSumTail } from '../../src/maths/special/rank-sum.ts';
import { mean, sd } from '../../src/maths/statistics.ts';
import { randomStream } from '../../src/random/random.ts';
import type { Parameter, ParameterValues } from '../../src/spec/parameter.ts';

const MOST = Number.MAX_VALUE;
const fifty = (of: (i: number) => number): number[] => Array.from({ length: 50 }, (_, i) => of(i));
/** Finite samples at the ends of double precision, the reference first. */
const samples: Readonly<Record<string, readonly [readonly number[], readonly number[]]>> = {
  'both ends': [fifty((i) => (i % 2 ? MOST : -MOST)), fifty((i) => (i % 3 ? i : MOST))],
  'one at the end': [fifty((i) => (i === 7 ? MOST : i)), fifty((i) => i)],
  '1e200': [fifty((i) => i * 1e200), fifty((i) => (i + 20) * 1e200)],
  '1e99': [fifty((i) => i * 1e98), fifty((i) => (i + 20) * 1e98)],
  '1e-200': [fifty((i) => i * 1e-200), fifty((i) => (i + 20) * 1e-200)],
  'the smallest': [fifty((i) => i * 5e-324), fifty((i) => (i + 20) * 5e-324)],
  'far from 0': [fifty((i) => 1e16 + 2 * i), fifty((i) => 1e16 + 2 * i + 40)],
  'large and small': [fifty((i) => (i % 2 ? 1e99 : 1e-99)), fifty((i) => (i % 3 ? 1e99 : -1e-99))],
  'one value each': [[1], [2]],
  'two values each': [
    [1, 2],
    [3, 4],
  ],
  'two constants': [fifty(() => 3), fifty(() => 4)],
  'minus zero': [fifty((i) => (i % 2 ? 0 : -0)), fifty((i) => (i % 5 ? -0 : 1))],
};
/** Each parameter at both ends, every choice; where they cost time, no more than some hundreds. */
const settings = (parameters: readonly Parameter[]): ParameterValues[] => [
  {},
  ...parameters.flatMap((parameter): ParameterValues[] => {
    const { name } = parameter;
    if (parameter.kind === 'number')
      return [{ [name]: parameter.min }, { [name]: /permutations|maxRows|centres|runs/.test(name) ? 200 : parameter.max }];
    return parameter.kind === 'choice' ? parameter.choices.map(({ id }) => ({ [name]: id })) : [];
  }),
];

describe('at the ends of double precision', () => {
  for (const entry of twoSampleTests)
    it(`${entry.id} gives finite numbers and a probability, or says why not`, () => {
      const coded = (values: readonly number[], codes: number) =>
        entry.input === 'categorical' ? values.map((_, i) => i % codes) : values;
      let answers = 0;
      for (const [what, [reference, current]] of Object.entries(samples))
        for (const params of settings(entry.parameters)) {
          const place = `${what} ${JSON.stringify(params)}`;
          try {
            const given = { ...(entry.parameters.some(({ name }) => name === 'permutations') && { permutations: 19 }), ...params };
            const { statistic, pValue, details } = entry.run(
              column(coded(reference, 3)),
              column(coded(current, 4)),
              given,
              randomStream(1),
            );
            for (const value of [statistic, ...Object.values(details)]) expect(value, place).to.satisfy(Number.isFinite);
            if (pValue !== undefined) expect(pValue, place).to.be.within(0, 1);
            answers++;
          } catch (error) {
            expect(error, `${place}: ${String(error)}`).to.be.instanceOf(RangeError);
            expect((error as Error).message, place).to.match(/^[a-z0-9-]+[:,] .{20,}/);
          }
        }
      // Probabilities of classes are no such samples.
      if (!entry.id.startsWith('bbsd')) expect(answers).to.be.above(0);
    });

  for (const entry of streamDetectors)
    it(`${entry.id} has a finite statistic and threshold, or none yet, and says why it takes no more`, () => {
      for (const [what, [reference, current]] of Object.entries(samples))
        for (const params of settings(entry.parameters)) {
          const place = `${what} ${JSON.stringify(params)}`;
          try {
            const detector = entry.create(params, randomStream(1));
            for (const [i, value] of [...reference, ...current, ...reference].entries()) {
              detector.update(entry.input === 'error' ? i % 2 : value);
              expect(Math.abs(detector.statistic), place).to.not.equal(Infinity);
              expect(Math.abs(detector.threshold), place).to.not.equal(Infinity);
            }
          } catch (error) {
            expect(error, `${place}: ${String(error)}`).to.be.instanceOf(RangeError);
          }
        }
    });

  it('means and spreads are those of the numbers in another unit', () => {
    const values = [1, 2, 4, 8, 16];
    for (const unit of [1e300, 1e-300, 2 ** 1019, 2 ** -1000]) {
      expect(mean(values.map((value) => value * unit)) / unit).to.be.closeTo(mean(values), 1e-12);
      expect(sd(values.map((value) => value * unit)) / unit).to.be.closeTo(sd(values), 1e-12);
      expect(scaleOf(values.map((value) => value * unit))!.sd / unit).to.be.closeTo(sd(values), 1e-12);
    }
    expect(sd([MOST, -MOST])).to.equal(Infinity);
  });

  it('a column is told from another in a unit whose squares nobody can hold: as it is in a usual one', () => {
    for (const id of ['c2st', 'energy', 'mmd', 'ks', 'cramer-von-mises']) {
      const p = (unit: number) =>
        findTest(id)!.run(column(fifty((i) => i * unit)), column(fifty((i) => (i + 40) * unit)), {}, randomStream(1)).pValue!;
      expect(p(1e90), id).to.be.closeTo(p(1), 1e-9);
    }
  });
});

describe('the exact tail of Mann and Whitney', () => {
  it('of complete separation is one of all ways to choose: 1/C(n + m, n)', () => {
    // C(80, 40) = 107,507,208,733,336,176,461,620; C(200, 100) by the product of its factors.
    expect(rankSumTail(1600, 40, 40) / 9.301701828018133e-24).to.be.closeTo(1, 1e-12);
    const all = Array.from({ length: 100 }, (_, i) => (101 + i) / (1 + i)).reduce((a, b) => a * b, 1);
    expect(rankSumTail(10_000, 100, 100) * all).to.be.closeTo(1, 1e-12);
    const { pValue } = findTest('mann-whitney')!.run(
      column(Array.from({ length: 40 }, (_, i) => i)),
      column(Array.from({ length: 40 }, (_, i) => 100 + i)),
      { method: 'exact' },
      randomStream(1),
    );
    expect(pValue! / (2 * 9.301701828018133e-24)).to.be.closeTo(1, 1e-12);
  });

  it('falls from 1 to that, and is symmetric', () => {
    let before = 1;
    for (let u = 0; u <= 900; u += 30) {
      const tail = rankSumTail(u, 20, 45);
      expect(tail).to.be.within(0, before);
      expect(tail + rankSumTail(900 - u + 1, 20, 45)).to.be.closeTo(1, 1e-12);
      before = tail;
    }
  });
});

describe('loops over sorted values end', () => {
  it('at what is not a number, in words', () => {
    const [sound, odd] = [Float64Array.of(1, 2, 3), Float64Array.of(1, NaN, 3)];
    for (const [a, b] of [
      [sound, odd],
      [odd, sound],
      [odd, odd],
    ] as const) {
      expect(() => [...ties(a, b)]).to.throw(RangeError, /not a number/);
      expect(() => largestGap(a, b)).to.throw(RangeError, /not a number/);
    }
    expect(() => auroc([1, NaN, 2], [0, 1, 1])).to.throw(RangeError, /not a number/);
    expect(largestGap(Float64Array.of(1, Infinity), Float64Array.of(-Infinity, 2)).statistic).to.equal(0.5);
  });
});
