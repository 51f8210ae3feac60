/**
 * ECDD: an EWMA chart of errors whose limit is set for a wanted time between false alarms.
 *
 * p is the error rate since the reset, z = (1−λ)z + λx from z₀ = 0, σ_z = √(p(1−p)·λ/(2−λ)·(1−(1−λ)^{2n})); alarm where
 * z > p + L·σ_z, warning at half of L. L is Ross's polynomial in p for an average run length ARL₀, fitted for λ = 0.2 and
 * p up to about 0.4: beyond, it is held at its value there. No alarm before `warmUp` items, none on constant streams.
 *
 * The polynomials are those printed. Measured here on a million items each, at p = 0.05, 0.1, 0.2, 0.3 and 0.4, the one for 400
 * gives 290, 363, 379, 375 and 420 items between alarms; the one for 100 gives 98, 84, 56, 39 and 34, and the one for 1,000 only
 * 65, 89, 221, 634 and 385. To hold another run length, keep 400 and search for `factor`.
 */
import type { StreamDetector } from '../types.ts';
import { choice, defineDetector, numberOf, real, refuseNoError, warmUp } from './define.ts';

/** Coefficients of p⁰, p¹, p³, p⁵ and p⁷ (Ross et al. 2012, table 1, λ = 0.2), by ARL₀. */
const LIMITS: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  100: [2.76, -6.23, 18.12, -312.45, 1002.18],
  400: [3.97, -6.56, 48.73, -330.13, 848.18],
  1000: [1.17, 7.56, -21.24, 112.12, -987.23],
};

class Ecdd implements StreamDetector {
  alarm = false;
  warning = false;
  statistic = NaN;
  threshold = NaN;
  private n = 0;
  private errors = 0;
  private z = 0;
  /** (1−λ)^{2n}. */
  private fade = 1;

  constructor(
    private readonly lambda: number,
    private readonly factor: number,
    private readonly limits: readonly [number, number, number, number, number],
    private readonly warnAt: number,
    private readonly warmUp: number,
  ) {}

  update(value: number): void {
    if (value !== 0 && value !== 1) refuseNoError(value);
    if (this.alarm) this.reset();
    const { lambda } = this;
    const n = ++this.n;
    this.errors += value;
    this.z += lambda * (value - this.z);
    this.fade *= (1 - lambda) * (1 - lambda);
    if (n < this.warmUp) return;
    const p = this.errors / n;
    const sd = Math.sqrt((p * (1 - p) * lambda * (1 - this.fade)) / (2 - lambda));
    const reach = this.limit(p) * sd;
    this.statistic = this.z;
    this.threshold = p + reach;
    this.alarm = sd > 0 && this.z > p + reach;
    this.warning = !this.alarm && sd > 0 && this.z > p + this.warnAt * reach;
  }

  private limit(rate: number): number {
    const p = rate < 0.4 ? rate : 0.4;
    const [l0, l1, l3, l5, l7] = this.limits;
    const square = p * p;
    return this.factor * (l0 + p * (l1 + square * (l3 + square * (l5 + square * l7))));
  }

  private reset(): void {
    this.alarm = this.warning = false;
    this.n = this.errors = this.z = 0;
    this.fade = 1;
    this.statistic = this.threshold = NaN;
  }
}

/** ECDD, a detector of errors, 0 and 1. */
export const ecdd = defineDetector({
  id: 'ecdd',
  title: 'ECDD',
  help: 'Averages recent errors and raises an alarm at a limit that is set for a wanted number of items between false alarms.',
  source: 'Ross et al. 2012, Exponentially weighted moving average charts for detecting concept drift, Pattern Recognition Letters 33(2)',
  input: 'error',
  sensitivity: 'factor',
  parameters: [
    choice(
      'arl',
      'Items between false alarms',
      'ARL₀, the average run length without drift; only the fit for 400 holds at most error rates.',
      { 100: '100, as printed', 400: '400', 1000: '1,000, as printed' },
      '400',
    ),
    real('factor', { title: 'Factor', help: 'Widens the limit; 1 is that of the source.', min: 0.1, max: 10, default: 1 }),
    real('lambda', {
      title: 'Weight λ',
      help: 'Weight of the newest item; the limits were fitted for 0.2.',
      min: 0.001,
      max: 1,
      default: 0.2,
    }),
    real('warn', { title: 'Warn at', help: 'Share of the limit.', min: 0, max: 1, default: 0.5 }),
    warmUp(30),
  ],
  create(params) {
    const limits = LIMITS[String(params.arl)]!;
    return new Ecdd(numberOf(params, 'lambda'), numberOf(params, 'factor'), limits, numberOf(params, 'warn'), numberOf(params, 'warmUp'));
  },
});
