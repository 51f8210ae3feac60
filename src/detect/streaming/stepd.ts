/**
 * STEPD: a statistical test of equal proportions between the latest `window` items and all before them.
 *
 * T = (|p_old − p_new| − ½(1/n_old + 1/n_new)) / √(p(1−p)(1/n_old + 1/n_new)), against a standard normal. `frouros` takes its upper
 * tail, for rises and falls alike; `moa` both tails, twice that. Needs 2·`window` items. Where all items were equal, T is
 * undefined and there is no alarm.
 */
import type { StreamDetector } from '../types.ts';
import { choice, defineDetector, numberOf, real, refuseNoError, whole } from './define.ts';
import { normalQuantile } from '../../maths/special/normal.ts';

class Stepd implements StreamDetector {
  alarm = false;
  warning = false;
  /** T. */
  statistic = NaN;
  threshold = NaN;
  private n = 0;
  private errors = 0;
  private recent = 0;
  private readonly latest: Uint8Array;
  private at = 0;

  constructor(
    private readonly window: number,
    private readonly alarmAt: number,
    private readonly warnAt: number,
    private readonly risesOnly: boolean,
  ) {
    this.latest = new Uint8Array(window);
  }

  update(value: number): void {
    if (value !== 0 && value !== 1) refuseNoError(value);
    if (this.alarm) this.reset();
    const { window, latest } = this;
    const n = ++this.n;
    this.errors += value;
    // Zeros until it is full, so nothing is lost by subtracting them.
    this.recent += value - latest[this.at]!;
    latest[this.at] = value;
    if (++this.at === window) this.at = 0;
    if (n < 2 * window) return;
    const older = n - window;
    const inverse = 1 / older + 1 / window;
    const p = this.errors / n;
    const rise = this.recent / window - (this.errors - this.recent) / older;
    const gap = this.risesOnly ? rise : Math.abs(rise);
    this.statistic = (gap - inverse / 2) / Math.sqrt(p * (1 - p) * inverse);
    this.threshold = this.alarmAt;
    this.alarm = p > 0 && p < 1 && this.statistic > this.alarmAt;
    this.warning = !this.alarm && p > 0 && p < 1 && this.statistic > this.warnAt;
    if (p === 0 || p === 1) this.statistic = NaN;
  }

  private reset(): void {
    this.alarm = this.warning = false;
    this.n = this.errors = this.recent = this.at = 0;
    this.latest.fill(0);
    this.statistic = this.threshold = NaN;
  }
}

/** STEPD, a detector of errors, 0 and 1. */
export const stepd = defineDetector({
  id: 'stepd',
  title: 'STEPD',
  help: 'Tests whether the share of errors among the latest items equals that among all before.',
  source: 'Nishida & Yamauchi 2007, Detecting concept drift using statistical testing; tails as in frouros or MOA',
  input: 'error',
  sensitivity: 'drift',
  parameters: [
    whole('window', { title: 'Window', help: 'The latest items.', min: 2, max: 100_000, default: 30, unit: 'items' }),
    real('drift', { title: 'Alarm below p', help: 'Significance level of an alarm.', min: 1e-9, max: 0.5, default: 0.003 }),
    real('warn', { title: 'Warn below p', help: 'Significance level of a warning.', min: 1e-9, max: 0.5, default: 0.05 }),
    choice('variant', 'Variant', 'Which tails p counts.', { frouros: 'frouros: one tail', moa: 'MOA: both tails' }),
    choice('mode', 'Mode', 'Which changes raise alarms.', { both: 'rises and falls', up: 'rises' }),
  ],
  create(params) {
    const [drift, warn] = [numberOf(params, 'drift'), numberOf(params, 'warn')];
    if (warn < drift) throw new RangeError(`stepd: a warning below p = ${warn} comes after the alarm below ${drift}; raise it`);
    const tails = params.variant === 'moa' ? 2 : 1;
    return new Stepd(numberOf(params, 'window'), -normalQuantile(drift / tails), -normalQuantile(warn / tails), params.mode === 'up');
  },
});
