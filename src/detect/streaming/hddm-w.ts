/**
 * HDDM_W: McDiarmid's inequality on exponentially weighted averages, which makes recent errors count more.
 *
 * z = λx + (1−λ)z, from z₁ = x₁, with ibc = λ² + (1−λ)²·ibc, from 1 before the first. The cut stays where
 * z + √(ibc·ln(1/δ)/2) was least; a second average starts after it. Alarm where the second exceeds the one at the cut by
 * √((ibc₁+ibc₂)·ln(1/δ)/2); mirrored for falls. No warm-up; a constant stream raises no alarm.
 */
import type { StreamDetector } from '../types.ts';
import { choice, defineDetector, numberOf, real, refuseNoError } from './define.ts';
import { hddmConfidence, hddmSides } from './hddm-parameters.ts';
import { log } from '../../maths/portable.ts';

/** The averages before and after a cut, for changes in one direction. */
class Cut {
  private bound = Infinity;
  private before = 0;
  private beforeIbc = 0;
  private after = 0;
  /** 0 while nothing came after the cut. */
  private afterIbc = 0;

  constructor(private readonly lambda: number) {}

  /** Takes a value and the total average; both with their sign turned for falls. */
  update(value: number, total: number, ibc: number, reach: number): void {
    const { lambda } = this;
    if (total + reach < this.bound) {
      this.bound = total + reach;
      this.before = total;
      this.beforeIbc = ibc;
      this.afterIbc = 0;
    } else {
      this.after = this.afterIbc === 0 ? value : lambda * value + (1 - lambda) * this.after;
      this.afterIbc = lambda * lambda + (1 - lambda) * (1 - lambda) * (this.afterIbc || 1);
    }
  }

  /** NaN while nothing came after the cut. */
  get rise(): number {
    return this.afterIbc === 0 ? NaN : this.after - this.before;
  }

  get ibc(): number {
    return this.beforeIbc + this.afterIbc;
  }

  reset(): void {
    this.bound = Infinity;
    this.afterIbc = 0;
  }
}

class HddmW implements StreamDetector {
  alarm = false;
  warning = false;
  statistic = NaN;
  threshold = NaN;
  private total = 0;
  private ibc = 0;
  private readonly up: Cut;
  private readonly down: Cut;
  private readonly alarmLog: number;
  private readonly warnLog: number;

  constructor(
    drift: number,
    warn: number,
    private readonly lambda: number,
    private readonly twoSided: boolean,
  ) {
    this.alarmLog = log(1 / drift) / 2;
    this.warnLog = log(1 / warn) / 2;
    this.up = new Cut(lambda);
    this.down = new Cut(lambda);
  }

  update(value: number): void {
    if (value !== 0 && value !== 1) refuseNoError(value);
    if (this.alarm) this.reset();
    const { lambda } = this;
    this.total = this.ibc === 0 ? value : lambda * value + (1 - lambda) * this.total;
    this.ibc = lambda * lambda + (1 - lambda) * (1 - lambda) * (this.ibc || 1);
    const reach = Math.sqrt(this.ibc * this.alarmLog);
    this.up.update(value, this.total, this.ibc, reach);
    const { rise, ibc } = this.up;
    this.statistic = rise;
    this.threshold = Math.sqrt(ibc * this.alarmLog);
    this.alarm = rise > this.threshold;
    this.warning = !this.alarm && rise > Math.sqrt(ibc * this.warnLog);
    if (this.twoSided) this.lookDown(value, reach);
  }

  private lookDown(value: number, reach: number): void {
    this.down.update(-value, -this.total, this.ibc, reach);
    if (this.alarm) return;
    const { rise: fall } = this.down;
    const bound = Math.sqrt(this.down.ibc * this.alarmLog);
    this.alarm = fall > bound;
    if (!this.alarm && !(fall / bound > this.statistic / this.threshold)) return;
    this.statistic = fall;
    this.threshold = bound;
    if (this.alarm) this.warning = false;
  }

  private reset(): void {
    this.alarm = this.warning = false;
    this.total = this.ibc = 0;
    this.up.reset();
    this.down.reset();
  }
}

/** HDDM_W, a detector of errors, 0 and 1. */
export const hddmW = defineDetector({
  id: 'hddm-w',
  title: 'HDDM_W',
  help: 'Like HDDM_A with averages that forget, so it also sees drift that comes gradually.',
  source: 'Frías-Blanco et al. 2015, IEEE TKDE 27(3), W-test; as in MOA and river',
  input: 'error',
  sensitivity: 'drift',
  parameters: [
    real('lambda', { title: 'Weight λ', help: 'Weight of the newest item; larger forgets faster.', min: 0.001, max: 1, default: 0.05 }),
    ...hddmConfidence,
    choice('sides', 'Sides', 'Whether falling error rates raise alarms too.', hddmSides),
  ],
  create(params) {
    return new HddmW(numberOf(params, 'drift'), numberOf(params, 'warn'), numberOf(params, 'lambda'), String(params.sides) === '2');
  },
});
