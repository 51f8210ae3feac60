/** What follows the learning curve on its chart: the model in use, batch by batch, until the world changes and after. Pure. */
import { msg, str } from '@lit/localize';
import type { Served } from '../../contracts/events.ts';
import type { BandChartData } from '../charts/band-chart.ts';

/** Points of each world. */
const BATCHES = 10;

/** Width of either world on the axis, in widths of the learning curve. */
const WIDTH = 0.75;

/** Where the axis ends. @param from where the learning curve ends, its epochs; 0 = there is none */
export const endOfUse = (from: number): number => from + 2 * width(from);

const width = (from: number): number => (from ? WIDTH * from : 1);

/** Share of right answers around each place of a grid; NaN outside its use. */
export function inUse({ before, after }: Served, grid: Float64Array, from: number): Float64Array {
  const each = width(from);
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

/** How many rows of the new world pass until the detector rings, the row included; undefined where it never does. */
export function ringsAfter({ before, alarms }: Served): number | undefined {
  const row = alarms.find((at) => at >= before.length);
  return row === undefined ? undefined : row - before.length + 1;
}

/** The moments to be marked. @param reached how far along the axis it is drawn; what lies beyond has not happened */
export function momentsOfUse(served: Served, from: number, reached: number): NonNullable<BandChartData['marks']> {
  const { before, after, alarms, detector } = served;
  const each = width(from);
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
