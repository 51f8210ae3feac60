/** What the label of a table comes to: classes, or a number and the classes of its quantiles. */
import { DataError } from '../errors.ts';
import { BEYOND, FIRST, NUMBER, type TableColumn } from './column.ts';
import { missingRule, readColumn } from './column-reading.ts';
import { decimalMark } from './decimal-mark.ts';
import { classesOf, tooManyClasses } from './label-classes.ts';
import { MIN_ROWS_PER_CLASS } from './limits.ts';
import { looksNumeric, quantileClasses } from './numeric-target.ts';
import type { DecimalMark } from '../../spec/reading-options.ts';
import type { Table } from './table.ts';

export interface TableLabel {
  /** The slots of the rows that have a label, in order. */
  readonly slots: Int32Array;
  /** `[slots.length]` */
  readonly y: Int32Array;
  readonly classes: readonly string[];
  readonly target?: { readonly name: string; readonly values: Float64Array; readonly edges: readonly number[] };
  /** Rows that were skipped as they have no label. */
  readonly skipped: number;
  /** What its cells are, for the report. */
  readonly cells: string;
}

const QUARTERS = 4;
/** A class may be called so. */
const NAMES = /^(na|none|null)$/i;
const FREQUENT = 0.05;

/** @throws DataError when it cannot be told. */
export function tableLabel(table: Table, order: Int32Array, convention: DecimalMark | undefined): TableLabel {
  const { reading, findings } = table;
  const column = table.columns[table.label]!;
  const rule = missingRule(reading.missing);
  const kept = column.declared || reading.missing ? undefined : keptName(table, column);
  const isMissing = (text: string) => text !== kept && !column.declared && rule(text);
  const { mark } = reading.decimal ? { mark: reading.decimal } : decimalMark(column, convention, table.separator);
  const read = readColumn(column, { decimal: mark, isMissing, missing: reading.missing, strict: reading.decimal !== undefined });
  const { name } = column;
  if (read.kind === 'numbers' && reading.target !== 'classes') {
    const values = read.values(order);
    const there = values.filter((value) => !Number.isNaN(value));
    const declared = table.declared.numeric?.[table.label] === true;
    if (reading.target === 'number' || reading.classes?.startsWith('quantiles') || looksNumeric(countsOf(there), declared)) {
      const parts = Number(/^quantiles:(\d+)$/.exec(reading.classes ?? '')?.[1] ?? QUARTERS);
      const { edges, classes, y } = quantileClasses(there, parts, name);
      const distinct = new Set(there).size;
      findings.guess(
        { what: 'target', value: 'number', reason: `“${name}” has ${distinct} different numbers`, flag: '--target classes' },
        `“${name}” is a number (${distinct} different values); ${classes.length === QUARTERS ? 'it is told as one, and its quarters stand for classes' : `its classes are ${classes.length} quantiles`}: ${classes.join(', ')}.`,
      );
      return {
        ...{ slots: order.filter((_, i) => !Number.isNaN(values[i]!)), y, classes, cells: `${distinct} different numbers` },
        target: { name, values: there, edges },
        skipped:
          skippedRows(table, column, isMissing) +
          [...read.stray, ...read.marks].reduce((sum, { text, count }) => sum + (isMissing(text) ? 0 : count), 0),
      };
    }
  } else if (reading.target === 'number') {
    const [example] = column.texts.filter(({ plain, mark: isMark }) => !plain && !isMark);
    throw new DataError(
      `“${name}” holds no numbers alone${example ? ` (line ${example.line} holds “${example.text.slice(0, 40)}”)` : ''}`,
      { column: name, remedy: 'Choose a column of numbers, or tell classes.', option: 'leave out --target number' },
    );
  }
  return classLabel(table, order, column, isMissing);
}

function classLabel(table: Table, order: Int32Array, column: TableColumn, isMissing: (text: string) => boolean): TableLabel {
  const { reading, findings } = table;
  const { codes, texts, name } = column;
  const codeOf = (slot: number) => (codes && slot < codes.length ? codes[slot]! : NUMBER);
  const counts = new Int32Array(texts.length);
  let unspelt = 0;
  for (const slot of order) {
    const code = codeOf(slot);
    if (code >= FIRST) counts[code - FIRST]!++;
    else if (code === NUMBER || code === BEYOND) unspelt++;
  }
  if (unspelt > 0)
    throw tooManyClasses(
      name,
      texts.every(({ plain }) => plain),
    );
  const labels = texts.flatMap(({ text }, i) => (isMissing(text) || counts[i] === 0 ? [] : [i]));
  if (labels.length === 0) throw new DataError('no row has a label', { remedy: 'Choose a file with labelled rows below the header line.' });
  const spellings = labels.map((i) => ({ text: texts[i]!.text, count: counts[i]! }));
  const exact = reading.classes === 'exact';
  const { classes, classOf } = classesOf(spellings, { name, declared: column.declared, exact }, findings);
  const classOfText = new Int32Array(texts.length).fill(-1);
  labels.forEach((i, k) => (classOfText[i] = classOf[k]!));
  const slots = order.filter((slot) => codeOf(slot) >= FIRST && classOfText[codeOf(slot) - FIRST]! >= 0);
  return {
    ...{ slots, classes, cells: `${classes.length} classes`, y: slots.map((slot) => classOfText[codeOf(slot) - FIRST]!) },
    skipped: skippedRows(table, column, isMissing),
  };
}

/** NA, None or null as the name of a class: it is frequent, and no other mark says that a label is missing. */
function keptName(table: Table, { texts, counts }: TableColumn): string | undefined {
  const marks = texts.filter(({ mark, count }) => mark && count > 0);
  const [only] = marks;
  const words = texts.filter(({ plain, mark }) => !plain && !mark);
  if (!only || marks.length > 1 || table.unlabelled > 0 || words.length === 0 || !NAMES.test(only.text)) return undefined;
  if (only.count < Math.max(MIN_ROWS_PER_CLASS, FREQUENT * counts.cells)) return undefined;
  table.findings.guess(
    {
      what: 'class',
      value: only.text,
      reason: `${only.count} of ${counts.cells} labels are “${only.text}”, and no other mark says that one is missing`,
      flag: `--missing ${only.text}`,
    },
    `“${only.text}” is read as a class: ${only.count} of ${counts.cells} labels are so, and no other mark says that a label is missing.`,
  );
  return only.text;
}

/** Rows of the files without a label: an empty cell, or a mark of a missing value. */
function skippedRows(table: Table, { texts }: TableColumn, isMissing: (text: string) => boolean): number {
  return table.unlabelled + texts.reduce((sum, { text, count }) => sum + (isMissing(text) ? count : 0), 0);
}

function countsOf(values: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
