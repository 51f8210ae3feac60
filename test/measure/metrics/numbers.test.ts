import { expect } from 'chai';
import fc from 'fast-check';
import type { Summary } from '../../../src/contracts/results.ts';
import { interval } from '../../../src/maths/statistics.ts';
import { determination } from '../../../src/measure/metrics/determination.ts';
import { measures } from '../../../src/measure/metrics/measures.ts';
import { numberScores } from '../../../src/measure/metrics/numbers.ts';
import { deciding, merit, metricOf, metricsFor } from '../../../src/measure/metrics/registry.ts';
import { meritsOf, scored } from '../../../src/measure/metrics/scored.ts';
import { amount, difference, figure, reached } from '../../../src/measure/metrics/words.ts';

describe('numbers that are told', () => {
  // The example of scikit-learn's guide to regression metrics (mean_absolute_error, mean_squared_error, r2_score).
  const [truth, told] = [
    [3, -0.5, 2, 7],
    [2.5, 0, 2, 8],
  ];

  it('are off as scikit-learn’s guide has it: MAE 0.5, MSE 0.375, R² 0.9486…', () => {
    const scores = numberScores(told, truth, [0]);
    expect(scores.mae).to.equal(0.5);
    expect(scores.rmse).to.be.closeTo(Math.sqrt(0.375), 1e-12);
    expect(scores.r2).to.be.closeTo(0.9486081370449679, 1e-12);
    // Told minus true: −0.5, 0.5, 0 and 1.
    expect(scores.bias).to.equal(0.25);
  });

  it('explain nothing of what does not vary, and all of it where they are right, as r2_score with force_finite', () => {
    expect(determination([1, 2], [3, 3])).to.equal(0);
    expect(determination([3, 3], [3, 3])).to.equal(1);
    expect(determination([2, 2], [1, 3])).to.equal(0);
    expect(determination([NaN, Infinity], [-1, 1]), 'a diverged model tells the mean').to.equal(0);
  });

  it('are inside an interval, and lose by the pinball, worked out by hand', () => {
    // Errors −1, 0 and 1: quantiles (type 7) at 5, 25, 50, 75, 95 % are −0.9, −0.5, 0, 0.5, 0.9.
    const scores = numberScores([10, 10], [10.5, 12], [-1, 0, 1]);
    expect(scores.width).to.be.closeTo(1.8, 1e-12);
    expect(scores.coverage).to.equal(0.5);
    const first = 0.05 * 1.4 + 0.25 * 1 + 0.5 * 0.5 + 0.75 * 0 + 0.05 * 0.4;
    const second = 0.05 * 2.9 + 0.25 * 2.5 + 0.5 * 2 + 0.75 * 1.5 + 0.95 * 1.1;
    expect(scores.pinball).to.be.closeTo((first + second) / 10, 1e-12);
  });

  it('lose least by the pinball at the quantile itself (Koenker & Bassett 1978), and by it half the absolute error at the median', () => {
    const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(values, fc.double({ min: -4, max: 4, noNaN: true }), (errors, shift) => {
        const sorted = [...errors].sort((a, b) => a - b);
        const zeros = sorted.map(() => 0);
        const own = numberScores(zeros, sorted, sorted).pinball;
        expect(
          numberScores(
            zeros,
            sorted,
            sorted.map((value) => value + shift),
          ).pinball,
        ).to.be.at.least(own - 1e-9);
      }),
    );
  });

  it('are measured beside the parts of their range, and R² takes the place of the accuracy', () => {
    const one = (numbers: readonly number[]) => ({
      probabilities: [0.9, 0.1, 0.2, 0.8],
      labels: [0, 1],
      numbers: { told: numbers, truth: [1, 3], errors: [-0.1, 0.1] },
    });
    const of = measures({ ...one([1, 2]), before: [0, 0] }, one([1, 3]), 2);
    expect([of.accuracyNew, of.accuracyOld]).to.deep.equal([0.5, 1]);
    expect(of.recallNew).to.deep.equal([1, 1]);
    expect(metricsFor({ task: 'regression' }).map(({ id, value }) => [id, value(of)])).to.deep.equal([
      ['rmse', Math.sqrt(0.5)],
      ['mae', 0.5],
      ['r-squared', 0.5],
      ['pinball', of.numbersNew!.pinball],
      ['coverage-error', Math.abs(of.numbersNew!.coverage - 0.9)],
    ]);
    expect(merit(metricOf('rmse'), { measures: of })).to.equal(-Math.sqrt(0.5));
    const { numbersNew: _, numbersOld: __, ...ofClasses } = of;
    for (const metric of metricsFor({ task: 'regression' })) expect(metric.value(ofClasses), metric.id).to.equal(null);
  });

  it('are judged row by row by minus their squared error, classes by being right', () => {
    expect(meritsOf([1, NaN], { rows: 2, y: [0, 0], target: [3, 2] })).to.deep.equal([-4, -4]);
    expect(meritsOf([0.2, 0.8, 0.7, 0.3], { rows: 2, y: [1, 1] })).to.deep.equal([1, 0]);
    expect(scored([0.2, 0.8, 0.7, 0.3], { rows: 2, y: [1, 1] })).to.equal(0.5);
  });
});

describe('what decides in the unit of a number', () => {
  const births = deciding({ metric: 'rmse', target: { name: 'births', unit: 'births', sd: 900 } } as Summary);

  it('is written with three digits of it, whatever its size, and with its unit', () => {
    expect(figure(births, interval([412.31, 418.7]))).to.match(/^416 ± \d+ births$/);
    expect(reached(births, interval([-0.012345]))).to.equal('a root mean squared error of 0.0123 births');
    expect(difference(births, interval([41.27]))).to.equal('−41.3 births');
    expect(difference(births, interval([0]))).to.equal('0.000 births');
    expect(amount(births, 45)).to.equal('45.0 births');
    expect(amount(births, 12_345)).to.equal('12345 births');
  });

  it('has no unit where the data names none, and other metrics keep their own', () => {
    expect(amount(deciding({ metric: 'mae' } as Summary), 0.5)).to.equal('0.500');
    expect(deciding({ metric: 'log-loss' } as Summary)).to.equal(metricOf('log-loss'));
  });
});
