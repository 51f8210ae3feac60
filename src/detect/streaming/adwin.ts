/**
 * ADWIN2: a window that grows while its mean is stable and forgets its older part when two parts differ.
 *
 * Every `clock` items, once more than `grace` are there, each border between two buckets splits the window into n₀ older and
 * n₁ newer items. Where both reach `mwl` and |μ₀ − μ₁| > ε, it is drift:
 * ε = √(2·m·σ²·D) + ⅔·m·D with D = ln(2·ln W/δ) and m = 1/(n₀−mwl+1) + 1/(n₁−mwl+1).
 * A constant stream raises no alarm. After one it starts afresh, or, with `reset=window`, goes on with the newer part as in
 * the paper.
 */
import type { StreamDetector } from '../types.ts';
import { choice, defineDetector, LARGEST, numberOf, real, refuseValue, whole } from './define.ts';
import { ExponentialHistogram } from './exponential-histogram.ts';
import { log } from '../../maths/portable.ts';

class Adwin implements StreamDetector {
  alarm = false;
  readonly warning = false;
  /** |μ₀ − μ₁| at the border that was nearest to its bound, when last checked. */
  statistic = NaN;
  threshold = NaN;
  readonly window: ExponentialHistogram;
  private ticks = 0;

  constructor(
    private readonly delta: number,
    private readonly clock: number,
    maxBuckets: number,
    private readonly mwl: number,
    private readonly grace: number,
    /** Added to the shortest part: MOA wants n₀, n₁ > mwl + 1. */
    private readonly longer: number,
    private readonly keepsWindow: boolean,
  ) {
    this.window = new ExponentialHistogram(maxBuckets);
  }

  update(value: number): void {
    if (!(Math.abs(value) <= LARGEST)) refuseValue(value);
    if (this.alarm) this.reset();
    this.window.add(value);
    if (++this.ticks < this.clock) return;
    this.ticks = 0;
    if (this.window.width > this.grace) this.check();
  }

  private reset(): void {
    this.alarm = false;
    this.statistic = this.threshold = NaN;
    if (this.keepsWindow) return;
    this.window.clear();
    this.ticks = 0;
  }

  private check(): void {
    this.statistic = this.threshold = NaN;
    while (this.cuts()) {
      this.alarm = true;
      this.window.dropOldest();
    }
  }

  /** Some border splits the window into parts that differ. */
  private cuts(): boolean {
    const { width, total, squares, rows, stride, counts, sums } = this.window;
    const spread = log((2 * log(width)) / this.delta);
    const variance = squares / width;
    const shortest = this.mwl + this.longer;
    let [n0, sum0] = [0, 0];
    let worst = -Infinity;
    for (let row = rows - 1; row >= 0; row--) {
      const items = 2 ** row;
      const start = row * stride;
      const end = start + counts[row]!;
      for (let at = start; at < end; at++) {
        n0 += items;
        sum0 += sums[at]!;
        const n1 = width - n0;
        if (n1 < shortest) return false;
        if (n0 < shortest) continue;
        const m = 1 / (n0 - this.mwl + 1) + 1 / (n1 - this.mwl + 1);
        const epsilon = Math.sqrt(2 * m * variance * spread) + (2 / 3) * spread * m;
        const gap = Math.abs(sum0 / n0 - (total - sum0) / n1);
        const excess = gap - epsilon;
        // After an alarm the outputs stay those of the border that raised it.
        if (excess > worst && !this.alarm) {
          worst = excess;
          this.statistic = gap;
          this.threshold = epsilon;
        }
        if (excess > 0) return true;
      }
    }
    return false;
  }
}

/** ADWIN, a detector of changes in any numbers. */
export const adwin = defineDetector({
  id: 'adwin',
  title: 'ADWIN',
  help: 'Keeps a window as long as its mean is stable and cuts off the older part when two parts differ.',
  source: 'Bifet & Gavaldà 2007, Learning from time-changing data with adaptive windowing (ADWIN2); as in river 0.15 and later',
  input: 'value',
  sensitivity: 'delta',
  parameters: [
    real('delta', {
      title: 'Confidence δ',
      help: 'Probability of a false alarm that the bound allows at each check.',
      min: 1e-12,
      max: 1,
      default: 0.002,
    }),
    whole('clock', {
      title: 'Clock',
      help: 'Items between two checks; 1 sees drift soonest.',
      min: 1,
      max: 10_000,
      default: 32,
      unit: 'items',
    }),
    whole('m', { title: 'Buckets of a size', help: 'More remember the past more finely.', min: 1, max: 100, default: 5 }),
    whole('mwl', { title: 'Shortest part', help: 'Items on either side of a cut.', min: 1, max: 10_000, default: 5, unit: 'items' }),
    whole('grace', {
      title: 'Grace period',
      help: 'Items in the window before the first check.',
      min: 1,
      max: 100_000,
      default: 10,
      unit: 'items',
    }),
    choice('variant', 'Variant', 'How long the parts of the window must be.', {
      river: 'river: at least the shortest part',
      moa: 'MOA: two items longer',
    }),
    choice('reset', 'After an alarm', 'What is kept of the window.', { full: 'start afresh', window: 'keep the newer part' }),
  ],
  create(params) {
    const get = (name: string) => numberOf(params, name);
    return new Adwin(
      get('delta'),
      get('clock'),
      get('m'),
      get('mwl'),
      get('grace'),
      params.variant === 'moa' ? 2 : 0,
      params.reset === 'window',
    );
  },
});
