import { expect } from 'chai';
import type { Interval } from '../../../src/maths/interval.ts';
import { metricOf } from '../../../src/measure/metrics/registry.ts';
import { amount, difference, figure, headed, reached } from '../../../src/measure/metrics/words.ts';

/** A mean with its half-width, as if from two seeds; of one without. */
const about = (mean: number, half?: number): Interval =>
  half === undefined ? { mean, lo: mean, hi: mean, values: [mean] } : { mean, lo: mean - half, hi: mean + half, values: [mean, mean] };
const [accuracy, macro, loss, brier, calibration] = ['accuracy', 'macro-f1', 'log-loss', 'brier', 'calibration-error'].map((id) =>
  metricOf(id),
);

describe('a metric in words', () => {
  it('is a percentage where it is a share, and a number with its unit where it is not', () => {
    expect(figure(accuracy!, about(0.931, 0.006))).to.equal('93.1 ± 0.6 %');
    expect(figure(calibration!, about(0.02, 0.01))).to.equal('2.0 ± 1.0 %');
    expect(figure(loss!, about(0.2134, 0.0104))).to.equal('0.213 ± 0.010 nats');
    expect(figure(brier!, about(0.3, 0.05))).to.equal('0.300 ± 0.050');
  });

  it('has no spread where there was one seed', () => {
    expect([figure(accuracy!, about(0.9)), figure(loss!, about(0.2)), figure(brier!, about(0.3))]).to.deep.equal([
      '90.0 %',
      '0.200 nats',
      '0.300',
    ]);
    expect(difference(loss!, about(0.2))).to.equal('−0.200 nats');
  });

  it('is what a model reaches: named where it is not the accuracy, and turned back to how it is written', () => {
    expect(reached(accuracy!, about(0.931, 0.006))).to.equal('93.1 ± 0.6 %');
    expect(reached(macro!, about(0.8, 0.01))).to.equal('a macro F1 of 80.0 ± 1.0 %');
    expect(reached(metricOf('worst-group'), about(0.7, 0.02))).to.equal('an accuracy of the worst group of 70.0 ± 2.0 %');
    expect(reached(loss!, about(-0.213, 0.01))).to.equal('a log loss of 0.213 ± 0.010 nats');
    expect(reached(brier!, about(-0.3, 0.05))).to.equal('a Brier score of 0.300 ± 0.050');
  });

  it('a difference has the sign of the metric as it is written: better is less of a loss, and more of a share', () => {
    expect(difference(accuracy!, about(0.041, 0.009))).to.equal('+4.1 ± 0.9 points');
    expect(difference(accuracy!, about(0.041, 0.009), 'pt')).to.equal('+4.1 ± 0.9 pt');
    expect(difference(loss!, about(0.051, 0.01))).to.equal('−0.051 ± 0.010 nats');
    expect(difference(loss!, about(-0.051, 0.01))).to.equal('+0.051 ± 0.010 nats');
    expect(difference(brier!, about(-0.2, 0.1), 'pt')).to.equal('+0.200 ± 0.100');
    expect(difference(calibration!, about(0.02, 0.01))).to.equal('−2.0 ± 1.0 points');
  });

  it('a difference that rounds to nothing has no sign', () => {
    expect(difference(loss!, about(0.0004, 0.01))).to.equal('0.000 ± 0.010 nats');
    expect(difference(loss!, about(-0.0004, 0.01))).to.equal('0.000 ± 0.010 nats');
  });

  it('an interval that reaches farther on one side is told by its ends, the lower one first whichever way it is turned', () => {
    const uneven = { mean: 0.1, lo: 0.05, hi: 0.3, values: [0.1, 0.1] };
    expect(difference(loss!, uneven)).to.equal('−0.100 (−0.300 to −0.050) nats');
    expect(figure(brier!, uneven)).to.equal('0.100 (0.050 to 0.300)');
  });

  it('a margin is unsigned, in points or in the unit', () => {
    expect(amount(accuracy!, 0.01)).to.equal('1.0 points');
    expect(amount(loss!, 0.01)).to.equal('0.010 nats');
    expect(amount(brier!, 0.02)).to.equal('0.020');
  });

  it('a gain is a fall of what is better when it is less', () => {
    expect(headed(accuracy!)).to.deep.equal({ gain: 'a gain', loss: 'a loss' });
    expect(headed(loss!)).to.deep.equal({ gain: 'a fall', loss: 'a rise' });
  });
});
