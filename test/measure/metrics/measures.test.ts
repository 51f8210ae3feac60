import { expect } from 'chai';
import fc from 'fast-check';
import { argmax } from '../../../src/maths/argmax.ts';
import { accuracyOf, measures, recallOf } from '../../../src/measure/metrics/measures.ts';

/** Labels and predictions of up to 60 rows in 4 classes. */
const scored = fc
  .array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 60 })
  .map((rows) => ({ labels: rows.map(([label]) => label), predicted: rows.map(([, guess]) => guess) }));

/** Rows of each label by predicted class, label-major, counted one by one; the brute-force side of the comparison below. */
function confusionOf(predicted: ArrayLike<number>, labels: readonly number[], classes: number): number[] {
  const counts = new Array<number>(classes * classes).fill(0);
  labels.forEach((label, row) => {
    if (predicted[row]! >= 0) counts[label * classes + predicted[row]!]!++;
  });
  return counts;
}

describe('metrics', () => {
  it('predicts the most probable class, the lowest index on ties', () => {
    const scores = [0.1, 0.7, 0.2, 0.4, 0.2, 0.4, 1 / 3, 1 / 3, 1 / 3];
    expect([...argmax(scores, 3)]).to.deep.equal([1, 0, 0]);
    expect([...argmax([-5, -2, -9], 1)]).to.deep.equal([1]);
  });

  it('predicts no class where a score is not a number, so the row counts as wrong', () => {
    const predicted = argmax([NaN, NaN, 0.2, 0.8], 2);
    expect([...predicted]).to.deep.equal([-1, 1]);
    expect(accuracyOf(predicted, [0, 1])).to.equal(0.5);
    expect([...confusionOf(predicted, [0, 1], 2)]).to.deep.equal([0, 0, 0, 1]);
  });

  it('counts by hand: 5 rows, 3 classes, one class without rows', () => {
    const labels = [0, 0, 1, 1, 1];
    const predicted = [0, 2, 1, 1, 0];
    expect(accuracyOf(predicted, labels)).to.equal(0.6);
    expect(recallOf(predicted, labels, 3)).to.deep.equal([0.5, 2 / 3, null]);
    expect([...confusionOf(predicted, labels, 3)]).to.deep.equal([1, 0, 1, 1, 2, 0, 0, 0, 0]);
  });

  it('finds accuracy and recall on the diagonal of the confusion counts', () => {
    fc.assert(
      fc.property(scored, ({ labels, predicted }) => {
        const counts = confusionOf(predicted, labels, 4);
        const diagonal = [0, 1, 2, 3].map((c) => counts[c * 5]!);
        expect(accuracyOf(predicted, labels)).to.equal(diagonal.reduce((a, b) => a + b) / labels.length);
        recallOf(predicted, labels, 4).forEach((recall, c) => {
          const rows = counts.slice(c * 4, c * 4 + 4).reduce((a, b) => a + b);
          expect(recall).to.equal(rows === 0 ? null : diagonal[c]! / rows);
        });
      }),
    );
  });

  it('measures both regimes apart', () => {
    const onNew = { probabilities: [0.9, 0.1, 0.2, 0.8], labels: [0, 0], before: [1, 0] };
    const measured = measures(onNew, { probabilities: [0.3, 0.7], labels: [1] }, 2);
    expect(measured).to.deep.include({
      accuracyNew: 0.5,
      accuracyOld: 1,
      recallNew: [0.5, null],
      recallOld: [null, 1],
      fairnessNew: null,
      fairnessOld: null,
    });
    // Row 0 was wrong and is right, row 1 the other way round.
    expect(measured.flipsNew).to.deep.equal({ negative: 0.5, positive: 0.5, churn: 1, compatibility: 0 });
    expect(measured.scoresNew.confusion).to.deep.equal([
      [1, 1],
      [0, 0],
    ]);
  });

  it('refuses rows that do not match', () => {
    expect(() => argmax([0.1, 0.2, 0.7], 2)).to.throw(RangeError, 'do not divide into 2 rows');
    expect(() => accuracyOf([1], [1, 0])).to.throw(RangeError, '1 predictions do not match 2 labels');
    expect(() => accuracyOf([], [])).to.throw(RangeError, 'no rows');
  });
});
