/**
 * The Page–Hinkley test: deviations from the running mean add up; a change lets the sum leave its extreme.
 *
 * `river`: U = αU + x − x̄ − δ and L = αL + x − x̄ + δ; alarm where U − min U > λ (up) or max L − L > λ (down).
 * `moa`: S = max(0, αS + x − x̄ − δ) ≥ λ, up only. `frouros`: S = αS + x − x̄ − δ > λ without the clamp at 0, up only.
 * x̄ is the mean of all items since the reset, the newest included. No alarm before `warmUp` items, none on a constant stream.
 */
import type { StreamDetector } from '../types.ts';
import { choice, defineDetector, LARGEST, numberOf, real, refuseValue, warmUp } from './define.ts';

class TwoSided implements StreamDetector {
  alarm = false;
  readonly warning = false;
  statistic = NaN;
  threshold = NaN;
  private n = 0;
  private mean = 0;
  private up = 0;
  private down = 0;
  private least = Infinity;
  private most = -Infinity;

  constructor(
    private readonly delta: number,
    private readonly lambda: number,
    private readonly alpha: number,
    private readonly warmUp: number,
    private readonly mode: string,
  ) {}

  update(value: number): void {
    if (!(Math.abs(value) <= LARGEST)) refuseValue(value);
    if (this.alarm) this.reset();
    const n = ++this.n;
    this.mean += (value - this.mean) / n;
    const deviation = value - this.mean;
    this.up = this.alpha * this.up + deviation - this.delta;
    this.down = this.alpha * this.down + deviation + this.delta;
    if (this.up < this.least) this.least = this.up;
    if (this.down > this.most) this.most = this.down;
    if (n < this.warmUp) return;
    const rise = this.mode === 'down' ? 0 : this.up - this.least;
    const fall = this.mode === 'up' ? 0 : this.most - this.down;
    this.statistic = rise > fall ? rise : fall;
    this.threshold = this.lambda;
    this.alarm = this.statistic > this.lambda;
  }

  private reset(): void {
    this.alarm = false;
    this.n = this.mean = this.up = this.down = 0;
    this.least = Infinity;
    this.most = -Infinity;
    this.statistic = this.threshold = NaN;
  }
}

class Upward implements StreamDetector {
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
    private readonly alpha: number,
    private readonly warmUp: number,
    private readonly clamped: boolean,
  ) {}

  update(value: number): void {
    if (!(Math.abs(value) <= LARGEST)) refuseValue(value);
    if (this.alarm) this.reset();
    const n = ++this.n;
    this.mean += (value - this.mean) / n;
    const sum = this.alpha * this.sum + (value - this.mean) - this.delta;
    this.sum = this.clamped && sum < 0 ? 0 : sum;
    if (n < this.warmUp) return;
    this.statistic = this.sum;
    this.threshold = this.lambda;
    this.alarm = this.clamped ? this.sum >= this.lambda : this.sum > this.lambda;
  }

  private reset(): void {
    this.alarm = false;
    this.n = this.mean = this.sum = 0;
    this.statistic = this.threshold = NaN;
  }
}

/** Page–Hinkley, a detector of changes in any numbers. */
export const pageHinkley = defineDetector({
  id: 'page-hinkley',
  title: 'Page–Hinkley',
  help: 'Adds up how far items lie from the mean so far, less a slack, and raises an alarm when the sum has moved by λ.',
  source: 'Page 1954, Continuous inspection schemes; Hinkley 1971; variants of river 0.15 and later, MOA and frouros',
  input: 'value',
  sensitivity: 'lambda',
  // On 2,000 normal values 0.15 false alarms; a shift of 1.8 is found after 7.
  inUnits: { delta: 0.5, lambda: 8 },
  parameters: [
    real('delta', { title: 'Slack δ', help: 'Change per item that is put up with.', min: 0, max: 1e6, default: 0.005 }),
    real('lambda', {
      title: 'Threshold λ',
      help: 'How far the sum may move; 20 sees error rates change sooner.',
      min: 1e-6,
      max: 1e9,
      default: 50,
    }),
    real('alpha', {
      title: 'Forgetting α',
      help: 'What is kept of the sum at each item; 1 forgets nothing.',
      min: 0,
      max: 1,
      default: 0.9999,
    }),
    warmUp(30),
    choice('mode', 'Mode', 'Which changes raise alarms; only the river variant looks down.', {
      both: 'rises and falls',
      up: 'rises',
      down: 'falls',
    }),
    choice('variant', 'Variant', 'Which sum is compared.', {
      river: 'river: distance from the extreme',
      moa: 'MOA: clamped at 0, rises only',
      frouros: 'frouros: not clamped, rises only',
    }),
  ],
  create(params) {
    const get = (name: string) => numberOf(params, name);
    const { mode, variant } = params;
    if (variant === 'river') return new TwoSided(get('delta'), get('lambda'), get('alpha'), get('warmUp'), String(mode));
    if (mode === 'down')
      throw new RangeError(`page-hinkley: the variant ${String(variant)} sees rises only; choose mode=up or variant=river`);
    return new Upward(get('delta'), get('lambda'), get('alpha'), get('warmUp'), variant === 'moa');
  },
});
