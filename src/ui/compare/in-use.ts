/** What follows the learning curve on its chart: the model in use, batch by batch, until the world changes and after. Pure. */
import { msg, str } from '../../words/msg.ts';
import type { Served } from '../../contracts/events.ts';
import type { BandChartData } from '../charts/band-data.ts';
import { ringsAfter, worldWidth } from './use-axis.ts';

/** Points of each world. */
const BATCHES = 10;

/** Share of right answers around each place of a grid; NaN outside its use. */
export function inUse({ before, after }: Served, grid: Float64Array, from: number): Float64Array {
  const each = worldWidth(from);
  const worlds = [before, after].map(shares);
  return grid.map((at) => {
    const along = (at - from) / each;
    const world = worlds[along < 1 ? 0 : 1]!;
    return along < 0 || !world.length
      ? NaN
      : world[Math.min(world.length - 1, Math.floor((along % 1 || Number(along >= 2)) * world.length))]!;
  });
}

/** Means of batches of about the same size, 1 … `BATCHES` of them; empty for no rows. */
function shares(right: Uint8Array): number[] {
  const count = Math.min(BATCHES, right.length);
  return Array.from({ length: count }, (_, b) => {
    const batch = right.subarray(Math.floor((b * right.length) / count), Math.floor(((b + 1) * right.length) / count));
    return batch.reduce((sum, one) => sum + one, 0) / batch.length;
  });
}

/** The moments to be marked. @param reached how far along the axis it is drawn; what lies beyond has not happened */
export function momentsOfUse(served: Served, from: number, reached: number): NonNullable<BandChartData['marks']> {
  const { before, after, alarms, detector } = served;
  const each = worldWidth(from);
  const place = (row: number) =>
    row < before.length ? from + (each * (row + 1)) / before.length : from + each * (1 + (row - before.length + 1) / after.length);
  const early = alarms.filter((row) => row < before.length);
  const rang = ringsAfter(served);
  return [
    ...(from ? [{ at: from, text: msg('in use'), low: true }] : []),
    { at: from + each, text: msg('the world changes'), low: true },
    ...early.slice(0, 1).map((row) => ({ at: place(row), text: msg('false alarm'), low: true })),
    ...(rang === undefined ? [] : [{ at: place(before.length + rang - 1), text: msg(str`${detector} rings`) }]),
  ].filter(({ at }) => at <= reached);
}
