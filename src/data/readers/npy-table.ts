/** NumPy arrays `[rows, features]` and their labels as a table. */
import { embeddingNote } from './embeddings.ts';
import { DataError } from '../errors.ts';
import { hashArrays } from '../hash.ts';
import type { Column, DataCard, Dataset } from '../types.ts';
import { drawnNote, drawRows } from './draw.ts';
import type { Findings } from './findings.ts';
import { Labels } from './labels.ts';
import { MAX_COLUMNS, rowLimit } from './limits.ts';
import type { NpyArray } from './npy.ts';
import { looksNumeric, quantileClasses } from './numeric-target.ts';
import type { ReadingOptions } from '../../spec/reading-options.ts';
import { fitted } from './single-precision.ts';
import { codeUnits, hashable } from './typed.ts';

const CARD: DataCard = {
  summary: 'NumPy arrays of your own, read on this device.',
  origin: 'yours',
  source: 'a file you chose; it never leaves this browser',
  licence: 'yours to know',
};

interface Arrays {
  readonly x: NpyArray;
  readonly y: NpyArray;
}

interface NpyTableFacts {
  readonly title: string;
  readonly reading: ReadingOptions;
  readonly findings: Findings;
  /** What each row of the arrays, one after the other, is for: an index into `parts`. */
  readonly part?: (row: number) => number;
}

/** A class as it is written. @throws DataError when it is neither a whole number nor a text. */
export function labelOf(y: NpyArray, row: number): string {
  if (/^[US]/.test(y.type)) return y.textAt(row).trim();
  const label = y.at(row);
  if (Number.isSafeInteger(label)) return String(label);
  throw new DataError(`the labels ${y.name} hold ${label} in row ${row}: it is no whole number`, {
    remedy: 'Save the classes as integers or texts; of a number to be told, save a table (CSV).',
    option: 'with --target number',
  });
}

/** @throws DataError when there are too many columns, or a number is infinite. */
export function npyTable(pairs: readonly Arrays[], { title, reading, findings, part }: NpyTableFacts): Dataset {
  const features = pairs[0]!.x.shape[1]!;
  if (features >= MAX_COLUMNS) {
    throw new DataError(`${pairs[0]!.x.name} has ${features} columns; at most ${MAX_COLUMNS - 1} can be used`, {
      remedy: 'Leave out columns that say little about the label.',
    });
  }
  const before = pairs.map((_, p) => pairs.slice(0, p).reduce((sum, { x }) => sum + x.shape[0]!, 0));
  const total = pairs.reduce((sum, { x }) => sum + x.shape[0]!, 0);
  const drawn = drawRows(total, rowLimit(features, reading.rows));
  findings.notes.push(...drawnNote(drawn.length, total));
  const rows = Array.from(drawn, (row) => {
    const p = before.findLastIndex((start) => start <= row);
    return { pair: pairs[p]!, local: row - before[p]! };
  });
  const { slots, y, classes, target } = labelsOf(rows, reading, findings);
  const x = new Float32Array(slots.length * features);
  const embedding = /^emb/i.test(pairs[0]!.x.name);
  if (embedding) findings.notes.push(embeddingNote(`The ${features} columns of ${pairs[0]!.x.name}`));
  const columns = Array.from({ length: features }, (_, f): Column => {
    const { values, offset, scale } = columnOf(rows, slots, f);
    for (let i = 0; i < slots.length; i++) x[i * features + f] = values[i]!;
    const name = `x${f}`;
    if (offset !== undefined || scale !== undefined)
      findings.guess(
        {
          what: `scale of “${name}”`,
          value: `(value − ${offset ?? 0}) / ${scale ?? 1}`,
          reason: 'single precision would lose its differences',
        },
        `Column “${name}” is counted${offset === undefined ? '' : ` from ${offset}`}${scale === undefined ? '' : ` in units of ${scale}`}: single precision would lose its differences.`,
      );
    return {
      name,
      kind: 'numeric',
      ...(embedding && { embedding }),
      ...(offset !== undefined && { offset }),
      ...(scale !== undefined && { scale }),
    };
  });
  const constant = columns.filter((_, f) => slots.every((_slot, i) => Object.is(x[i * features + f], x[f])));
  findings.notes.splice(drawn.length < total ? 1 : 0, 0, ...constantNotes(constant));
  const own = part && Uint8Array.from(slots, (slot) => part(drawn[slot]!));
  const further = [...(target ? [target.values] : []), ...(own ? [own] : [])].map(hashable);
  return {
    id: 'own',
    title,
    card: CARD,
    samples: { rows: slots.length, inputShape: [features], x, y, ...(target && { target: target.values }), ...(own && { part: own }) },
    columns,
    classes,
    ...(target && { target: { name: 'y', edges: target.edges } }),
    sha256: hashArrays(x, y, codeUnits(JSON.stringify([columns, classes])), ...further),
    report: findings.report([title], total, slots.length),
    notes: findings.notes,
  };
}

interface Row {
  readonly pair: Arrays;
  readonly local: number;
}

/** Classes, or quantiles of a number to be told. */
function labelsOf(rows: readonly Row[], reading: ReadingOptions, findings: Findings) {
  const all = Int32Array.from({ length: rows.length }, (_, i) => i);
  const text = rows.some(({ pair }) => /^[US]/.test(pair.y.type));
  const values = Float64Array.from(rows, ({ pair, local }) => pair.y.at(local));
  const asked = reading.target === 'number' || reading.classes?.startsWith('quantiles') === true;
  const counts = new Map<number, number>();
  if (!text) for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (!text && reading.target !== 'classes' && (asked || looksNumeric(counts, false)) && values.every(Number.isFinite)) {
    const parts = Number(/^quantiles:(\d+)$/.exec(reading.classes ?? '')?.[1] ?? 4);
    const { edges, classes, y } = quantileClasses(values, parts, 'y');
    findings.guess(
      { what: 'target', value: 'number', reason: `y has ${counts.size} different numbers`, flag: '--target classes' },
      `y is a number (${counts.size} different values); its classes are quantiles: ${classes.join(', ')}.`,
    );
    return { slots: all, y, classes, target: { values, edges } };
  }
  const labels = new Labels('y', undefined, reading.classes === 'exact');
  rows.forEach(({ pair, local }, slot) => labels.push(labelOf(pair.y, local), slot));
  return { ...labels.finish(all, findings), target: undefined };
}

/** Differences of 64-bit integers are taken before anything is rounded. */
function columnOf(rows: readonly Row[], slots: Int32Array, f: number) {
  const at = (slot: number) => {
    const { pair, local } = rows[slot]!;
    return { x: pair.x, i: local * pair.x.shape[1]! + f, local };
  };
  const values = Float64Array.from(slots, (slot) => {
    const { x, i, local } = at(slot);
    return finite(x, x.at(i), local, f);
  });
  let [low, high, whole] = [Infinity, -Infinity, true];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
    if (value % 1 !== 0 && !Number.isNaN(value)) whole = false;
  }
  const exact = rows.every(({ pair }) => pair.x.bigAt);
  if (!exact || Math.max(Math.abs(low), Math.abs(high)) <= Number.MAX_SAFE_INTEGER) return fitted(values, low, high, whole);
  const numbers = Array.from(slots, (slot) => at(slot).x.bigAt!(at(slot).i));
  const least = numbers.reduce((a, b) => (b < a ? b : a));
  const differences = Float64Array.from(numbers, (value) => Number(value - least));
  const { values: moved, scale } = fitted(
    differences,
    0,
    differences.reduce((a, b) => Math.max(a, b), 0),
    true,
  );
  return { values: moved, offset: Number(least), ...(scale !== undefined && { scale }) };
}

function constantNotes(columns: readonly Column[]): string[] {
  if (columns.length > 3)
    return [`${columns.length} columns have the same value in every row, such as “${columns[0]!.name}”: they say nothing about the label.`];
  return columns.map(({ name }) => `Column “${name}” has the same value in every row: it says nothing about the label.`);
}

/** A finite number, or NaN for a missing one. */
function finite({ name }: NpyArray, value: number, row: number, column: number): number {
  if (Math.abs(value) !== Infinity) return value;
  throw new DataError(`${name} holds ${value} in row ${row}, column ${column}: it is not finite`, {
    remedy: 'Replace it, or set it to NaN to mark it as missing.',
  });
}
