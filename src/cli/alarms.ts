/** A stream detector fed with batches of numbers. */
import type { StreamDetector } from '../detect/types.ts';
import { CliError } from './cli-error.ts';

export interface Found {
  /** Items, counted from 0. */
  readonly alarms: readonly number[];
  readonly warnings: readonly number[];
  readonly items: number;
}

/** @throws CliError that names the item which the detector refuses */
export async function alarmsOf(detector: StreamDetector, batches: AsyncIterable<ArrayLike<number>>): Promise<Found> {
  const [alarms, warnings]: [number[], number[]] = [[], []];
  let items = 0;
  for await (const batch of batches) {
    const { length } = batch;
    let i = 0;
    try {
      for (; i < length; i++) {
        detector.update(batch[i]!);
        if (detector.alarm) alarms.push(items + i);
        else if (detector.warning) warnings.push(items + i);
      }
    } catch (error) {
      if (error instanceof RangeError) throw new CliError(`item ${items + i}: ${error.message}.`.replace(/\.\.$/, '.'));
      throw error;
    }
    items += length;
  }
  return { alarms, warnings, items };
}
