/** What the values of a column are like, looked at once. */
import type { Role } from '../../spec/roles.ts';
import type { ColumnReading } from './column-reading.ts';
import type { TableColumn } from './column.ts';
import type { ColumnFacts } from './guess-roles.ts';

/** A column that was read, before it is put where its role says. */
export interface ReadColumn {
  readonly column: TableColumn;
  readonly reading: ColumnReading;
  readonly facts: ColumnFacts;
  readonly role: Role;
}

/**
 * @param values `[rows]`.
 * @param y `[rows]`, the class of every row, of `classes`.
 */
export function factsOf(
  name: string,
  { kind, categories }: ColumnReading,
  values: Float64Array,
  y: Int32Array,
  classes: number,
): ColumnFacts {
  const rows = values.length;
  let [low, high, last] = [Infinity, -Infinity, -Infinity];
  let [whole, ascending, rising] = [true, true, true];
  for (let row = 0; row < rows; row++) {
    const value = values[row]!;
    if (value !== value) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    if (whole && value % 1 !== 0) whole = false;
    if (rising && value <= last) rising = false;
    if (ascending && value < last) ascending = false;
    last = value;
  }
  let distinct: number | undefined;
  return {
    ...{ name, kind, rows, values, low, high, whole, ascending, rising },
    ...(categories && { categories }),
    get distinct() {
      return (distinct ??= new Set(values.filter((value) => value === value)).size);
    },
    copiesLabel: (kind === 'categories' || kind === 'numbers') && isCopy(values, y, classes),
  };
}

/** Whether every value stands for one class, and every class for one value. */
function isCopy(values: Float64Array, y: Int32Array, classes: number): boolean {
  const classOf = new Map<number, number>();
  const taken = new Set<number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const known = classOf.get(value);
    if (known === undefined) {
      if (value !== value || taken.has(y[row]!)) return false;
      classOf.set(value, y[row]!);
      taken.add(y[row]!);
    } else if (known !== y[row]) return false;
  }
  return classOf.size === classes;
}

const LOOKED_AT = 2000;
const BINS = 64;
/** Rows of a bin, so that a majority is no accident. */
const ROWS_OF_BIN = 20;
const TELLING = 0.99;

/** Whether the values alone tell nearly every row's class: 99 % of each class, by the majority in at most 64 bins of equally many rows. */
export function tellsLabel(values: Float64Array, y: Int32Array, classes: number): boolean {
  const step = Math.max(1, values.length / LOOKED_AT);
  const rows: number[] = [];
  for (let at = 0; at < values.length; at += step) if (values[Math.floor(at)] === values[Math.floor(at)]) rows.push(Math.floor(at));
  if (rows.length < 100) return false;
  rows.sort((a, b) => values[a]! - values[b]!);
  const size = Math.max(ROWS_OF_BIN, rows.length / BINS);
  const [right, all] = [new Float64Array(classes), new Float64Array(classes)];
  for (let start = 0; start < rows.length;) {
    let end = Math.min(rows.length, Math.floor(start + size) || 1);
    // Equal values stay together.
    while (end < rows.length && values[rows[end]!] === values[rows[end - 1]!]) end++;
    const counts = new Float64Array(classes);
    for (let i = start; i < end; i++) counts[y[rows[i]!]!]!++;
    right[counts.indexOf(Math.max(...counts))]! += Math.max(...counts);
    counts.forEach((count, c) => (all[c]! += count));
    start = end;
  }
  return (
    all.filter((count) => count > 0).length > 1 && all.every((count, c) => count === 0 || (count >= 5 && right[c]! >= TELLING * count))
  );
}
