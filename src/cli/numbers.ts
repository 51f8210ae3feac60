/** Numbers from a file or standard input, one at a time: a long stream never stands in memory. */
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import Papa from 'papaparse';
import { CliError } from './cli-error.ts';
import { userPath } from './paths.ts';

/** One number a line, or the column of a CSV file with a header; blank lines are skipped. @throws CliError with file and line. */
export async function* numbersFrom(source: string, column: string | undefined): AsyncGenerator<number> {
  const name = source === '-' ? 'standard input' : basename(source);
  const input = source === '-' ? process.stdin : createReadStream(existing(source));
  let line = 0;
  let cellOf: ((text: string) => string) | undefined = column === undefined ? (text) => text : undefined;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line++;
    if (text.trim() === '') continue;
    if (cellOf) yield numberIn(cellOf(text), name, line);
    else cellOf = columnReader(text.replace(/^\uFEFF/, ''), column!, name);
  }
}

/** How to take that column out of a line, by the header. */
function columnReader(header: string, column: string, name: string): (text: string) => string {
  const delimiter = [',', ';', '\t'].reduce((best, next) => (header.split(next).length > header.split(best).length ? next : best));
  const cells = (text: string) => Papa.parse<string[]>(text, { delimiter }).data[0]?.map((cell) => cell.trim()) ?? [];
  const at = cells(header).indexOf(column);
  if (at < 0) throw new CliError(`--column: ${name} has no column "${column}". It has ${cells(header).join(', ')}.`);
  return (text) => cells(text)[at] ?? '';
}

function existing(source: string): string {
  const path = userPath(source);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new CliError(`${source} cannot be read. Give a file, or - for standard input.`);
  return path;
}

function numberIn(text: string, name: string, line: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new CliError(
      `${name}:${line}: "${text.trim().slice(0, 40)}" is not a finite number. Give one number a line, or name a --column of a CSV file.`,
    );
  return value;
}
