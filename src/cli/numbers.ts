/** Numbers from a file or standard input: one a line as they come, or a column of a table. */
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ReadingOptions } from '../spec/reading-options.ts';
import { CliError } from './cli-error.ts';
import { NumberLines } from './number-lines.ts';
import { userPath } from './paths.ts';
import { numbersOf, readOne, readSingle } from './tables.ts';

/** What is read of a file at once, in bytes. */
const CHUNK = 1 << 18;

/**
 * In batches: one number a line, blank lines skipped; or the column of a table, cells without a value skipped and said.
 * @throws CliError with file and line.
 */
export async function* numbersFrom(source: string, column: string | undefined, reading: ReadingOptions): AsyncGenerator<ArrayLike<number>> {
  if (column !== undefined) {
    const table = source === '-' ? await readOne(await standardInput(), reading) : await readSingle(source, reading);
    yield numbersOf(table, column);
    return;
  }
  const name = source === '-' ? 'standard input' : basename(source);
  const input = source === '-' ? process.stdin : createReadStream(existing(source), { highWaterMark: CHUNK });
  const lines = new NumberLines((text, line) => notNumber(text, name, line));
  for await (const part of input) yield* lines.of(part as Buffer);
  yield* lines.of(new Uint8Array(0), true);
}

async function standardInput(): Promise<File> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of process.stdin) parts.push(new Uint8Array(part as Buffer));
  return new File(parts, 'standard input');
}

function existing(source: string): string {
  const path = userPath(source);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new CliError(`${source} cannot be read. Give a file, or - for standard input.`);
  return path;
}

function notNumber(text: string, name: string, line: number): never {
  throw new CliError(
    `${name}:${line}: "${text.trim().slice(0, 40)}" is not a finite number. Give one number a line, or name a --column of a CSV file.`,
  );
}
