/**
 * BOCD, Bayesian online change-point detection: how probable is it that the latest change lies r items back?
 *
 * Items are Gaussian with known variance and unknown mean, which has a Gaussian prior; at each item a new run starts with
 * probability `hazard`. The posterior of the run length is updated exactly; an alarm is raised when the most probable run is
 * no longer the one that began at the reset. At most `runs` runs are kept: of more, the least probable is forgotten, so an
 * update costs no more on long streams. Values should be scaled so that the prior covers them.
 */
import type { StreamDetector } from '../types.ts';
import { defineDetector, LARGEST, numberOf, real, refuseValue, warmUp, whole } from './define.ts';
import { exp, log } from '../../maths/portable.ts';

class Bocd implements StreamDetector {
  alarm = false;
  readonly warning = false;
  /** Probability of the most probable change since the reset. */
  statistic = NaN;
  /** Probability that there was none. */
  threshold = NaN;
  private n = 0;
  /** Runs in use, the oldest first. */
  private runs = 1;
  /** Joint log probability of each run and the data, up to a constant. */
  private readonly logs: Float64Array;
  /** Posterior of each run's mean: its mean and precision. */
  private readonly means: Float64Array;
  private readonly precisions: Float64Array;

  constructor(
    private readonly hazard: number,
    private readonly priorMean: number,
    private readonly priorVariance: number,
    private readonly variance: number,
    private readonly warmUp: number,
    private readonly maxRuns: number,
  ) {
    this.logs = new Float64Array(maxRuns + 1);
    this.means = new Float64Array(maxRuns + 1);
    this.precisions = new Float64Array(maxRuns + 1);
    this.reset();
  }

  update(value: number): void {
    if (!(Math.abs(value) <= LARGEST)) refuseValue(value);
    if (this.alarm) this.reset();
    this.n++;
    const { logs, means, precisions, runs, variance } = this;
    let most = -Infinity;
    for (let i = 0; i < runs; i++) {
      const spread = 1 / precisions[i]! + variance;
      const gap = value - means[i]!;
      logs[i]! -= 0.5 * ((gap * gap) / spread + log(spread));
      if (logs[i]! > most) most = logs[i]!;
      const precision = precisions[i]! + 1 / variance;
      means[i] = (means[i]! * precisions[i]! + value / variance) / precision;
      precisions[i] = precision;
    }
    let sum = 0;
    for (let i = 0; i < runs; i++) sum += exp(logs[i]! - most);
    // Normalised at once, so that logs never run away.
    const total = most + log(sum);
    const stay = Math.log1p(-this.hazard) - total;
    for (let i = 0; i < runs; i++) logs[i]! += stay;
    this.append(log(this.hazard));
    this.judge();
  }

  private judge(): void {
    if (this.n < this.warmUp) return;
    let best = -Infinity;
    for (let i = 1; i < this.runs; i++) if (this.logs[i]! > best) best = this.logs[i]!;
    this.statistic = exp(best);
    this.threshold = exp(this.logs[0]!);
    this.alarm = best > this.logs[0]!;
  }

  /** A run that begins with the next item. The oldest run is never forgotten. */
  private append(log: number): void {
    if (this.runs > this.maxRuns) this.forgetLeast();
    const at = this.runs++;
    this.logs[at] = log;
    this.means[at] = this.priorMean;
    this.precisions[at] = 1 / this.priorVariance;
  }

  private forgetLeast(): void {
    let least = 1;
    for (let i = 2; i < this.runs; i++) if (this.logs[i]! < this.logs[least]!) least = i;
    this.logs.copyWithin(least, least + 1, this.runs);
    this.means.copyWithin(least, least + 1, this.runs);
    this.precisions.copyWithin(least, least + 1, this.runs);
    this.runs--;
  }

  private reset(): void {
    this.alarm = false;
    this.n = this.runs = 0;
    this.append(0);
    this.statistic = this.threshold = NaN;
  }
}

/** Bayesian change points, a detector of changes in any numbers. */
export const bocd = defineDetector({
  id: 'bocd',
  title: 'Bayesian change points',
  help: 'Keeps a probability for every moment at which the mean may have changed last and raises an alarm when one beats “never”.',
  source: 'Adams & MacKay 2007, arXiv:0710.3742; Gaussian with unknown mean and the alarm rule of frouros',
  input: 'value',
  sensitivity: 'hazard',
  parameters: [
    real('hazard', { title: 'Hazard', help: 'Probability of a change at each item.', min: 1e-9, max: 0.5, default: 0.01 }),
    real('priorMean', { title: 'Prior mean', help: 'Where means are expected.', min: -1e9, max: 1e9, default: 0 }),
    real('priorVariance', { title: 'Prior variance', help: 'How far from it means may lie, squared.', min: 1e-9, max: 1e12, default: 1 }),
    real('variance', { title: 'Variance', help: 'Of the items about their mean.', min: 1e-9, max: 1e12, default: 0.5 }),
    warmUp(30),
    whole('runs', { title: 'Runs kept', help: 'More are more exact and slower.', min: 2, max: 10_000, default: 200 }),
  ],
  create(params) {
    const get = (name: string) => numberOf(params, name);
    return new Bocd(get('hazard'), get('priorMean'), get('priorVariance'), get('variance'), get('warmUp'), get('runs'));
  },
});
