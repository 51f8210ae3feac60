/** Values in standard deviations of what came first: thresholds in units of the data mean something only where the data has the unit they were made for. */
import type { ParameterValues, Parameter } from '../spec/parameter.ts';
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
  const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
  const sd = Math.sqrt(first.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (first.length - 1));
  return sd > 0 && Number.isFinite(sd) ? { mean, sd, of: first.length } : undefined;
}

export const scaled = ({ mean, sd }: Scale, value: number): number => (value - mean) / sd;

/** The parameters of a detector whose values are scaled: its defaults in that unit. */
export const scaledParameters = ({ parameters, inUnits }: StreamDetectorEntry): readonly Parameter[] =>
  parameters.map((parameter) => {
    const value = inUnits?.[parameter.name];
    return value === undefined ? parameter : ({ ...parameter, default: value } as Parameter);
  });

/** Whether what it compares is in the unit of the values, so that a scale matters. */
export const goesByUnit = (entry: StreamDetectorEntry): entry is StreamDetectorEntry & { readonly inUnits: ParameterValues } =>
  entry.inUnits !== undefined;
