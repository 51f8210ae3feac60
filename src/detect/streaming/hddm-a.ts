/**
 * HDDM_A: Hoeffding's inequality on plain averages, with a cut where the mean was lowest.
 *
 * With ε(n) = √(ln(1/δ)/2n) the cut stays where x̄ + ε was least (for falls: x̄ − ε largest). A rise is an alarm where
 * x̄ₙ − x̄_cut ≥ √((n−c)/(c·n)/2 · ln(2/δ)). There is no warm-up: the bound is wide while n is small. A constant stream moves
 * the cut along with it and raises no alarm.
 */
import type { StreamDetector } from '../types.ts';
import { choice, defineDetector, numberOf, refuseNoError } from './define.ts';
import { hddmConfidence, hddmSides } from './hddm-parameters.ts';
import { log } from '../../maths/portable.ts';

class HddmA implements StreamDetector {
  alarm = false;
  warning = false;
  /** Difference of the means after and before the cut, of the side nearer to its bound. */
  statistic = NaN;
  threshold = NaN;
  private n = 0;
  private sum = 0;
  private lowN = 0;
  private lowSum = 0;
  private lowBound = Infinity;
  private highN = 0;
  private highSum = 0;
  private highBound = -Infinity;
  private readonly cutLog: number;
  private readonly alarmLog: number;
  private readonly warnLog: number;

  constructor(
    drift: number,
    warn: number,
    private readonly twoSided: boolean,
  ) {
    this.cutLog = log(1 / drift) / 2;
    this.alarmLog = log(2 / drift) / 2;
    this.warnLog = log(2 / warn) / 2;
  }

  update(value: number): void {
    if (value !== 0 && value !== 1) refuseNoError(value);
    if (this.alarm) this.reset();
    const n = ++this.n;
    this.sum += value;
    const mean = this.sum / n;
    const epsilon = Math.sqrt(this.cutLog / n);
    if (mean + epsilon <= this.lowBound) {
      this.lowBound = mean + epsilon;
      this.lowN = n;
      this.lowSum = this.sum;
    }
    this.judge(mean - this.lowSum / this.lowN, this.lowN);
    if (!this.twoSided) return;
    if (mean - epsilon >= this.highBound) {
      this.highBound = mean - epsilon;
      this.highN = n;
      this.highSum = this.sum;
    }
    if (!this.alarm) this.judgeFall(mean);
  }

  /** Sets the outputs for a rise of that size since the first `cut` items. */
  private judge(rise: number, cut: number): void {
    const spread = (this.n - cut) / (cut * this.n);
    this.statistic = rise;
    this.threshold = Math.sqrt(spread * this.alarmLog);
    this.alarm = spread > 0 && rise >= this.threshold;
    this.warning = !this.alarm && spread > 0 && rise >= Math.sqrt(spread * this.warnLog);
  }

  /** A fall warns of nothing, as in the paper; it replaces the rise in the outputs where it is an alarm or nearer to one. */
  private judgeFall(mean: number): void {
    const spread = (this.n - this.highN) / (this.highN * this.n);
    if (spread === 0) return;
    const fall = this.highSum / this.highN - mean;
    const bound = Math.sqrt(spread * this.alarmLog);
    this.alarm = fall >= bound;
    if (!this.alarm && this.threshold > 0 && fall / bound <= this.statistic / this.threshold) return;
    this.statistic = fall;
    this.threshold = bound;
    if (this.alarm) this.warning = false;
  }

  private reset(): void {
    this.alarm = this.warning = false;
    this.n = this.sum = this.lowN = this.lowSum = this.highN = this.highSum = 0;
    this.lowBound = Infinity;
    this.highBound = -Infinity;
  }
}

/** HDDM_A, a detector of errors, 0 and 1. */
export const hddmA = defineDetector({
  id: 'hddm-a',
  title: 'HDDM_A',
  help: 'Compares the mean error before and after the best moment so far, with Hoeffding’s bound; made for sudden drift.',
  source: 'Frías-Blanco et al. 2015, IEEE TKDE 27(3), A-test; as in MOA and river',
  input: 'error',
  sensitivity: 'drift',
  parameters: [...hddmConfidence, choice('sides', 'Sides', 'Whether falling error rates raise alarms too.', hddmSides)],
  create(params) {
    return new HddmA(numberOf(params, 'drift'), numberOf(params, 'warn'), String(params.sides) === '2');
  },
});
