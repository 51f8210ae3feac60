import { expect } from 'chai';
import { findTest } from '../../../src/detect/two-sample/registry.ts';
import type { Batch, TestResult } from '../../../src/detect/types.ts';
import { randomStream, type Random } from '../../../src/random/random.ts';

const column = (rows: number, draw: () => number): Batch => ({ x: Float64Array.from({ length: rows }, draw), rows, width: 1 });

/** Knuth's product of uniforms, mean 1. */
function poisson(random: Random): number {
  let count = 0;
  for (let product = random.uniform(); product > Math.exp(-1); product *= random.uniform()) count++;
  return count;
}

const KINDS: Readonly<Record<string, (random: Random) => number>> = {
  'a tenth of ones': (random) => Number(random.uniform() < 0.1),
  'nine tenths of ones': (random) => Number(random.uniform() < 0.9),
  counts: poisson,
  'values rounded to one decimal': (random) => Math.round(10 * random.normal()) / 10,
};
const CATEGORIES: Readonly<Record<string, (random: Random) => number>> = {
  'a tenth of ones': (random) => Number(random.uniform() < 0.1),
  'one common and eight rare categories': (random) => (random.uniform() < 0.8 ? 0 : 1 + random.int(8)),
  'twenty equal categories': (random) => random.int(20),
};
const SIZES = [[30, 30], [30, 300], [200, 1000]] as const; // prettier-ignore
const PAIRS = 120;
/** Of 120 draws of probability 0.05, more than 14 come with probability 0.0013 (binomial distribution, SciPy 1.17.1). */
const MOST = 14;

/** How many of the pairs of samples that both come from `draw` are found to differ. */
function alarms(
  id: string,
  params: Record<string, number>,
  draw: (random: Random) => number,
  n: number,
  m: number,
  differ: (result: TestResult) => boolean,
): number {
  return Array.from({ length: PAIRS }, (_, i) => {
    const random = randomStream(i, 'null', n, m);
    const [reference, current] = [column(n, () => draw(random)), column(m, () => draw(random))];
    try {
      return differ(findTest(id)!.run(reference, current, params, randomStream(i, 'dealt')));
    } catch (error) {
      // Of few rows, all may be equal: then the statistic is refused, which is no alarm.
      if (error instanceof RangeError && /all values of both samples are equal|only one category/.test(error.message)) return false;
      throw error;
    }
  }).filter(Boolean).length;
}

describe('samples of one distribution with ties, rare categories and unequal sizes', () => {
  for (const id of ['ks', 'cramer-von-mises', 'anderson-darling', 'mann-whitney']) {
    for (const [kind, draw] of Object.entries(KINDS)) {
      it(`${id} finds ${kind} different at the 5 % level in about 5 % of pairs, or fewer`, () => {
        const params = id === 'cramer-von-mises' || id === 'anderson-darling' ? { permutations: 199 } : {};
        for (const [n, m] of SIZES)
          expect(
            alarms(id, params, draw, n, m, ({ pValue }) => pValue! <= 0.05),
            `${n} and ${m} rows`,
          ).to.be.at.most(MOST);
      });
    }
  }

  for (const id of ['chi-square', 'g-test']) {
    for (const [kind, draw] of Object.entries(CATEGORIES)) {
      it(`${id} finds ${kind} different at the 5 % level in about 5 % of pairs, or fewer`, () => {
        for (const [n, m] of SIZES)
          expect(
            alarms(id, { permutations: 199 }, draw, n, m, ({ pValue }) => pValue! <= 0.05),
            `${n} and ${m} rows`,
          ).to.be.at.most(MOST);
      });
    }
  }

  for (const [kind, draw] of Object.entries({ ...KINDS, 'normal values': (random: Random) => random.normal() })) {
    it(`psi of ${kind} leaves its null band in about 5 % of pairs, or fewer`, () => {
      for (const [n, m] of SIZES) {
        expect(
          alarms('psi', { permutations: 99 }, draw, n, m, ({ statistic, details }) => statistic > details.nullBand!),
          `${n} and ${m} rows`,
        ).to.be.at.most(MOST);
      }
    });
  }

  it('the domain classifier leaves its range in about 5 % of pairs, or fewer', () => {
    const outside = ({ statistic, details }: TestResult) => statistic < details.low! || statistic > details.high!;
    for (const [n, m] of [
      [30, 30],
      [30, 300],
    ] as const) {
      expect(
        alarms('domain-classifier', {}, (random) => random.normal(), n, m, outside),
        `${n} and ${m} rows`,
      ).to.be.at.most(MOST);
    }
  });
});
