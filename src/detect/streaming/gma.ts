/**
 * GMA, the geometric moving average test: deviations from the running mean, averaged with weights that fade.
 *
 * S = αS + (1−α)(x − x̄), alarm above λ after `warmUp` items; rises only. S stays below 1 on errors, so there λ has to
 * be lowered (0.1, say). A constant stream keeps S at 0.
 */
import type { StreamDetector } from '../types.ts';
import { defineDetector, LARGEST, numberOf, real, refuseValue, warmUp } from './define.ts';

class Gma implements StreamDetector {
  alarm = false;
  readonly warning = false;
  statistic = NaN;
  threshold = NaN;
  private n = 0;
  private mean = 0;
  private sum = 0;

  constructor(
    private readonly alpha: number,
    private readonly lambda: number,
    private readonly warmUp: number,
  ) {}

  update(value: number): void {
    if (!(Math.abs(value) <= LARGEST)) refuseValue(value);
    if (this.alarm) this.reset();
    const n = ++this.n;
    this.mean += (value - this.mean) / n;
    this.sum = this.alpha * this.sum + (1 - this.alpha) * (value - this.mean);
    if (n < this.warmUp) return;
    this.statistic = this.sum;
    this.threshold = this.lambda;
    this.alarm = this.sum > this.lambda;
  }

  private reset(): void {
    this.alarm = false;
    this.n = this.mean = this.sum = 0;
    this.statistic = this.threshold = NaN;
  }
}

/** Geometric moving average, a detector of changes in any numbers. */
export const gma = defineDetector({
  id: 'gma',
  title: 'Geometric moving average',
  help: 'Raises an alarm when recent items, the latest counting most, lie above the mean so far.',
  source: 'Roberts 1959, Technometrics 1(3); as in MOA and frouros',
  input: 'value',
  sensitivity: 'lambda',
  inUnits: {},
  parameters: [
    real('alpha', { title: 'Forgetting α', help: 'What is kept of the average at each item.', min: 0, max: 1, default: 0.99 }),
    real('lambda', {
      title: 'Threshold λ',
      help: 'In units of the values; on errors choose less than 1.',
      min: 1e-6,
      max: 1e9,
      default: 1,
    }),
    warmUp(30),
  ],
  create(params) {
    return new Gma(numberOf(params, 'alpha'), numberOf(params, 'lambda'), numberOf(params, 'warmUp'));
  },
});
