/** ARFF, the table format of Weka and OpenML (Witten & Frank, Data Mining, 2005): declared attributes, then rows. */
import { DataError } from '../errors.ts';
import type { Dataset } from '../types.ts';
import type { ByteChunks } from './byte-chunks.ts';
import { sinkCells } from './csv-records.ts';
import { readHeader } from './header.ts';
import { Table } from './table.ts';
import { textChunks } from './text-chunks.ts';

/** A longer line is taken for a file of another kind. */
const MAX_LINE_CHARACTERS = 1 << 20;
const ATTRIBUTE = /^@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s{'"][^\s{]*)(?:\s+|(?=\{))(\{.*\}|[a-z]+.*)$/i;
const NUMERIC = /^(numeric|real|integer)\b/i;

interface Attribute {
  readonly name: string;
  /** Of a nominal attribute. */
  readonly values?: readonly string[];
}

/** Whether a text begins as an ARFF file: with comments (`%`) or blank lines, then `@relation`. */
export function isArff(head: string): boolean {
  const first = head.split('\n').find((line) => !/^\s*(%|$)/.test(line));
  return first !== undefined && /^\s*@relation\b/i.test(first);
}

/**
 * Nominal attributes become categories and, in the label column, classes, as declared; numeric and text attributes are
 * read as the columns of a CSV file. `?` is a missing cell.
 * @throws DataError with line and attribute.
 */
export async function readArff(bytes: ByteChunks, title: string, label?: string): Promise<Dataset> {
  const attributes: Attribute[] = [];
  let table: Table | undefined;
  for await (const { text, line } of linesOf(bytes)) {
    if (text === '' || text.startsWith('%')) continue;
    if (table) {
      if (text.startsWith('{')) throw refuse('rows are written in the sparse form', line, 'Save the table with all values of every row.');
      sinkCells(splitValues(text, line), line, table.push);
    } else if (/^@attribute\b/i.test(text)) attributes.push(parseAttribute(text, line));
    else if (/^@data\b/i.test(text)) {
      if (attributes.length === 0) throw refuse('no attribute is declared above @data', line, 'Declare every column with @attribute.');
      const names = attributes.map(({ name }) => name);
      table = new Table(
        readHeader(names, line, label ?? usualLabel(names)),
        attributes.map(({ values }) => values),
      );
    } else if (!/^@relation\b/i.test(text)) {
      throw refuse(`“${text.slice(0, 40)}” is no declaration`, line, 'Begin with @relation, then @attribute for every column, then @data.');
    }
  }
  if (!table) throw refuse('the file has no @data', 1, 'Choose a complete ARFF file.');
  return table.finish(title);
}

/** OpenML calls the target `class` wherever it stands. */
const usualLabel = (names: readonly string[]): string | undefined => names.find((name) => name.toLowerCase() === 'class');

async function* linesOf(bytes: ByteChunks): AsyncGenerator<{ text: string; line: number }, void> {
  let pending = '';
  let line = 0;
  for await (const text of textChunks(bytes)) {
    const lines = (pending + text).split('\n');
    pending = lines.pop()!;
    if (pending.length > MAX_LINE_CHARACTERS) {
      const limit = MAX_LINE_CHARACTERS.toLocaleString('en-US');
      throw refuse(`the line has more than ${limit} characters`, line + lines.length + 1, 'Check that this is an ARFF file.');
    }
    for (const whole of lines) yield { text: whole.trim(), line: ++line };
  }
  yield { text: pending.trim(), line: ++line };
}

function parseAttribute(text: string, line: number): Attribute {
  const [, quoted, type] = ATTRIBUTE.exec(text) ?? [];
  if (quoted === undefined || type === undefined) {
    throw refuse('the attribute cannot be read', line, 'Write @attribute, a name and a type, such as numeric or {a, b}.');
  }
  const name = unquoted(quoted);
  if (type.startsWith('{')) return { name, values: [...new Set(splitValues(type.slice(1, -1), line))] };
  if (NUMERIC.test(type) || /^(string|date)\b/i.test(type)) return { name };
  throw refuse(`attribute “${name}” is of type ${type.slice(0, 40)}`, line, 'Use numeric, a list of values in braces, or string.', name);
}

/** Values between commas; either quotation mark holds a value together, and a backslash keeps the next character. */
function splitValues(text: string, line: number): string[] {
  if (!/['"\\]/.test(text)) return text.split(',').map((value) => value.trim());
  const values: string[] = [];
  const value = /\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^,'"]*)\s*(,|$)/y;
  for (;;) {
    const match = value.exec(text);
    if (!match) {
      const remedy = 'Close the quotation mark; one that belongs to the text takes a backslash before it.';
      throw refuse('a value in quotation marks never ends, or text follows it', line, remedy);
    }
    values.push(unquoted(match[1]!.trim()));
    if (match[2] === '') return values;
  }
}

const unquoted = (text: string): string => (/^['"]/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1').trim() : text);

function refuse(message: string, line: number, remedy: string, column?: string): DataError {
  return new DataError(message, { line, remedy, ...(column !== undefined && { column }) });
}
