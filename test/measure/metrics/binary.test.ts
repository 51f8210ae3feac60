import { expect } from 'chai';
import fc from 'fast-check';
import { decisions } from '../../../src/maths/argmax.ts';
import { binaryScores, thresholdOf } from '../../../src/measure/metrics/binary.ts';
import { measures } from '../../../src/measure/metrics/measures.ts';
import { merit, metricOf } from '../../../src/measure/metrics/registry.ts';

const binary = (...ps: number[]) => ps.flatMap((p) => [1 - p, p]);

describe('decisions between two classes', () => {
  it('name the second class from the threshold on, the likeliest without one, and none of a diverged model', () => {
    expect([...decisions(binary(0.1, 0.2, 0.6), 3, 0.2)]).to.deep.equal([0, 1, 1]);
    expect([...decisions(binary(0.1, 0.2, 0.6), 3, undefined)]).to.deep.equal([0, 0, 1]);
    expect([...decisions([NaN, NaN, 0.9, 0.1], 2, 0.05)]).to.deep.equal([-1, 1]);
    expect([...decisions([0.2, 0.3, 0.5], 1, 0.1)], 'three classes').to.deep.equal([2]);
  });

  it('cost least on average at the threshold of Elkan 2001, whatever probabilities that are right', () => {
    const cost = fc.double({ min: 0.1, max: 50, noNaN: true });
    fc.assert(
      fc.property(cost, cost, fc.double({ min: 0, max: 1, noNaN: true }), (falsePositive, falseNegative, p) => {
        const names = p >= thresholdOf({ falsePositive, falseNegative });
        const [naming, not] = [(1 - p) * falsePositive, p * falseNegative];
        expect(names ? naming - not : not - naming).to.be.at.most(1e-9);
      }),
    );
    expect(thresholdOf({ falsePositive: 1, falseNegative: 4 })).to.equal(0.2);
    expect(thresholdOf({ falsePositive: 1, falseNegative: 4, threshold: 0.7 })).to.equal(0.7);
  });

  it('cost what their errors do, worked out by hand', () => {
    // One false alarm at 2 and two misses at 5, one of them of a row that is named nothing, in five rows.
    const scores = binaryScores([1, 0, -1, 1, 0], [0, 1, 1, 1, 0], { falsePositive: 2, falseNegative: 5 });
    expect(scores).to.deep.equal({ threshold: 2 / 7, falsePositives: 1 / 5, falseNegatives: 2 / 5, cost: 12 / 5 });
    expect(() => binaryScores([], [], { falsePositive: 1, falseNegative: 1 })).to.throw(RangeError);
  });

  it('are what accuracy, recall, flips and confusion count where errors have costs; probabilities are judged as they are', () => {
    const one = { probabilities: binary(0.3, 0.4, 0.1, 0.05), labels: [1, 1, 0, 0] };
    const costs = { falsePositive: 1, falseNegative: 3 };
    const with_ = measures({ ...one, before: [0, 0, 0, 0] }, one, 2, costs);
    const without = measures({ ...one, before: [0, 0, 0, 0] }, one, 2);
    expect([with_.accuracyNew, without.accuracyNew]).to.deep.equal([1, 0.5]);
    expect(with_.recallNew).to.deep.equal([1, 1]);
    expect(with_.flipsNew.positive).to.equal(0.5);
    expect(with_.scoresNew.confusion).to.deep.equal([
      [2, 0],
      [0, 2],
    ]);
    expect(with_.scoresNew.brier).to.equal(without.scoresNew.brier);
    expect(merit(metricOf('error-cost'), { measures: with_ })).to.equal(-0);
    expect(metricOf('error-cost').value(without)).to.equal(null);
    expect(without).not.to.have.property('binaryNew');
  });
});
