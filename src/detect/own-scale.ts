/** Values in standard deviations of what came first: thresholds in units of the data mean something only where the data has the unit they were made for. */
import type { ParameterValues, Parameter } from '../spec/parameter.ts';
import { mean, sd } from '../maths/statistics.ts';
import type { StreamDetectorEntry } from './types.ts';

/** Values that the scale is taken from. */
export const SCALED_BY = 30;

export interface Scale {
  readonly mean: number;
  readonly sd: number;
  /** So many values it was taken from. */
  readonly of: number;
}

/** Mean and standard deviation (n − 1) of the first values; undefined where they are all alike, or fewer than two. */
export function scaleOf(values: readonly number[]): Scale | undefined {
  const first = values.slice(0, SCALED_BY);
  if (first.length < 2) return undefined;
  const [centre, spread] = [mean(first), sd(first)];
  return spread > 0 && Number.isFinite(spread) ? { mean: centre, sd: spread, of: first.length } : undefined;
}

export const scaled = (scale: Scale, value: number): number => (value - scale.mean) / scale.sd;

/** The parameters of a detector whose values are scaled: its defaults in that unit. */
export const scaledParameters = ({ parameters, inUnits }: StreamDetectorEntry): readonly Parameter[] =>
  parameters.map((parameter) => {
    const value = inUnits?.[parameter.name];
    return value === undefined ? parameter : ({ ...parameter, default: value } as Parameter);
  });

/** Whether what it compares is in the unit of the values, so that a scale matters. */
export const goesByUnit = (entry: StreamDetectorEntry): entry is StreamDetectorEntry & { readonly inUnits: ParameterValues } =>
  entry.inUnits !== undefined;
