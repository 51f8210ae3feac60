import { expect } from 'chai';
import { changeOf, figuresOf, rangedFigures, rowsOfPredicted, type Predicted } from '../../../src/measure/predictions/figures.ts';
import { randomStream } from '../../../src/random/random.ts';

/** Three rows of class 0, one of class 1; the second row is taken for the other class. */
const four: Predicted = {
  outputs: { x: [0.8, 0.2, 0.4, 0.6, 0.9, 0.1, 0.3, 0.7], rows: 4, width: 2 },
  labels: [0, 0, 0, 1],
  decided: [0, 1, 0, 1],
};

describe('figures of predictions', () => {
  it('are those worked out by hand', () => {
    const { accuracy, balancedAccuracy, logLoss, brier, ece } = figuresOf(four);
    expect(accuracy).to.equal(0.75);
    expect(balancedAccuracy).to.be.closeTo((2 / 3 + 1) / 2, 1e-12);
    expect(logLoss).to.be.closeTo(-Math.log(0.8 * 0.4 * 0.9 * 0.7) / 4, 1e-12);
    expect(brier).to.be.closeTo((2 * (0.2 ** 2 + 0.6 ** 2 + 0.1 ** 2 + 0.3 ** 2)) / 4, 1e-12);
    // Four bins of one row each.
    expect(ece).to.be.closeTo((0.2 + 0.6 + 0.1 + 0.3) / 4, 1e-12);
  });

  it('without probabilities are those of decisions', () => {
    expect(figuresOf({ ...four, hard: true })).to.have.all.keys('accuracy', 'balancedAccuracy');
  });

  it('of some rows are of those rows', () => {
    const { outputs, labels, decided } = rowsOfPredicted(four, [3, 1]);
    expect([Array.from(outputs.x), labels, decided]).to.deep.equal([
      [0.3, 0.7, 0.4, 0.6],
      [1, 0],
      [1, 1],
    ]);
  });

  it('the bootstrap of 400 rows that are right with 80 % reaches as far as the binomial: ±1.96·√(0.16/400)', () => {
    const rows = 400;
    const labels = Array.from({ length: rows }, (_, i) => Number(i % 5 === 0));
    const certain: Predicted = { outputs: { x: labels.flatMap(() => [0.8, 0.2]), rows, width: 2 }, labels, decided: labels.map(() => 0) };
    const { accuracy } = rangedFigures(certain, randomStream(1, 'figures'));
    expect(accuracy!.value).to.equal(0.8);
    expect(accuracy!.hi - accuracy!.lo).to.be.closeTo(2 * 1.96 * Math.sqrt(0.16 / rows), 0.012);
  });

  it('a change has the interval of both: 0.2 with arms 0.03 and 0.04 on the sides that make it smaller', () => {
    const { value, lo, hi } = changeOf({ value: 0.5, lo: 0.48, hi: 0.54 }, { value: 0.7, lo: 0.67, hi: 0.71 });
    expect(value).to.be.closeTo(0.2, 1e-12);
    expect(lo).to.be.closeTo(0.15, 1e-12);
    expect(hi).to.be.closeTo(0.2 + Math.hypot(0.01, 0.02), 1e-12);
  });
});
