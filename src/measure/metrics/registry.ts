/** Every metric, in the order in which they are offered. The first of what is told decides where a spec names none. */
import type { ArmResult, Summary } from '../../contracts/results.ts';
import type { Interval } from '../../maths/interval.ts';
import { interval } from '../../maths/statistics.ts';
import { accuracy } from './accuracy.ts';
import { balancedAccuracy } from './balanced-accuracy.ts';
import { brier } from './brier.ts';
import { coverageError } from './coverage-error.ts';
import { calibrationError } from './calibration-error.ts';
import { errorCost } from './error-cost.ts';
import { logLoss } from './log-loss.ts';
import { macroF1 } from './macro-f1.ts';
import { mae } from './mae.ts';
import { inUnit, judges, type Metric } from './metric.ts';
import { pinball } from './pinball.ts';
import { rSquared } from './r-squared.ts';
import { rmse } from './rmse.ts';
import { worstClass } from './worst-class.ts';
import { worstGroup } from './worst-group.ts';

/** All of them; each says what it judges, its unit, which way is better and its source. */
export const metrics: readonly Metric[] = [
  ...[accuracy, balancedAccuracy, macroF1, worstClass, worstGroup, logLoss, brier, calibrationError, errorCost],
  ...[rmse, mae, rSquared, pinball, coverageError],
];

/** Those that judge what models of that experiment tell, or of a record's. */
export const metricsFor = (spec: { readonly task?: 'regression' | undefined }): readonly Metric[] =>
  metrics.filter((metric) => judges(metric, spec));

/** The metric of that id; accuracy without one. @throws RangeError when there is none such: check a spec first */
export function metricOf(id: string = accuracy.id): Metric {
  const found = metrics.find((metric) => metric.id === id);
  if (!found) throw new RangeError(`there is no metric "${id}"`);
  return found;
}

/** What a run is decided by, in the unit of the number that is told where it is in that. */
export const deciding = (of: Pick<Summary, 'metric' | 'target'>): Metric => inUnit(metricOf(of.metric), of);

/** The metric turned so that more is better. Where it is not defined for a seed's rows, which is so for all arms alike, all have 0. */
export const merit = ({ better, value }: Metric, result: Pick<ArmResult, 'measures'>): number =>
  (better === 'more' ? 1 : -1) * (value(result.measures) ?? 0);

/** A metric over the seeds of an arm, as it is written; null where no seed has it. */
export function overSeeds({ value }: Metric, results: readonly Pick<ArmResult, 'measures'>[]): Interval | null {
  const values = results.map(({ measures }) => value(measures)).filter((each) => each !== null);
  return values.length ? interval(values) : null;
}
