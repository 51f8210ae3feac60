/** A number to be told, and the classes that its quantiles make. */
import { DataError } from '../errors.ts';
import { namesOf, partOf } from '../parts-of-range.ts';
import { quantile } from '../quantile.ts';

export interface Quantiles {
  /** Ascending; a value up to `edges[i]` is in class i at most. */
  readonly edges: readonly number[];
  readonly classes: readonly string[];
  readonly y: Int32Array;
}

/**
 * Classes of about equally many rows; fewer than asked for where many values are equal.
 * @throws DataError when all values are equal.
 */
export function quantileClasses(values: Float64Array, parts: number, column: string): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const last = sorted.at(-1)!;
  const all = Array.from({ length: parts - 1 }, (_, i) => quantile(sorted, (i + 1) / parts));
  const edges = [...new Set(all)].filter((edge) => edge < last);
  if (edges.length === 0)
    throw new DataError(`all rows have the same value of “${column}”, or nearly all`, {
      column,
      remedy: 'Choose a label that differs between rows.',
    });
  return { edges, classes: namesOf(edges, undefined), y: Int32Array.from(values, (value) => partOf(edges, value)) };
}

/** More different numbers than this are no classes, unless they count up from 0 or 1 and each is frequent. */
const MOST_NUMBERS = 20;
const MOST_FRACTIONS = 5;
const MOST_DECLARED = 5;

/** Whether a label of numbers is a number to be told rather than a class. `counts` by value, ascending. */
export function looksNumeric(counts: ReadonlyMap<number, number>, declared: boolean): boolean {
  const values = [...counts.keys()];
  if (values.some((value) => value % 1 !== 0)) return values.length > MOST_FRACTIONS;
  if (values.length <= (declared ? MOST_DECLARED : MOST_NUMBERS)) return false;
  if (declared) return true;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const all = [...counts.values()].reduce((a, b) => a + b, 0);
  const countsUp = (low === 0 || low === 1) && high - low + 1 === values.length && values.length <= 200;
  return !(countsUp && Math.min(...counts.values()) >= (0.3 * all) / values.length);
}
