/** Columns of tables as they are written, for whoever asks for no inputs and labels: read as every table is, without a label. */
import { DataError } from '../errors.ts';
import type { Note } from '../report.ts';
import type { ReadingOptions } from '../../spec/reading-options.ts';
import { drawnNote } from './draw.ts';
import { readTables } from './read-own.ts';
import { cellReadings, writtenCells, type CellReading } from './table-cells.ts';
import type { Table } from './table.ts';

/** The rows of one file. */
export interface CellTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** @throws DataError that lists the columns there are. */
  reading(column: string): CellReading;
  /** `[rows]`, as it is written; empty where there is nothing. @throws DataError that lists the columns there are. */
  cells(column: string): readonly string[];
  /** `[rows]`, NaN where there is nothing. @throws DataError where the column holds no numbers. */
  numbers(column: string): Float64Array;
}

/** Tables in the order of their files, and what was guessed of them. */
export interface CellTables {
  readonly tables: readonly CellTable[];
  readonly notes: readonly Note[];
}

/** Reads files together, so that a column is the same in all; two files of one column each belong together whatever those are called. @throws DataError */
export async function readCellTables(files: readonly File[], reading: ReadingOptions): Promise<CellTables> {
  try {
    return tablesOf(await readTables(files, { reading }, { needsLabel: false }), files.length);
  } catch (error) {
    const foreign = error instanceof DataError && error.message.includes('no column in common');
    if (!foreign) throw error;
    const apart = await Promise.all(files.map((file) => readCellTables([file], reading)));
    if (!apart.every(({ tables: [only] }) => only!.columns.length === 1)) throw error;
    return { tables: apart.flatMap(({ tables }) => tables), notes: apart.flatMap(({ notes }) => notes) };
  }
}

function tablesOf(table: Table, files: number): CellTables {
  const { seen, limit } = table.reservoir;
  if (seen === 0)
    throw new DataError('there are no rows below the header', {
      remedy: 'Choose a file with rows below its header.',
      option: 'or say --header no',
    });
  const readings = cellReadings(table);
  const drawn = drawnNote(Math.min(seen, limit), seen).map((text) => ({ text }));
  return {
    tables: Array.from({ length: files }, (_, file) => cellTable(table, file, readings)),
    notes: [...drawn, ...table.findings.told],
  };
}

function cellTable(table: Table, file: number, readings: readonly CellReading[]): CellTable {
  const { name, places } = table.files[file]!;
  const left = Object.entries(table.reading.roles ?? {}).flatMap(([column, role]) => (role === 'ignore' ? [column] : []));
  const columns = places.filter((place) => table.shown.includes(place)).map((place) => table.names[place]!);
  const kept = columns.filter((column) => !left.includes(column));
  const slots = table.slotsInOrder().filter((slot) => (table.fileOf[slot] ?? 0) === file);
  const place = (column: string): number => {
    if (!columns.includes(column)) throw new DataError(`${name} has no column "${column}"`, { remedy: `It has ${columns.join(', ')}.` });
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

function notNumbers(name: string, column: string, { kind, sample }: CellReading): DataError {
  const what = kind === 'empty' ? 'it has no values' : `"${sample?.text.slice(0, 40) ?? ''}" is not a finite number`;
  const place = [name.split(/[\\/]/).at(-1), sample?.line, column].filter((part) => part !== undefined).join(':');
  return new DataError(`${place}: ${what}`, { remedy: 'Name a column of numbers, or correct its cells.' });
}

/** Some rows of a table. */
export const partOfTable = (table: CellTable, rows: readonly number[], name: string): CellTable => ({
  ...table,
  name,
  rows: rows.length,
  cells: (column) => {
    const all = table.cells(column);
    return rows.map((row) => all[row]!);
  },
  numbers: (column) => {
    const all = table.numbers(column);
    return Float64Array.from(rows, (row) => all[row]!);
  },
});
