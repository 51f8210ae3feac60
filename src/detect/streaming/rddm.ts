/**
 * RDDM, the reactive drift detection method: DDM that forgets long concepts and starts again from the warning.
 *
 * Rules as in DDM, at n ≥ `warmUp`. (1) After an alarm the error rate starts from the items since the warning began,
 * not from nothing; without a warning, from the item of the alarm. (2) After `maxConcept` items outside the warning zone it is
 * computed again from the latest `minConcept`. (3) A warning that lasts `maxWarning` items becomes an alarm. Constant streams
 * raise none.
 */
import type { StreamDetector } from '../types.ts';
import { defineDetector, numberOf, real, refuseNoError, warmUp, whole } from './define.ts';

class Rddm implements StreamDetector {
  alarm = false;
  warning = false;
  statistic = NaN;
  threshold = NaN;
  private n = 0;
  private errors = 0;
  private pMin = Infinity;
  private sMin = Infinity;
  private warnings = 0;
  /** The latest items, a ring: `stored` of them, the newest before `at`. */
  private readonly latest: Uint8Array;
  private at = 0;
  private stored = 0;
  /** The rate is computed again from what is stored, at the next update. */
  private again = false;

  constructor(
    private readonly warmUp: number,
    private readonly warnAt: number,
    private readonly alarmAt: number,
    private readonly maxConcept: number,
    private readonly minConcept: number,
    private readonly maxWarning: number,
  ) {
    this.latest = new Uint8Array(minConcept);
  }

  update(value: number): void {
    if (value !== 0 && value !== 1) refuseNoError(value);
    if (this.again) this.startAgain();
    this.store(value);
    const n = ++this.n;
    this.errors += value;
    if (n < this.warmUp) return;
    const p = this.errors / n;
    const s = Math.sqrt((p * (1 - p)) / n);
    this.lower(p, s);
    this.statistic = p + s;
    this.threshold = this.pMin + this.alarmAt * this.sMin;
    const high = p + s > this.threshold;
    const warning = !high && p + s > this.pMin + this.warnAt * this.sMin;
    this.warnings = warning ? this.warnings + 1 : high ? this.warnings : 0;
    this.alarm = high || this.warnings > this.maxWarning;
    this.warning = warning && !this.alarm;
    if (this.alarm) this.keep(high ? this.warnings + 1 : 1);
    this.again = this.alarm || (n >= this.maxConcept && !warning);
  }

  /** p and s where their sum is least. */
  private lower(p: number, s: number): void {
    if (p + s >= this.pMin + this.sMin) return;
    this.pMin = p;
    this.sMin = s;
  }

  private store(value: number): void {
    this.latest[this.at] = value;
    if (++this.at === this.minConcept) this.at = 0;
    if (this.stored < this.minConcept) this.stored++;
  }

  private keep(items: number): void {
    this.stored = Math.min(this.stored, items);
  }

  private startAgain(): void {
    const drifted = this.alarm;
    this.alarm = this.warning = this.again = false;
    this.n = this.errors = this.warnings = 0;
    this.pMin = this.sMin = Infinity;
    this.statistic = this.threshold = NaN;
    let from = this.at - this.stored;
    if (from < 0) from += this.minConcept;
    for (let i = 0; i < this.stored; i++) {
      this.n++;
      this.errors += this.latest[from]!;
      if (++from === this.minConcept) from = 0;
      if (!drifted || this.n < this.warmUp) continue;
      const p = this.errors / this.n;
      this.lower(p, Math.sqrt((p * (1 - p)) / this.n));
    }
  }
}

/** RDDM, a detector of errors, 0 and 1. */
export const rddm = defineDetector({
  id: 'rddm',
  title: 'RDDM',
  help: 'DDM that does not grow numb on long concepts: it forgets old items and ends long warnings with an alarm.',
  source: 'Barros et al. 2017, RDDM: reactive drift detection method, Expert Systems with Applications 90; constants of the paper',
  input: 'error',
  sensitivity: 'drift',
  parameters: [
    warmUp(129),
    real('warn', { title: 'Warn at', help: 'Standard errors above the lowest error rate.', min: 0.1, max: 20, default: 1.773 }),
    real('drift', { title: 'Alarm at', help: 'Standard errors above the lowest error rate.', min: 0.1, max: 20, default: 2.258 }),
    whole('maxConcept', {
      title: 'Longest concept',
      help: 'Items after which old ones are forgotten.',
      min: 2,
      max: 10_000_000,
      default: 40_000,
      unit: 'items',
    }),
    whole('minConcept', {
      title: 'Items kept',
      help: 'How many of the latest are kept then.',
      min: 1,
      max: 1_000_000,
      default: 7000,
      unit: 'items',
    }),
    whole('maxWarning', {
      title: 'Longest warning',
      help: 'Items in the warning zone that raise an alarm.',
      min: 1,
      max: 1_000_000,
      default: 1400,
      unit: 'items',
    }),
  ],
  create(params) {
    const get = (name: string) => numberOf(params, name);
    const [warn, drift, most, kept] = [get('warn'), get('drift'), get('maxConcept'), get('minConcept')];
    if (warn > drift) throw new RangeError(`rddm: a warning at ${warn} lies above the alarm at ${drift}; lower it or raise the alarm`);
    if (kept >= most) throw new RangeError(`rddm: ${kept} items kept of a concept of at most ${most}; keep fewer`);
    return new Rddm(get('warmUp'), warn, drift, most, kept, get('maxWarning'));
  },
});
