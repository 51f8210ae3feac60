/**
 * EDDM, the early drift detection method: errors of a learner that improves lie ever further apart.
 *
 * At each error it takes the distance d to the one before (the first from the reset), with m and σ of all distances v = m + 2σ,
 * and compares v with the largest so far: a ratio below α warns, below β alarms. Between errors nothing changes. It needs
 * more errors than `errors` and more items than `warmUp`. Errors at equal distances keep the ratio at 1, so constant
 * streams raise no alarm.
 */
import type { StreamDetector } from '../types.ts';
import { choice, defineDetector, numberOf, real, refuseNoError, warmUp, whole } from './define.ts';

class Eddm implements StreamDetector {
  alarm = false;
  warning = false;
  /** Loss of distance: 1 − v/v_max. */
  statistic = NaN;
  threshold = NaN;
  private n = 0;
  private errors = 0;
  private last = 0;
  private mean = 0;
  private squares = 0;
  private largest = -1;

  constructor(
    private readonly alpha: number,
    private readonly beta: number,
    private readonly warmUp: number,
    private readonly minErrors: number,
    /** Subtracted from the count in σ²: 1 in river, 0 in MOA. */
    private readonly lost: number,
  ) {}

  update(value: number): void {
    if (value !== 0 && value !== 1) refuseNoError(value);
    if (this.alarm) this.reset();
    this.n++;
    if (value === 0) return;
    const distance = this.n - this.last;
    this.last = this.n;
    const errors = ++this.errors;
    const before = this.mean;
    this.mean += (distance - before) / errors;
    this.squares += (distance - before) * (distance - this.mean);
    this.warning = false;
    // MOA counts items from 1, so its warm-up is over one item earlier.
    if (this.n + 1 - this.lost <= this.warmUp) return;
    const v = this.mean + 2 * Math.sqrt(this.squares / Math.max(1, errors - this.lost));
    if (v > this.largest) this.largest = v;
    if (errors <= this.minErrors) return;
    const ratio = v / this.largest;
    this.statistic = 1 - ratio;
    this.threshold = 1 - this.beta;
    this.alarm = ratio < this.beta;
    this.warning = !this.alarm && ratio < this.alpha;
  }

  private reset(): void {
    this.alarm = this.warning = false;
    this.n = this.errors = this.last = this.mean = this.squares = 0;
    this.largest = -1;
    this.statistic = this.threshold = NaN;
  }
}

/** EDDM, a detector of errors, 0 and 1. */
export const eddm = defineDetector({
  id: 'eddm',
  title: 'EDDM',
  help: 'Raises an alarm when errors follow each other at shorter distances than they used to; made for gradual drift.',
  source: 'Baena-García et al. 2006, Early drift detection method; variance of distances as in river (n − 1) or MOA (n)',
  input: 'error',
  sensitivity: 'beta',
  parameters: [
    real('alpha', { title: 'Warn below', help: 'Share of the largest distance.', min: 0.01, max: 1, default: 0.95 }),
    real('beta', {
      title: 'Alarm below',
      help: 'Share of the largest distance; at 0.9 false alarms are frequent, 0.8 is calmer.',
      min: 0.01,
      max: 1,
      default: 0.9,
    }),
    warmUp(30),
    whole('errors', {
      title: 'Errors needed',
      help: 'Errors after a reset during which no alarm is raised.',
      min: 1,
      max: 100_000,
      default: 30,
      unit: 'errors',
    }),
    choice('variant', 'Variant', 'Which variance of the distances is meant; alarms differ.', {
      river: 'river: sample variance',
      moa: 'MOA: population variance',
    }),
  ],
  create(params) {
    const [alpha, beta] = [numberOf(params, 'alpha'), numberOf(params, 'beta')];
    if (alpha < beta) throw new RangeError(`eddm: a warning below ${alpha} comes after the alarm below ${beta}; raise alpha or lower beta`);
    return new Eddm(alpha, beta, numberOf(params, 'warmUp'), numberOf(params, 'errors'), params.variant === 'river' ? 1 : 0);
  },
});
