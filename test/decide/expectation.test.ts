import { expect } from 'chai';
import { probablyWrong, type Expectation } from '../../src/decide/expectation.ts';
import { randomStream } from '../../src/random/random.ts';
import type { ArmSummary } from '../../src/contracts/results.ts';

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
