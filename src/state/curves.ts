/**
 * Learning curves as they arrive: one growing list of points per seed and repair, and the picture of them that a chart
 * draws: mean and interval over seeds on a common grid.
 */
import { interval } from '../maths/statistics.ts';
import type { CurvePoint } from '../contracts/results.ts';

/** What the horizontal axis of the race shows. */
export type Axis = 'seconds' | 'steps' | 'energy';

/** One line over a shared grid; `lo` and `hi` bound the 95 % interval of the mean over seeds. NaN = nothing yet. */
export interface Band {
  readonly mean: Float64Array;
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  /** Grid index of the mean end of training over finished seeds; 0 when none is. */
  readonly endsAt: number;
  readonly seeds: number;
}

const GRID = 160;
/** An interval from two seeds is so wide that it hides the lines: bands appear from three on. */
const BAND_FROM = 3;

export class Curves {
  readonly finished = new Set<string>();
  readonly points = new Map<string, Map<number, CurvePoint[]>>();
  /** Rises with every change; a chart redraws when it differs. */
  version = 0;

  add(line: string, seed: number, point: CurvePoint): void {
    let seeds = this.points.get(line);
    if (!seeds) this.points.set(line, (seeds = new Map()));
    const list = seeds.get(seed);
    if (list) list.push(point);
    else seeds.set(seed, [point]);
    this.version++;
  }

  /** No more points will come for this seed: its line holds its last value from there on. */
  finish(line: string, seed: number): void {
    this.finished.add(`${line} ${seed}`);
    this.version++;
  }

  lines(): string[] {
    return [...this.points.keys()];
  }

  /** Largest x reached so far on that axis. */
  extent(x: (point: CurvePoint) => number): number {
    let most = 0;
    for (const seeds of this.points.values()) for (const list of seeds.values()) most = Math.max(most, x(list.at(-1)!));
    return most;
  }

  /**
   * The band of one line on a grid from 0 to `end`. A seed counts from its first point on; once finished, its
   * line holds its last value. With fewer than three seeds the band is the mean itself.
   */
  band(line: string, end: number, x: (point: CurvePoint) => number, y: (point: CurvePoint) => number): Band {
    const seeds = [...(this.points.get(line)?.entries() ?? [])];
    const lists = seeds.map(([, list]) => list);
    const done = seeds.map(([seed]) => this.finished.has(`${line} ${seed}`));
    const mean = new Float64Array(GRID + 1).fill(NaN);
    const lo = mean.slice();
    const hi = mean.slice();
    const cursors = lists.map(() => 0);
    for (let i = 0; i <= GRID; i++) {
      const at = (end * i) / GRID;
      const values: number[] = [];
      lists.forEach((list, s) => {
        const last = x(list.at(-1)!);
        // A seed that is still at work says nothing about what lies beyond its last point.
        if (x(list[0]!) > at || (at > last && !done[s])) return;
        // Where the clock is too coarse to tell points apart, the first one stands at time 0.
        while (at > 0 && cursors[s]! + 1 < list.length && x(list[cursors[s]! + 1]!) <= at) cursors[s]!++;
        const here = list[cursors[s]!]!;
        const next = list[cursors[s]! + 1];
        const gap = next ? x(next) - x(here) : 0;
        const share = gap > 0 ? (at - x(here)) / gap : 0;
        values.push(y(here) + (next ? share * (y(next) - y(here)) : 0));
      });
      if (!values.length) continue;
      const over = interval(values);
      const banded = values.length >= BAND_FROM;
      mean[i] = over.mean;
      lo[i] = banded ? Math.max(0, over.lo) : over.mean;
      hi[i] = banded ? Math.min(1, over.hi) : over.mean;
    }
    const ends = lists.filter((_, s) => done[s]).map((list) => x(list.at(-1)!));
    const meanEnd = ends.reduce((sum, at) => sum + at, 0) / Math.max(1, ends.length);
    return { mean, lo, hi, endsAt: end > 0 ? Math.min(GRID, Math.round((meanEnd / end) * GRID)) : 0, seeds: lists.length };
  }

  static grid(end: number): Float64Array {
    return Float64Array.from({ length: GRID + 1 }, (_, i) => (end * i) / GRID);
  }

  /** The plain points of a line, seed by seed: for the table beside a chart. */
  raw(line: string): ReadonlyMap<number, readonly CurvePoint[]> {
    return this.points.get(line) ?? new Map();
  }
}
