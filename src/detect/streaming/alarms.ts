/** A detector run over a whole stream. */
import type { Random } from '../../random/random.ts';
import type { ParameterValues } from '../../spec/parameter.ts';
import type { StreamDetectorEntry } from '../types.ts';

/** What was raised where, as indices into the stream, from 0 and rising. */
export interface Raised {
  readonly alarms: readonly number[];
  readonly warnings: readonly number[];
}

/**
 * Runs a fresh detector over `values`.
 * @param params Absent ones take their defaults.
 * @throws RangeError for wrong parameters and values.
 */
export function raisedOn(entry: StreamDetectorEntry, params: ParameterValues, values: ArrayLike<number>, random: Random): Raised {
  const detector = entry.create(params, random);
  const alarms: number[] = [];
  const warnings: number[] = [];
  for (let i = 0; i < values.length; i++) {
    detector.update(values[i]!);
    if (detector.alarm) alarms.push(i);
    if (detector.warning) warnings.push(i);
  }
  return { alarms, warnings };
}
