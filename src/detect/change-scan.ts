/**
 * Where in time rows changed most: of seventeen cuts, the one before and after which inputs and labels differ most, together.
 *
 * For every column the table of (cell, label) is counted, numbers in five bins of equal size, and both sides of a cut are compared by the
 * two-sample chi-square of that table, so that a moved input, a moved share of labels and a moved rule all count (a rule that moves leaves both
 * margins as they are). The sum over columns of chi-square less its degrees of freedom, in units of its spread √(2 df), is largest at the cut.
 */
import { quantile } from '../data/quantile.ts';
import type { Samples } from '../data/types.ts';
import { ascending } from './two-sample/define.ts';

const BINS = 5;
/** Of a column of categories; further ones count as one. */
const MOST_CODES = 12;
/** Columns that are looked at, evenly chosen where there are more. */
const MOST_COLUMNS = 100;
/** Cuts at these shares of the rows: nearer the ends too few rows remain. */
const SHARES = Array.from({ length: 17 }, (_, i) => 0.1 + 0.05 * i);

export interface FoundCut {
  /** In the unit of `Samples.time`: rows from it on are new. */
  readonly at: number;
  /** Share of the rows before it. */
  readonly before: number;
  /** Columns (by index of the input) that changed, the most first, each with Cramér's V of its table, 0 … 1. */
  readonly columns: readonly { readonly column: number; readonly effect: number }[];
}

/** @param samples `[rows]` with times and labels. Undefined where fewer than two times are known. */
export function whereItChanged({ time, x, y, rows }: Samples): FoundCut | undefined {
  if (!time) return undefined;
  const order = Int32Array.from({ length: rows }, (_, row) => row)
    .filter((row) => !Number.isNaN(time[row]!))
    .sort((a, b) => time[a]! - time[b]!);
  const cuts = [...new Set(SHARES.map((share) => time[order[Math.floor(share * order.length)]!]!))].filter((at) => at > time[order[0]!]!);
  if (cuts.length === 0) return undefined;
  const width = x.length / Math.max(1, rows);
  const chosen = Array.from({ length: Math.min(width, MOST_COLUMNS) }, (_, i) => Math.floor((i * width) / Math.min(width, MOST_COLUMNS)));
  const ends = cuts.map((at) => lowerEnd(order, time, at));
  const classes = y.reduce((most, label) => Math.max(most, label), 0) + 1;
  const found = chosen.map((column) => ({ column, ...changeOf(codesOf(x, column, width, order), y, classes, order, ends) }));
  const score = cuts.map((_, c) => found.reduce((sum, { chi2, df }) => sum + (chi2[c]! - df) / Math.sqrt(2 * Math.max(1, df)), 0));
  const best = score.indexOf(Math.max(...score));
  return {
    at: cuts[best]!,
    before: ends[best]! / order.length,
    columns: found
      .map(({ column, chi2 }) => ({ column, effect: Math.sqrt(chi2[best]! / order.length) }))
      .sort((a, b) => b.effect - a.effect),
  };
}

/** How many rows, in order, come before that time. */
function lowerEnd(order: Int32Array, time: Float64Array, at: number): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[order[middle]!]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `[order]`, which cell of a table each row's value is counted in; a missing value has a cell of its own. */
function codesOf(x: Float32Array, column: number, width: number, order: Int32Array): Int32Array {
  const values = Float64Array.from(order, (row) => x[row * width + column]!);
  const known = ascending(values.filter((value) => !Number.isNaN(value)));
  const distinct = new Set(known);
  const edges =
    distinct.size <= MOST_CODES
      ? [...distinct].slice(1)
      : [...new Set(Array.from({ length: BINS - 1 }, (_, i) => quantile(known, (i + 1) / BINS)))];
  return Int32Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1 + edges.filter((edge) => value >= edge).length));
}

/** The two-sample chi-square of (code, label) before and after each end, and its degrees of freedom. */
function changeOf(codes: Int32Array, y: Int32Array, classes: number, order: Int32Array, ends: readonly number[]) {
  const cells = (codes.reduce((most, code) => Math.max(most, code), 0) + 1) * classes;
  const before = new Float64Array(cells);
  const total = new Float64Array(cells);
  codes.forEach((code, i) => total[code * classes + y[order[i]!]!]!++);
  let df = -1;
  for (const count of total) df += Number(count > 0);
  let from = 0;
  const chi2 = ends.map((end) => {
    for (; from < end; from++) before[codes[from]! * classes + y[order[from]!]!]!++;
    const share = end / codes.length;
    let sum = 0;
    for (let cell = 0; cell < cells; cell++) {
      const expected = total[cell]! * share;
      // Both sides of a cell lie equally far from what is expected, in opposite directions.
      if (total[cell]! > 0) sum += (before[cell]! - expected) ** 2 / (expected * (1 - share));
    }
    return sum;
  });
  return { chi2, df: Math.max(1, df) };
}
