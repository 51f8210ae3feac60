import { expect } from 'chai';
import type { Standing } from '../../../src/contracts/results.ts';
import { compareArms, compared } from '../../../src/measure/statistics/comparison.ts';
import { moreSeeds } from '../../../src/measure/statistics/effect.ts';
import { confidenceSequence } from '../../../src/measure/statistics/race.ts';
import { standing } from '../../../src/measure/statistics/standing.ts';

const scores = (of: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(of).map(([id, merits]) => ({ arm: { id, title: id, family: 'fine-tune' as const }, merits }));
const stands = (best: readonly string[], asGood: readonly string[] = []): Standing => ({ best, asGood, p: {} });
const three = scores({ a: [0.9, 0.8, 0.85, 0.88], b: [0.7, 0.75, 0.8, 0.7], c: [0.7, 0.7, 0.7, 0.7] });
const outcomes = (standing_: Standing) => compareArms(three, 0.01, 'fixed', standing_).map(({ a, b, outcome }) => `${a}${b} ${outcome}`);

describe('a comparison of two arms', () => {
  it('claims what the standing says of both, and nothing else', () => {
    expect(outcomes(stands(['a']))).to.deep.equal(['ab a', 'ac a', 'bc undecided']);
    expect(outcomes(stands(['b']))).to.deep.equal(['ab b', 'ac undecided', 'bc a']);
    expect(outcomes(stands(['a', 'b']))).to.deep.equal(['ab undecided', 'ac undecided', 'bc undecided']);
    expect(outcomes(stands(['a', 'b'], ['a', 'b']))).to.deep.equal(['ab equivalent', 'ac undecided', 'bc undecided']);
  });

  it('says how many more seeds would decide what is open, corrected for the other arms', () => {
    const [ab, , bc] = compareArms(three, 0.01, 'fixed', stands(['a']));
    expect(ab!.moreSeeds).to.equal(0);
    expect(bc!.moreSeeds)
      .to.equal(moreSeeds(bc!.difference.values, 0.01, 2))
      .and.not.equal(moreSeeds(bc!.difference.values, 0.01, 4));
  });

  it('has Student’s interval of a fixed design, and a confidence sequence of a race', () => {
    const interval = (design: 'fixed' | 'race') => compareArms(three, 0.01, design, stands(['a']))[0]!.difference;
    const { lo, hi } = confidenceSequence(interval('race').values, 1);
    expect(interval('race')).to.include({ lo, hi });
    expect(interval('fixed').lo).to.be.above(lo);
    expect(interval('fixed').mean).to.equal(interval('race').mean);
  });

  it('seen from the other side has everything turned', () => {
    const pairs = compareArms(three, 0.01, 'fixed', stands(['a']));
    const [straight, turned] = [compared(pairs, 'a', 'b'), compared(pairs, 'b', 'a')];
    expect(turned).to.include({ a: 'b', b: 'a', outcome: 'b', pStudent: straight.pStudent });
    expect([turned.difference.mean, turned.difference.lo, turned.difference.hi]).to.deep.equal([
      -straight.difference.mean,
      -straight.difference.hi,
      -straight.difference.lo,
    ]);
    expect(turned.difference.values).to.deep.equal(straight.difference.values.map((value) => -value));
    expect(turned.better).to.deep.equal({ value: 1 - straight.better.value, lo: 1 - straight.better.hi, hi: 1 - straight.better.lo });
    expect(compared(compareArms(three, 0.01, 'fixed', stands(['b'])), 'b', 'a').outcome).to.equal('a');
    expect(compared(pairs, 'c', 'b').outcome).to.equal('undecided');
    expect(() => compared(pairs, 'd', 'a')).to.throw(RangeError, 'arms d and a were not compared');
    expect(() => compared(pairs, 'a', 'd')).to.throw(RangeError);
  });
});

describe('the standing of arms', () => {
  const arms = (seeds: number) => [
    { id: 'a', values: Array.from({ length: seeds }, (_, i) => 0.9 + 0.01 * Math.sin(i)) },
    { id: 'b', values: Array.from({ length: seeds }, (_, i) => 0.5 + 0.01 * Math.cos(i)) },
  ];

  it('claims nothing below six seeds of a fixed design', () => {
    expect(standing(arms(5), 0.01, 'fixed')).to.deep.equal({ best: ['a', 'b'], asGood: [], p: { a: 1, b: 1 } });
    expect(standing(arms(6), 0.01, 'fixed').best).to.deep.equal(['a']);
    expect(standing([], 0.01, 'fixed')).to.deep.equal({ best: [], asGood: [], p: {} });
  });

  it('of a race is what betting has shown, however few seeds there are', () => {
    const [few, more] = [standing(arms(5), 0.01, 'race'), standing(arms(10), 0.01, 'race')];
    expect(few.best).to.deep.equal(['a', 'b']);
    expect(few.p['b']).to.be.below(1);
    expect(more.best).to.deep.equal(['a']);
    expect(more.p).not.to.deep.equal(standing(arms(10), 0.01, 'fixed').p);
  });
});
