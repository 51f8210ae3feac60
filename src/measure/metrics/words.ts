/** A metric's numbers as text, the same on the page and on the command line. Merits are turned back to how the metric is written. */
import type { Interval } from '../../maths/interval.ts';
import { halfWidth } from '../../maths/statistics.ts';
import * as format from '../format.ts';
import type { Metric } from './metric.ts';

const turned = ({ better }: Metric, merit: Interval): Interval =>
  better === 'more' ? merit : { mean: -merit.mean, lo: -merit.hi, hi: -merit.lo, values: merit.values.map((value) => -value) };

const unitOf = ({ unit }: Metric): string => (unit ? ` ${unit}` : '');
const spread = (of: Interval): string => (of.values.length < 2 ? '' : ` ± ${halfWidth(of).toFixed(3)}`);

/** As the metric is written: `93.1 ± 0.6 %`, `0.213 ± 0.010 nats`. */
export const figure = (metric: Metric, of: Interval): string =>
  metric.unit === 'share' ? format.percent(of) : `${of.mean.toFixed(3)}${spread(of)}${unitOf(metric)}`;

/** What a model reaches, as the object of a sentence: `93.1 ± 0.6 %`, `a log loss of 0.213 ± 0.010 nats`. */
export function reached(metric: Metric, merit: Interval): string {
  const text = figure(metric, turned(metric, merit));
  return metric.id === 'accuracy' ? text : `${/^[aeiou]/.test(metric.title) ? 'an' : 'a'} ${metric.title} of ${text}`;
}

/** A difference of merits, signed as the metric is written: `+4.1 ± 0.9 points`, `−0.051 ± 0.010 nats`. */
export function difference(metric: Metric, merit: Interval, unit: 'pt' | 'points' = 'points'): string {
  const of = turned(metric, merit);
  if (metric.unit === 'share') return format.points(of, unit);
  const digits = Math.abs(of.mean).toFixed(3);
  return `${Number(digits) === 0 ? '' : of.mean < 0 ? '−' : '+'}${digits}${spread(of)}${unitOf(metric)}`;
}

/** A margin, unsigned: `1.0 points`, `0.010 nats`. */
export const amount = (metric: Metric, margin: number): string =>
  metric.unit === 'share' ? format.pointsOf(margin) : `${margin.toFixed(3)}${unitOf(metric)}`;

/** What a gain is, and what a loss: of what is better when it is less, a gain is a fall. */
export const headed = ({ better }: Metric): { readonly gain: string; readonly loss: string } =>
  better === 'more' ? { gain: 'a gain', loss: 'a loss' } : { gain: 'a fall', loss: 'a rise' };
