/** Reading JSON lines, a JSON array of flat objects, or an object of columns, as a table. */
import { DataError } from '../errors.ts';
import type { ByteChunks } from './byte-chunks.ts';
import { sinkCells } from './csv-records.ts';
import { rowsOfColumns } from './json-columns.ts';
import { lineFeeds } from './line-ends.ts';
import { jsonValues, type JsonValue } from './json-values.ts';
import type { Table } from './table.ts';
import { textChunks } from './text-chunks.ts';
import { wellFormed } from '../../spec/well-formed.ts';
import { halvesNote } from './typed.ts';

/**
 * Adds the objects of a file to a table. The keys of the first are the columns; a key that an object lacks, and `null`, is a
 * missing cell. Strings are read as cells of a CSV file are, so `"5"` is the number 5; `true` and `false` are categories.
 * @throws DataError with line and key for anything that is not an object of scalars.
 */
export async function readJsonInto(table: Table, bytes: ByteChunks, file: string): Promise<void> {
  const { reading, findings } = table;
  const onEncoding = (value: string, reason: string) =>
    findings.guess({ what: `encoding of ${file}`, value, reason, flag: '--encoding' }, `${file} is read as ${value}: ${reason}.`);
  let keys: ReadonlySet<string> | undefined;
  let [extra, halves] = [false, false];
  const whole = (text: string): string => {
    const mended = wellFormed(text);
    halves ||= mended !== text;
    return mended;
  };
  const onColumns = () => findings.notes.push(`${file} holds an object of columns; its rows are read across them.`);
  for await (const { line, value } of rowsIn(
    jsonValues(lineFeeds(textChunks(bytes, { encoding: reading.encoding, onEncoding }))),
    onColumns,
  )) {
    const row = objectOf(value, line);
    if (!keys) {
      keys = new Set(row.keys());
      table.begin(
        file,
        [...keys].map((key) => whole(key.trim())),
        line,
      );
    }
    const known = keys;
    const cells = [...known].map((key) => cellOf(row.get(key), key, line, whole));
    const unknown = extra ? undefined : [...row.keys()].find((key) => !known.has(key));
    if (unknown !== undefined) {
      extra = true;
      findings.warn(`Keys that the first object does not have were ignored, such as “${unknown}” on line ${line}.`);
    }
    sinkCells(cells, line, table.push);
  }
  if (halves) findings.notes.push(halvesNote(file));
  if (!keys)
    throw new DataError('the file holds no objects', { remedy: 'Give one flat object a line (JSON lines), or one array of flat objects.' });
}

/** Objects as they come; of an object of columns its rows. */
async function* rowsIn(values: AsyncIterable<JsonValue>, onColumns: () => void): AsyncGenerator<JsonValue, void> {
  for await (const each of values) {
    const rows = each.whole && rowsOfColumns(each.value);
    if (!rows) {
      yield each;
      continue;
    }
    onColumns();
    for (const value of rows) yield { line: each.line, value };
  }
}

function objectOf(value: unknown, line: number): ReadonlyMap<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Map(Object.entries(value));
  throw new DataError(`line ${line} holds ${kindOf(value)}, not an object`, {
    line,
    remedy: 'Give every row as a flat object, such as {"size": 3, "label": "a"}.',
  });
}

function cellOf(value: unknown, key: string, line: number, whole: (text: string) => string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return whole(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new DataError(`the value of “${key}” is ${kindOf(value)}`, {
    line,
    column: key,
    remedy: 'Flatten it: give every number or text a key of its own.',
  });
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  return (
    { object: 'an object', string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'something else'
  );
}
