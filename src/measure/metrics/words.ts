/** A metric's numbers as text, the same on the page and on the command line. Merits are turned back to how the metric is written. */
import type { Summary } from '../../contracts/results.ts';
import type { Interval } from '../../maths/interval.ts';
import { halfWidth } from '../../maths/statistics.ts';
import * as format from '../format.ts';
import type { Metric as WholeMetric } from './metric.ts';

/** What a metric says of itself; its value is not asked for. */
type Metric = Omit<WholeMetric, 'value'>;

const turned = ({ better }: Metric, merit: Interval): Interval =>
  better === 'more' ? merit : { mean: -merit.mean, lo: -merit.hi, hi: -merit.lo, values: merit.values.map((value) => -value) };

const unitOf = ({ unit }: Metric): string => (unit ? ` ${unit}` : '');
/** Decimals: three, or of a number whose size nobody knows beforehand as many as show three digits of it. */
const decimals = ({ inTarget }: Metric, size: number): number =>
  !inTarget ? 3 : size > 0 && Number.isFinite(size) ? Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(size)))) : 3;
/** Even sides as one half-width, uneven ones as the two ends: the same interval reads the same wherever it stands. */
function plusMinus(of: Interval, digits: number): string {
  if (of.values.length < 2) return '';
  const [below, above] = [of.mean - of.lo, of.hi - of.mean].map((side) => side.toFixed(digits));
  const end = (value: number) => `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(digits)}`;
  return below === above ? ` ± ${above}` : ` (${end(of.lo)} to ${end(of.hi)})`;
}
/** Its mean, unsigned, with its half-width, both with the digits that the larger of them asks for. */
function sized(metric: Metric, of: Interval): string {
  const digits = decimals(metric, Math.max(Math.abs(of.mean), of.values.length < 2 ? 0 : halfWidth(of)));
  return `${Math.abs(of.mean).toFixed(digits)}${plusMinus(of, digits)}`;
}
const sign = (value: number, written: string): string => (parseFloat(written) === 0 ? '' : value < 0 ? '−' : '+');

/** As the metric is written: `93.1 ± 0.6 %`, `0.213 ± 0.010 nats`. */
export const figure = (metric: Metric, of: Interval): string =>
  metric.unit === 'share' ? format.percent(of) : `${of.mean < 0 ? '−' : ''}${sized(metric, of)}${unitOf(metric)}`;

/** A merit as the metric is written. */
export const decided = (metric: Metric, merit: Interval): string => figure(metric, turned(metric, merit));

/** What a model reaches, as the object of a sentence: `93.1 ± 0.6 %`, `a log loss of 0.213 ± 0.010 nats`. */
export function reached(metric: Metric, merit: Interval): string {
  const text = decided(metric, merit);
  if (metric.id === 'accuracy') return text;
  return /^[aeiou]/.test(metric.title) ? `an ${metric.title} of ${text}` : `a ${metric.title} of ${text}`;
}

/** A difference of merits, signed as the metric is written: `+4.1 ± 0.9 points`, `−0.051 ± 0.010 nats`. */
export function difference(metric: Metric, merit: Interval, unit: 'pt' | 'points' = 'points'): string {
  const of = turned(metric, merit);
  if (metric.unit === 'share') return format.points(of, unit);
  const written = sized(metric, of);
  return `${sign(of.mean, written)}${written}${unitOf(metric)}`;
}

/** A difference of merits for a sentence: `4.1 ± 0.9 points more`, `0.051 ± 0.010 nats less`, each as the metric is written. */
export function apart(metric: Metric, merit: Interval): string {
  const of = turned(metric, merit);
  const one = (value: number) =>
    difference(metric, turned(metric, { mean: value, lo: value, hi: value, values: [value] })).replace(/^[+−]/, '');
  const way = (value: number) => (value < 0 ? 'less' : 'more');
  const text = difference(metric, merit);
  // Even sides stand beside the mean; of uneven ones each end says which way it lies.
  if (!text.includes('(')) return `${text.replace(/^[+−]/, '')} ${way(of.mean)}`;
  return `${one(of.mean)} ${way(of.mean)} (${one(of.lo)} ${way(of.lo)} to ${one(of.hi)} ${way(of.hi)})`;
}

/** A margin, unsigned: `1.0 points`, `0.010 nats`. */
export const amount = (metric: Metric, margin: number): string =>
  metric.unit === 'share' ? format.pointsOf(margin) : `${margin.toFixed(decimals(metric, margin))}${unitOf(metric)}`;

/** What the figures of a summary, or of an experiment, are that are called accuracy, in the middle of a sentence: of numbers, the share of their variance that is told. */
export const soundness = ({ target, task }: Pick<Summary, 'target'> & { readonly task?: 'regression' | undefined }): string =>
  target || task ? 'R²' : 'accuracy';

/** The same at the beginning of a sentence. */
export const soundnessTitle = (of: Parameters<typeof soundness>[0]): string => format.capital(soundness(of));

/** What a gain is, and what a loss: of what is better when it is less, a gain is a fall. */
export const headed = ({ better }: Metric): { readonly gain: string; readonly loss: string } =>
  better === 'more' ? { gain: 'a gain', loss: 'a loss' } : { gain: 'a fall', loss: 'a rise' };
