/** Columns of small CSV files, for tests of two samples. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import Papa from 'papaparse';
import type { Batch } from '../detect/types.ts';
import { CliError } from './cli-error.ts';
import { userPath } from './paths.ts';

/** Largest file that is read whole. */
const MAX_BYTES = 256_000_000;

export interface TextTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** `[rows][columns]`, trimmed. */
  readonly rows: readonly (readonly string[])[];
  /** Line of the first row, from 1. */
  readonly firstLine: number;
}

/** Reads it; a first line of numbers alone is data, and the columns are then called 1, 2, …. @throws CliError */
export function readTable(source: string): TextTable {
  const path = userPath(source);
  const stat = statSync(path, { throwIfNoEntry: false });
  const name = basename(source);
  if (!stat?.isFile()) throw new CliError(`${source} cannot be read. Give a CSV file.`);
  if (stat.size > MAX_BYTES)
    throw new CliError(
      `${name} has ${(stat.size / 1e6).toFixed(0)} MB; at most ${MAX_BYTES / 1e6} MB can be compared. Take a random sample of its rows.`,
    );
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true, delimitersToGuess: [',', ';', '\t'] });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) throw new CliError(`${name}: ${broken.message} (row ${(broken.row ?? 0) + 1}). Close the quotation mark.`);
  const rows = data.map((cells) => cells.map((cell) => cell.trim()));
  const [first] = rows;
  if (!first) throw new CliError(`${name} is empty.`);
  const headless = first.every((cell) => cell !== '' && Number.isFinite(Number(cell)));
  const columns = headless ? first.map((_, i) => String(i + 1)) : first;
  const body = headless ? rows : rows.slice(1);
  const ragged = body.findIndex((cells) => cells.length !== columns.length);
  if (ragged >= 0)
    throw new CliError(`${name}:${ragged + (headless ? 1 : 2)}: ${body[ragged]!.length} cells, the header has ${columns.length}.`);
  if (body.length === 0) throw new CliError(`${name} has no rows below its header.`);
  return { name, columns, rows: body, firstLine: headless ? 1 : 2 };
}

/** The cells of a column. @throws CliError that lists the columns there are. */
export function cellsOf({ name, columns, rows }: TextTable, column: string): string[] {
  const at = columns.indexOf(column);
  if (at < 0) throw new CliError(`--column: ${name} has no column "${column}". It has ${columns.join(', ')}.`);
  return rows.map((cells) => cells[at]!);
}

/** The numbers of a column. @throws CliError with the line of what is none. */
export function numbersOf(table: TextTable, column: string): number[] {
  return cellsOf(table, column).map((cell, row) => {
    const value = Number(cell);
    if (cell === '' || !Number.isFinite(value))
      throw new CliError(
        `${table.name}:${row + table.firstLine}:${column}: "${cell.slice(0, 40)}" is not a finite number. Correct or remove the row.`,
      );
    return value;
  });
}

/** Rows of several numeric columns. @throws CliError with the line of what is none. */
export function rowsOf(table: TextTable, names: readonly string[]): Batch {
  const columns = names.map((name) => numbersOf(table, name));
  const rows = table.rows.length;
  return {
    x: Float64Array.from({ length: rows * names.length }, (_, i) => columns[i % names.length]![Math.floor(i / names.length)]!),
    rows,
    width: names.length,
  };
}
