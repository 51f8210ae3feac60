/**
 * KSWIN: the latest items of a sliding window against as many drawn at random from the rest, by Kolmogorov and Smirnov's test.
 *
 * Once `window` items are there: D between the latest `stat` and `stat` drawn without replacement from the others; alarm where
 * the exact p ≤ α and D > 0.1. After an alarm it starts afresh, as in river, or, with `reset=window`, keeps the latest `stat`
 * items, as in the paper. A constant stream has D = 0.
 */
import type { Random } from '../../random/random.ts';
import type { StreamDetector } from '../types.ts';
import { choice, defineDetector, LARGEST, numberOf, real, refuseValue, whole } from './define.ts';

/** Below this distance Raab et al. raise no alarm, however significant. */
const LEAST_DISTANCE = 0.1;

class Kswin implements StreamDetector {
  alarm = false;
  readonly warning = false;
  /** D. */
  statistic = NaN;
  /** The least D that is an alarm; above 1 where no D is significant. */
  threshold = NaN;
  private count = 0;
  private readonly items: Float64Array;
  private readonly older: Float64Array;
  private readonly latest: Float64Array;
  private readonly order: Int32Array;
  /** The fewest steps k with D = k/stat that raise an alarm. */
  private readonly least: number;

  constructor(
    private readonly window: number,
    private readonly stat: number,
    alpha: number,
    private readonly keepsLatest: boolean,
    private readonly random: Random,
  ) {
    this.items = new Float64Array(window);
    this.older = new Float64Array(stat);
    this.latest = new Float64Array(stat);
    this.order = Int32Array.from({ length: window - stat }, (_, i) => i);
    let least = Math.floor(LEAST_DISTANCE * stat) + 1;
    while (least <= stat && ksExactP(least, stat) > alpha) least++;
    this.least = least;
  }

  update(value: number): void {
    if (!(Math.abs(value) <= LARGEST)) refuseValue(value);
    const { items, window, stat } = this;
    if (this.alarm) this.reset();
    if (this.count === window) items.copyWithin(0, 1);
    else this.count++;
    items[this.count - 1] = value;
    if (this.count < window) return;
    const steps = this.distance();
    this.statistic = steps / stat;
    this.threshold = this.least / stat;
    this.alarm = steps >= this.least;
  }

  private reset(): void {
    this.alarm = false;
    this.count = this.keepsLatest ? this.stat : 0;
    this.items.copyWithin(0, this.window - this.count);
    this.statistic = this.threshold = NaN;
  }

  /** D in steps of 1/stat. */
  private distance(): number {
    const { items, older, latest, order, stat } = this;
    for (let i = 0; i < stat; i++) {
      const j = i + this.random.int(order.length - i);
      const index = order[j]!;
      order[j] = order[i]!;
      order[i] = index;
      older[i] = items[index]!;
    }
    latest.set(items.subarray(items.length - stat));
    older.sort();
    latest.sort();
    let [i, j, most] = [0, 0, 0];
    while (i < stat && j < stat) {
      const at = Math.min(older[i]!, latest[j]!);
      while (i < stat && older[i] === at) i++;
      while (j < stat && latest[j] === at) j++;
      most = Math.max(most, Math.abs(i - j));
    }
    return most;
  }
}

/**
 * Exact P(D ≥ k/n) of two samples of n without ties: 2·Σᵢ (−1)^{i+1} C(2n, n−ik)/C(2n, n), by reflection of paths
 * (Gnedenko & Korolyuk 1951).
 */
export function ksExactP(k: number, n: number): number {
  if (k <= 0) return 1;
  let p = 0;
  for (let i = 1; i * k <= n; i++) {
    // C(2n, n−m)/C(2n, n) with m = ik, factor by factor.
    let ratio = 1;
    for (let j = 1; j <= i * k; j++) ratio *= (n - j + 1) / (n + j);
    p += i % 2 ? 2 * ratio : -2 * ratio;
  }
  return Math.min(1, p);
}

/** KSWIN, a detector of changes in any numbers. */
export const kswin = defineDetector({
  id: 'kswin',
  title: 'KSWIN',
  help: 'Compares the distribution of the latest items with a random draw from the ones before.',
  source: 'Raab, Heusinger & Schleif 2020, Reactive soft prototype computing (KSWIN); exact p of the two-sample test',
  input: 'value',
  sensitivity: 'alpha',
  parameters: [
    real('alpha', {
      title: 'Level α',
      help: 'An alarm at p ≤ α; every item is tested, so keep it small.',
      min: 1e-12,
      max: 1,
      default: 0.005,
    }),
    whole('window', { title: 'Window', help: 'Items that are remembered.', min: 4, max: 10_000, default: 100, unit: 'items' }),
    whole('stat', {
      title: 'Latest items',
      help: 'How many of the window are compared with as many others.',
      min: 2,
      max: 5000,
      default: 30,
      unit: 'items',
    }),
    choice('reset', 'After an alarm', 'What is kept of the window.', { full: 'start afresh', window: 'keep the latest items' }),
  ],
  create(params, random) {
    const [window, stat] = [numberOf(params, 'window'), numberOf(params, 'stat')];
    if (2 * stat > window) {
      const most = Math.floor(window / 2);
      throw new RangeError(`kswin: ${stat} latest items and as many others do not fit into a window of ${window}; choose at most ${most}`);
    }
    return new Kswin(window, stat, numberOf(params, 'alpha'), params.reset === 'window', random);
  },
});
