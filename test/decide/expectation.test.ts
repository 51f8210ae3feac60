import { expect } from 'chai';
import { expectations, probablyWrong, type Expectation } from '../../src/decide/expectation.ts';
import { randomStream } from '../../src/random/random.ts';
import type { ArmSummary } from '../../src/contracts/results.ts';
import { interval } from '../../src/maths/statistics.ts';
import { armOf } from './hand-made.ts';

const arm = (id: string): ArmSummary => ({ id }) as ArmSummary;
const all: readonly Expectation[] = [
  { arm: arm('a'), accuracy: 0.9, sd: 0.01 },
  { arm: arm('b'), accuracy: 0.905, sd: 0.02 },
  { arm: arm('c'), accuracy: 0.88, sd: 0.03 },
];

describe('how probably a guess is wrong', () => {
  it('is the share of 200,000 draws in which another one is better by more than the margin', () => {
    const random = randomStream(1, 'draws');
    for (const [chosen, margin] of [
      [0, 0.01],
      [1, 0],
      [2, 0.02],
    ] as const) {
      let wrong = 0;
      for (let draw = 0; draw < 200_000; draw++) {
        const drawn = all.map(({ accuracy, sd }) => accuracy + sd * random.normal());
        if (Math.max(...drawn) - drawn[chosen]! > margin) wrong++;
      }
      expect(probablyWrong(all, all[chosen]!.arm, margin)).to.be.closeTo(wrong / 200_000, 0.005);
    }
  });

  it('is a certainty where nothing varies, and 0 for the only arm', () => {
    const sure = (accuracy: number, id: string): Expectation => ({ arm: arm(id), accuracy, sd: 0 });
    const two = [sure(0.9, 'a'), sure(0.8, 'b')];
    expect([
      probablyWrong(two, two[0]!.arm, 0.01),
      probablyWrong(two, two[1]!.arm, 0.01),
      probablyWrong(two, two[1]!.arm, 0.2),
    ]).to.deep.equal([0, 1, 0]);
    expect(probablyWrong([all[0]!], all[0]!.arm, 0)).to.equal(0);
  });
});

describe('what is expected of a repair', () => {
  const told = (id: string, values: readonly number[]): ArmSummary => armOf(id, 0, { accuracyNew: interval(values) });
  // b = a − d, seed by seed, with d of 0.04, 0.08, 0.06 and 0.02; nothing lies 0.3 below the middle of the two on every seed.
  const a = told('a', [0.82, 0.88, 0.85, 0.81]);
  const b = told('b', [0.78, 0.8, 0.79, 0.79]);
  const none = told('none', [0.5, 0.54, 0.52, 0.5]);
  // Two seeds only, 0.01 and 0.03 above that middle.
  const c = told('c', [0.81, 0.87]);
  const of = (arms: readonly ArmSummary[], margin: number) => expectations(arms, margin).map(({ accuracy, sd }) => [accuracy, sd] as const);
  const near = (got: readonly (readonly [number, number])[], wanted: readonly (readonly [number, number])[]) =>
    got.forEach(([accuracy, sd], i) => {
      expect(accuracy, `mean of ${i}`).to.be.closeTo(wanted[i]![0], 1e-9);
      expect(sd, `sd of ${i}`).to.be.closeTo(wanted[i]![1], 1e-9);
    });
  /** The mean over seeds of the mean of a and b. */
  const level = (0.8 + 0.84 + 0.82 + 0.8) / 4;

  it('is its mean drawn towards that of the repairs, by hand (James & Stein 1961)', () => {
    // Squares around the effects of ±0.025, and 0.02 of c: 0.0005, 0.0005, 0, 0.0002, over 3 + 3 + 3 + 1 degrees of freedom.
    const common = 0.0012 / 10;
    // Each variance is drawn to the common one as if by 4 observations more.
    const [ab, still, few] = [(0.0005 + 4 * common) / 7 / 4, (4 * common) / 7 / 4, (0.0002 + 4 * common) / 5 / 2];
    const middle = (0.025 - 0.025 + 0.02) / 3;
    const seen = [0.025, -0.025, 0.02].reduce((sum, effect) => sum + (effect - middle) ** 2, 0) / 2;
    const spread = seen - (2 * ab + few) / 3;
    const [trust, trustFew] = [spread / (spread + ab), spread / (spread + few)];
    near(of([a, none, b, c], 0.01), [
      [level + middle + trust * (0.025 - middle), Math.sqrt(trust * ab)],
      // What no repair reaches is not one of them.
      [level - 0.3, Math.sqrt(still)],
      [level + middle + trust * (-0.025 - middle), Math.sqrt(trust * ab)],
      [level + middle + trustFew * (0.02 - middle), Math.sqrt(trustFew * few)],
    ]);
  });

  it('takes repairs to differ by the margin at least', () => {
    const error = (0.0005 + (4 * 0.001) / 6) / 7 / 4;
    const trust = 0.01 / (0.01 + error);
    near(of([a, b], 0.1), [
      [level + trust * 0.025, Math.sqrt(trust * error)],
      [level - trust * 0.025, Math.sqrt(trust * error)],
    ]);
  });

  it('of a single repair is its own mean, and of one that never varies, too', () => {
    // Nothing lies 0.1, 0.16, 0.28 and 0.2 below it: squares of 0.0171 on 6 degrees of freedom.
    near(of([none, told('a', [0.6, 0.7, 0.8, 0.7])], 0.01).slice(1), [[0.7, Math.sqrt((4 * 0.0171) / 6 / 7 / 4)]]);
    near(of([told('a', [0.8, 0.8]), told('b', [0.7, 0.7])], 0), [
      [0.8, 0],
      [0.7, 0],
    ]);
  });

  it('of two that are equal and never vary is what both have, with no margin, too', () =>
    near(of([told('a', [0.8, 0.8]), told('b', [0.8, 0.8])], 0), [
      [0.8, 0],
      [0.8, 0],
    ]));

  it('takes away what a seed does to nothing where nothing is all there is', () => near(of([none], 0.01), [[0.515, 0]]));

  it('counts what lies exactly at the margin as no worse', () => {
    const sure = (accuracy: number, id: string): Expectation => ({ arm: arm(id), accuracy, sd: 0 });
    const two = [sure(0.5, 'a'), sure(0.75, 'b')];
    expect(probablyWrong(two, two[0]!.arm, 0.25)).to.equal(0);
  });
});
