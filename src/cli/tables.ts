/** Columns of tables, for tests of samples and detectors: read as every table is, without a label. */
import { readCellTables, type CellTable } from '../data/readers/cell-table.ts';
import type { ReadingOptions } from '../spec/reading-options.ts';
import type { Batch } from '../detect/types.ts';
import { CliError } from './cli-error.ts';
import { note } from './desk.ts';
import { noteLine } from './note-line.ts';
import { openedFiles, refusingData, saying } from './read-files.ts';

export type { CellTable } from '../data/readers/cell-table.ts';

/** Reads two files together; what was guessed goes to stderr. @throws CliError, as everything asked of them does */
export async function readPair(reference: string, current: string, reading: ReadingOptions): Promise<[CellTable, CellTable]> {
  const tables = await readAll(await openedFiles([reference, current]), reading);
  return tables as [CellTable, CellTable];
}

/** @throws CliError */
export async function readSingle(source: string, reading: ReadingOptions): Promise<CellTable> {
  const [file] = await openedFiles([source]);
  return readOne(file!, reading);
}

/** @throws CliError */
export async function readOne(file: File, reading: ReadingOptions): Promise<CellTable> {
  const [table] = await readAll([file], reading);
  return table!;
}

async function readAll(files: readonly File[], reading: ReadingOptions): Promise<CellTable[]> {
  const { tables, notes } = await saying(files, () => readCellTables(files, reading));
  notes.map(noteLine).forEach(note);
  return tables.map(inWords);
}

/** What a table refuses is told as what the command line refuses. */
const inWords = (table: CellTable): CellTable => ({
  ...table,
  reading: (column) => refusingData('--column', () => table.reading(column)),
  cells: (column) => refusingData('--column', () => table.cells(column)),
  numbers(column) {
    refusingData('--column', () => table.reading(column));
    return refusingData(undefined, () => table.numbers(column));
  },
});

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
