/**
 * FHDDM, the fast Hoeffding drift detection method: the share of right answers in a sliding window against the best it was.
 *
 * Alarm where p_max − p ≥ ε = √(ln(1/δ)/2n) with n = `window`; nothing before the window is full. Constant streams keep the
 * share at its best.
 */
import type { StreamDetector } from '../types.ts';
import { defineDetector, numberOf, real, refuseNoError, whole } from './define.ts';
import { log } from '../../maths/portable.ts';

class Fhddm implements StreamDetector {
  alarm = false;
  readonly warning = false;
  statistic = NaN;
  threshold = NaN;
  private n = 0;
  private errors = 0;
  private fewest = Infinity;
  private at = 0;
  private readonly latest: Uint8Array;
  private readonly epsilon: number;

  constructor(
    private readonly window: number,
    delta: number,
  ) {
    this.latest = new Uint8Array(window);
    this.epsilon = Math.sqrt(log(1 / delta) / (2 * window));
  }

  update(value: number): void {
    if (value !== 0 && value !== 1) refuseNoError(value);
    if (this.alarm) this.reset();
    const { window, latest } = this;
    this.errors += value - latest[this.at]!;
    latest[this.at] = value;
    if (++this.at === window) this.at = 0;
    if (++this.n < window) return;
    if (this.errors < this.fewest) this.fewest = this.errors;
    this.statistic = (this.errors - this.fewest) / window;
    this.threshold = this.epsilon;
    this.alarm = this.statistic >= this.epsilon;
  }

  private reset(): void {
    this.alarm = false;
    this.n = this.errors = this.at = 0;
    this.fewest = Infinity;
    this.latest.fill(0);
    this.statistic = this.threshold = NaN;
  }
}

/** FHDDM, a detector of errors, 0 and 1. */
export const fhddm = defineDetector({
  id: 'fhddm',
  title: 'FHDDM',
  help: 'Raises an alarm when the latest items hold clearly more errors than the best window of that length did.',
  source: 'Pesaranghader & Viktor 2016, Fast Hoeffding drift detection method (ECML PKDD); defaults as in MOA and river',
  input: 'error',
  sensitivity: 'delta',
  parameters: [
    whole('window', { title: 'Window', help: 'The latest items.', min: 2, max: 100_000, default: 100, unit: 'items' }),
    real('delta', {
      title: 'Confidence δ',
      help: 'Probability of a false alarm that the bound allows at each comparison.',
      min: 1e-12,
      max: 0.5,
      default: 1e-6,
    }),
  ],
  create(params) {
    return new Fhddm(numberOf(params, 'window'), numberOf(params, 'delta'));
  },
});
