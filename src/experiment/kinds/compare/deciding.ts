/** What decides a comparison, written out: which metric, by how much of it arms must differ to matter, and what a model that knows nothing reaches. */
import { sidesOf } from '../../../data/regimes.ts';
import { momentsOf } from '../../../data/moments.ts';
import type { Dataset } from '../../../data/types.ts';
import type { Summary } from '../../../contracts/results.ts';
import { errorCost } from '../../../measure/metrics/error-cost.ts';
import { metricOf, metricsFor } from '../../../measure/metrics/registry.ts';
import type { Spec } from '../../../spec/schema.ts';

/** The spec with the metric that decides and the margin in its own unit. Where classes are told, it says so as it is, but that costs of errors decide where there are some. */
export function withDeciding(spec: Spec, told: Summary['target']): Spec {
  const { measure } = spec;
  if (!told) return measure.binary && measure.metric === undefined ? { ...spec, measure: { ...measure, metric: errorCost.id } } : spec;
  const metric = metricOf(measure.metric ?? metricsFor(spec)[0]!.id);
  const margin = metric.inTarget && measure.in !== 'unit' ? measure.margin * told.sd : measure.margin;
  return { ...spec, measure: { ...measure, metric: metric.id, margin, in: 'unit' } };
}

/** What is known of the number that is told, for a summary; undefined where classes are. */
export function targetOf(
  { task }: Pick<Spec, 'task'>,
  { target, samples }: Pick<Dataset, 'target' | 'samples'>,
): NonNullable<Summary['target']> | undefined {
  if (task !== 'regression' || !target || !samples.target) return undefined;
  const { name, unit } = target;
  return { name, ...(unit !== undefined && { unit }), sd: momentsOf(samples.target).sd };
}

/** What a model reaches on old rows that has learned nothing: the share of the most frequent class; of numbers, the R² of always their mean. */
export function chanceOf({ task, data: { regimes } }: Pick<Spec, 'task' | 'data'>, dataset: Dataset): number {
  if (task === 'regression') return 0;
  const { samples, classes } = dataset;
  const old = regimes ? sidesOf(dataset, regimes).old.map((row) => samples.y[row]!) : samples.y;
  return Math.max(...sharesOf(old, classes.length));
}

/** Of all rows, by class. */
export function sharesOf(y: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of y) counts[label]!++;
  return counts.map((count) => count / y.length);
}
