/** The axis on which a model learns and is then in use, and when a detector rings on it. */
import type { Served } from '../../contracts/events.ts';

/** Width of either world on the axis, in widths of the learning curve. */
const WIDTH = 0.75;

/** Width of either world. @param from where the learning curve ends, its epochs; 0 = there is none */
export const worldWidth = (from: number): number => (from ? WIDTH * from : 1);

/** Where the axis ends. */
export const endOfUse = (from: number): number => from + 2 * worldWidth(from);

/** How many rows of the new world pass until the detector rings, the row included; undefined where it never does. */
export function ringsAfter({ before, alarms }: Served): number | undefined {
  const row = alarms.find((at) => at >= before.length);
  return row === undefined ? undefined : row - before.length + 1;
}
