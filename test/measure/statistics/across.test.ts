import { expect } from 'chai';
import fc from 'fast-check';
import { across, type Task } from '../../../src/measure/statistics/across.ts';

const task = (name: string, scores: Task['scores']): Task => ({ name, scores });

describe('repairs over several runs', () => {
  const tasks = [
    task('one', { head: [0.7, 0.72], all: [0.9, 0.92], none: [0.2, 0.2], only: [0.5, 0.5] }),
    task('two', { none: [0.3, 0.3], head: [0.8, 0.82], all: [0.78, 0.8] }),
    task('three', { none: [0.4, 0.4], head: [0.7, 0.7], all: [0.95, 0.97] }),
  ];

  it('are ranked by their interquartile mean, with mean ranks, profile and the chance to beat the first', () => {
    const { methods, leftOut, test } = across(tasks);
    expect(methods.map(({ id }) => id)).to.deep.equal(['all', 'head', 'none']);
    expect(leftOut).to.deep.equal(['only']);
    // Six scores, one cut off at each end: 0.8, 0.9, 0.92 and 0.95 of 0.78 … 0.97 are left.
    expect(methods[0]!.overall.value).to.be.closeTo((0.8 + 0.9 + 0.92 + 0.95) / 4, 1e-12);
    expect(methods.map(({ rank }) => rank)).to.deep.equal([4 / 3, 5 / 3, 3]);
    expect(methods[1]!.profile.slice(0, 4)).to.deep.equal([1, 1, 3 / 6, 1 / 6]);
    // It wins 3 of 4 pairs on the second, ties one, and loses all on the others.
    expect(methods[1]!.beatsFirst).to.be.closeTo(3.5 / 4 / 3, 1e-12);
    // Demšar 2006: q₀.₀₅ = 2.343 for three methods, times √(k(k+1)/6N).
    expect(test!.criticalDifference).to.be.closeTo(2.343 * Math.sqrt((3 * 4) / (6 * 3)), 1e-12);
  });

  it('do not depend on the order of runs or of repairs, but for the draws of the interval', () => {
    const scores = fc.record({
      a: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
      b: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
    });
    const told = (list: readonly Task[]) =>
      new Map(across(list).methods.map(({ id, overall, rank }) => [id, [overall.value.toFixed(9), rank]]));
    fc.assert(
      fc.property(fc.array(scores, { minLength: 2, maxLength: 4 }), (list) => {
        const given = list.map(({ a, b }, i) => task(String(i), { a, b }));
        const turned = list.map(({ a, b }, i) => task(String(i), { b, a })).reverse();
        expect(told(turned).get('a')).to.deep.equal(told(given).get('a'));
      }),
      { numRuns: 10 },
    );
  });

  it('need two runs, and two repairs that all of them raced', () => {
    expect(() => across(tasks.slice(0, 1))).to.throw(RangeError, '1 run allows no conclusion');
    expect(() => across([task('a', { none: [0.1] }), task('b', { head: [0.2] })])).to.throw(RangeError, 'share no repair');
    expect(() => across([task('a', { none: [0.1] }), task('b', { none: [0.2], head: [0.2] })])).to.throw(RangeError, 'share only "none"');
  });

  it('are not ranked when there are more than ten', () => {
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`arm ${i}`, [i / 20]]));
    const { methods, test } = across([task('a', many), task('b', many)]);
    expect(test).to.equal(null);
    expect(methods.every(({ rank }) => rank === null)).to.equal(true);
  });
});
