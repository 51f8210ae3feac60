/**
 * DDM, the drift detection method: the error rate of a learner that sees one concept only falls, so a rise far above its
 * lowest point means drift.
 *
 * With p the error rate since the last reset and s = √(p(1−p)/n), it keeps (p_min, s_min) where p + s was least and raises
 * an alarm at p + s > p_min + 3 s_min, a warning at p_min + 2 s_min. On a constant stream, and before the warm-up is over, it
 * is silent. After a warm-up without any error, both are 0 and the first error raises an alarm, as in every implementation.
 */
import type { StreamDetector } from '../types.ts';
import { defineDetector, numberOf, real, refuseNoError, warmUp } from './define.ts';

class Ddm implements StreamDetector {
  alarm = false;
  warning = false;
  statistic = NaN;
  threshold = NaN;
  private n = 0;
  private errors = 0;
  private pMin = Infinity;
  private sMin = Infinity;
  private least = Infinity;

  constructor(
    private readonly warmUp: number,
    private readonly warnAt: number,
    private readonly alarmAt: number,
  ) {}

  update(value: number): void {
    if (value !== 0 && value !== 1) refuseNoError(value);
    if (this.alarm) this.reset();
    const n = ++this.n;
    this.errors += value;
    if (n <= this.warmUp) return;
    const p = this.errors / n;
    const s = Math.sqrt((p * (1 - p)) / n);
    const sum = p + s;
    if (sum <= this.least) {
      this.least = sum;
      this.pMin = p;
      this.sMin = s;
    }
    const threshold = this.pMin + this.alarmAt * this.sMin;
    this.statistic = sum;
    this.threshold = threshold;
    this.alarm = sum > threshold;
    this.warning = !this.alarm && sum > this.pMin + this.warnAt * this.sMin;
  }

  private reset(): void {
    this.alarm = false;
    this.n = this.errors = 0;
    this.pMin = this.sMin = this.least = Infinity;
    this.statistic = this.threshold = NaN;
  }
}

/** DDM, a detector of errors, 0 and 1. */
export const ddm = defineDetector({
  id: 'ddm',
  title: 'DDM',
  help: 'Raises an alarm when the error rate climbs three standard errors above the lowest it has been.',
  source: 'Gama et al. 2004, Learning with drift detection (SBIA); bounds as in MOA and river',
  input: 'error',
  sensitivity: 'drift',
  parameters: [
    warmUp(30),
    real('warn', { title: 'Warn at', help: 'Standard errors above the lowest error rate.', min: 0.1, max: 20, default: 2 }),
    real('drift', { title: 'Alarm at', help: 'Standard errors above the lowest error rate.', min: 0.1, max: 20, default: 3 }),
  ],
  create(params) {
    const [warn, drift] = [numberOf(params, 'warn'), numberOf(params, 'drift')];
    if (warn > drift) throw new RangeError(`ddm: a warning at ${warn} lies above the alarm at ${drift}; lower it or raise the alarm`);
    return new Ddm(numberOf(params, 'warmUp'), warn, drift);
  },
});
