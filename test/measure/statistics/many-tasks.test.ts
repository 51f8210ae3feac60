import { expect } from 'chai';
import {
  friedman,
  interquartileMean,
  overallScore,
  performanceProfile,
  probabilityOfImprovement,
} from '../../../src/measure/statistics/many-tasks.ts';
import { dominates, paretoFront, type Objective } from '../../../src/measure/cost/pareto.ts';

describe('over many tasks', () => {
  it('the interquartile mean is SciPy’s trim_mean at 25 % (1.17.1)', () => {
    expect(interquartileMean([1, 5, 2, 9, 3, 4, 8, 7, 6, 0])).to.equal(4.5);
    expect(interquartileMean([1, 2, 4, 8, 16, 32, 64])).to.equal(12.4);
    const { value, lo, hi } = overallScore([
      [0.8, 0.82, 0.84],
      [0.5, 0.6, 0.7],
    ]);
    expect(value).to.be.closeTo((0.6 + 0.7 + 0.8 + 0.82) / 4, 1e-12);
    expect(lo).to.be.below(value);
    expect(hi).to.be.above(value);
  });

  it('a method improves on itself half of the time, and on a worse one always', () => {
    const scores = [
      [0.7, 0.8],
      [0.5, 0.9],
    ];
    expect(probabilityOfImprovement(scores, scores)).to.equal(0.5);
    expect(
      probabilityOfImprovement(
        scores,
        scores.map((seeds) => seeds.map(() => 0.1)),
      ),
    ).to.equal(1);
  });

  it('a performance profile falls from 1 to 0', () => {
    expect(
      performanceProfile(
        [
          [0.2, 0.4],
          [0.6, 0.8],
        ],
        [0, 0.3, 0.5, 0.9],
      ),
    ).to.deep.equal([1, 0.75, 0.5, 0]);
  });

  it('Friedman’s test matches SciPy 1.17.1 (friedmanchisquare), Iman and Davenport’s F the F distribution', () => {
    const scores = [
      [0.8, 0.75, 0.9, 0.6, 0.85, 0.71],
      [0.82, 0.74, 0.93, 0.66, 0.86, 0.75],
      [0.78, 0.7, 0.88, 0.61, 0.8, 0.71],
      [0.81, 0.76, 0.92, 0.65, 0.84, 0.74],
    ];
    const { ranks, chiSquare, p, f, pF, criticalDifference } = friedman(scores);
    expect(chiSquare).to.be.closeTo(12.254237288135606, 1e-9);
    expect(p).to.be.closeTo(0.006561107278155664, 1e-9);
    expect(f).to.be.closeTo(10.663716814159326, 1e-9);
    expect(pF).to.be.closeTo(0.0005240807017463466, 1e-9);
    expect(ranks.reduce((a, b) => a + b, 0)).to.equal(10);
    expect(ranks[1]).to.equal(Math.min(...ranks));
    // q₀.₀₅ = 2.569 for four methods (Demšar 2006): 2.569·√(4·5/(6·6)).
    expect(criticalDifference).to.be.closeTo(2.569 * Math.sqrt(20 / 36), 1e-12);
  });

  it('tasks that all rank alike give an infinite F: p is 0, and F is null, since JSON has no infinity', () => {
    for (const methods of [2, 3, 7]) {
      for (const tasks of [2, 3, 11]) {
        const scores = Array.from({ length: methods }, (_, method) => Array.from({ length: tasks }, (__, task) => method + 10 * task));
        const { chiSquare, f, pF } = friedman(scores);
        expect(chiSquare).to.be.closeTo(tasks * (methods - 1), 1e-9);
        expect([f, pF]).to.deep.equal([null, 0]);
      }
    }
    // Ties that every task has: two methods share the first rank.
    expect(
      friedman([
        [2, 3, 4],
        [2, 3, 4],
        [1, 1, 1],
      ]),
    ).to.deep.include({ f: null, pF: 0 });
  });

  it('ranks of methods that are all equal say nothing', () => {
    const { chiSquare, f, pF, ranks } = friedman([
      [1, 1],
      [1, 1],
    ]);
    expect([chiSquare, f, pF, ...ranks]).to.deep.equal([0, null, null, 1.5, 1.5]);
    expect(() => friedman([[1, 2]])).to.throw(RangeError, '1 methods on 2 tasks');
  });
});

describe('the Pareto front', () => {
  const accuracy = (lo: number, hi: number): Objective => ({ lo, hi, better: 'higher' });
  const seconds = (lo: number, hi: number): Objective => ({ lo, hi, better: 'lower' });

  it('drops what another beats in every respect beyond the intervals, and keeps ties', () => {
    const clear = [accuracy(0.9, 0.92), seconds(1, 2)];
    const beaten = [accuracy(0.8, 0.85), seconds(3, 4)];
    const tied = [accuracy(0.89, 0.91), seconds(3, 4)];
    expect(dominates(clear, beaten)).to.equal(true);
    expect(dominates(beaten, clear)).to.equal(false);
    expect(dominates(clear, tied)).to.equal(false);
    expect(paretoFront([clear, beaten, tied])).to.deep.equal([0, 2]);
  });

  it('counts exact equality, as of arms that take no time at all, as no obstacle', () => {
    expect(dominates([accuracy(0.9, 0.9), seconds(0, 0)], [accuracy(0.8, 0.8), seconds(0, 0)])).to.equal(true);
    expect(dominates([accuracy(0.9, 0.9), seconds(0, 0)], [accuracy(0.9, 0.9), seconds(0, 0)])).to.equal(false);
  });

  it('refuses scores that are not numbers: they have no rank', () => {
    expect(() => friedman([[1, NaN], [2, 3]])).to.throw(RangeError, /not a number/); // prettier-ignore
  });
});
