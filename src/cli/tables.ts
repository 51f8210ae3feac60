/** Columns of tables, for tests of samples and detectors: read as every table is, without a label. */
import { basename } from 'node:path';
import { DataError } from '../data/errors.ts';
import { drawnNote } from '../data/readers/draw.ts';
import { readTables } from '../data/readers/read-own.ts';
import type { ReadingOptions } from '../spec/reading-options.ts';
import { cellReadings, writtenCells, type CellReading } from '../data/readers/table-cells.ts';
import type { Table } from '../data/readers/table.ts';
import type { Batch } from '../detect/types.ts';
import { CliError } from './cli-error.ts';
import { note } from './desk.ts';
import { noteLine } from './note-line.ts';
import { openedFiles, saying } from './read-files.ts';

/** The rows of one file. */
export interface CellTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** @throws CliError that lists the columns there are. */
  reading(column: string): CellReading;
  /** `[rows]`, as it is written; empty where there is nothing. */
  cells(column: string): readonly string[];
  /** `[rows]`, NaN where there is nothing. @throws CliError where the column holds no numbers. */
  numbers(column: string): Float64Array;
}

/** Reads two files together, so that a column is the same in both; what was guessed goes to stderr. @throws CliError */
export async function readPair(reference: string, current: string, reading: ReadingOptions): Promise<[CellTable, CellTable]> {
  const files = await openedFiles([reference, current]);
  try {
    const table = await readTables(files, { reading }, { needsLabel: false });
    const readings = told(table);
    return [cellTable(table, 0, readings), cellTable(table, 1, readings)];
  } catch (error) {
    // Two files of one column each belong together whatever the columns are called.
    const apart = error instanceof DataError && error.message.includes('no column in common') ? await readApart(files, reading) : undefined;
    if (apart?.every(({ columns }) => columns.length === 1)) return apart as [CellTable, CellTable];
    return saying(files, () => Promise.reject(error as Error));
  }
}

const readApart = (files: readonly File[], reading: ReadingOptions): Promise<CellTable[]> =>
  Promise.all(files.map((file) => readOne(file, reading)));

/** @throws CliError */
export async function readSingle(source: string, reading: ReadingOptions): Promise<CellTable> {
  const [file] = await openedFiles([source]);
  return readOne(file!, reading);
}

/** @throws CliError */
export async function readOne(file: File, reading: ReadingOptions): Promise<CellTable> {
  return saying([file], async () => {
    const table = await readTables([file], { reading }, { needsLabel: false });
    return cellTable(table, 0, told(table));
  });
}

/** What the cells are, told. */
function told(table: Table): readonly CellReading[] {
  const readings = cellReadings(table);
  const drawn = drawnNote(Math.min(table.reservoir.seen, table.reservoir.limit), table.reservoir.seen);
  [...drawn, ...table.findings.told.map(noteLine)].forEach(note);
  if (table.reservoir.seen === 0)
    throw new DataError('there are no rows below the header', {
      remedy: 'Choose a file with rows below its header.',
      option: 'or say --header no',
    });
  return readings;
}

function cellTable(table: Table, file: number, readings: readonly CellReading[]): CellTable {
  const { name, places } = table.files[file]!;
  const left = Object.entries(table.reading.roles ?? {}).flatMap(([column, role]) => (role === 'ignore' ? [column] : []));
  const columns = places.filter((place) => table.shown.includes(place)).map((place) => table.names[place]!);
  const kept = columns.filter((column) => !left.includes(column));
  const slots = table.slotsInOrder().filter((slot) => (table.fileOf[slot] ?? 0) === file);
  const place = (column: string): number => {
    if (!columns.includes(column)) throw new CliError(`--column: ${name} has no column "${column}". It has ${columns.join(', ')}.`);
    return table.names.indexOf(column);
  };
  return {
    ...{ name, columns: kept, rows: slots.length },
    reading: (column) => readings[place(column)]!,
    cells: (column) => writtenCells(table.columns[place(column)]!, readings[place(column)]!, slots),
    numbers(column) {
      const reading = readings[place(column)]!;
      if (reading.kind !== 'numbers' && !reading.truth) throw notNumbers(name, column, reading);
      return reading.numbers(slots);
    },
  };
}

function notNumbers(name: string, column: string, { kind, sample }: CellReading): CliError {
  const what = kind === 'empty' ? 'it has no values' : `"${sample?.text.slice(0, 40) ?? ''}" is not a finite number`;
  const place = [basename(name), sample?.line, column].filter((part) => part !== undefined).join(':');
  return new CliError(`${place}: ${what}. Name a column of numbers, or correct its cells.`);
}

/** The numbers of a column that are there; how many are not is said. @throws CliError */
export function numbersOf(table: CellTable, column: string): number[] {
  const all = table.numbers(column);
  const there = Array.from(all.filter((value) => !Number.isNaN(value)));
  if (there.length < all.length)
    note(`${table.name}: ${all.length - there.length} of ${all.length} cells of “${column}” are empty and left out.`);
  if (there.length === 0) throw new CliError(`${table.name}: column "${column}" has no values.`);
  return there;
}

/** The cells of a column that are there. @throws CliError */
export const cellsOf = (table: CellTable, column: string): string[] => table.cells(column).filter((cell) => cell !== '');

/** The columns that hold numbers in both tables; others are left out, and said. @throws CliError where none does. */
export function numericColumns(a: CellTable, b: CellTable): string[] {
  const shared = a.columns.filter((column) => b.columns.includes(column));
  const isNumeric = (table: CellTable, column: string) => ['numbers'].includes(table.reading(column).kind);
  const numeric = shared.filter((column) => isNumeric(a, column) && isNumeric(b, column));
  const others = a.columns.filter((column) => !numeric.includes(column));
  if (numeric.length === 0)
    throw new CliError(`No column of ${a.name} and ${b.name} holds numbers. Name files with columns of numbers in common.`);
  if (others.length) note(`Columns that do not hold numbers in both files are left out: ${others.join(', ')}.`);
  return numeric;
}

/**
 * Rows of several columns of numbers, and 1 where a column of texts has a value, else 0; rows that lack a cell are left out, and said.
 * @throws CliError
 */
export function rowsOf(
  table: CellTable,
  names: readonly string[],
  indicators: readonly { readonly column: string; readonly value: string }[] = [],
): Batch {
  const texts = new Map(indicators.map(({ column }) => [column, table.cells(column)]));
  const columns = [
    ...names.map((name) => table.numbers(name)),
    ...indicators.map(({ column, value }) => Float64Array.from(texts.get(column)!, (cell) => (cell === '' ? NaN : Number(cell === value)))),
  ];
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) => columns.every((values) => !Number.isNaN(values[row]!)));
  if (rows.length < table.rows) note(`${table.name}: ${table.rows - rows.length} of ${table.rows} rows lack a value and are left out.`);
  if (rows.length === 0) throw new CliError(`${table.name} has no row with a value in every column.`);
  const width = columns.length;
  const x = new Float64Array(rows.length * width);
  rows.forEach((row, i) => columns.forEach((values, c) => (x[i * width + c] = values[row]!)));
  return { x, rows: rows.length, width };
}
