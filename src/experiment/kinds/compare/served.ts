/** The base model of the first seed in use: what it answers rightly, row by row, until the world changes and after; and when a detector would ring. */
import { adwin } from '../../../detect/streaming/adwin.ts';
import { randomStream } from '../../../random/random.ts';
import type { Served } from '../../../contracts/events.ts';

/** As in the paper, but for a look at every row: a room that watches waits for no clock. */
const WATCH = { delta: 0.002, clock: 1 };

/**
 * @param old,fresh what was told of held-out rows of either world, and the truth; equally long each
 * @returns 1 where it was right; `alarms`: rows, counted through both worlds from 0, at which ADWIN on the errors rings
 */
export function served(
  old: { readonly told: ArrayLike<number>; readonly truth: ArrayLike<number> },
  fresh: { readonly told: ArrayLike<number>; readonly truth: ArrayLike<number> },
): Served {
  const right = ({ told, truth }: typeof old) => Uint8Array.from(truth, (y, row) => Number(told[row] === y));
  const [before, after] = [right(old), right(fresh)];
  // It draws nothing.
  const detector = adwin.create(WATCH, randomStream(0, adwin.id));
  const alarms: number[] = [];
  [...before, ...after].forEach((ok, row) => {
    detector.update(1 - ok);
    if (detector.alarm) alarms.push(row);
  });
  return { before, after, alarms, detector: adwin.title };
}
