/** ARFF, the table format of Weka and OpenML (Witten & Frank, Data Mining, 2005): declared attributes, then rows. */
import { DataError } from '../errors.ts';
import type { ByteChunks } from './byte-chunks.ts';
import { numberIn } from './cells.ts';
import { sinkCells } from './csv-records.ts';
import { lineFeeds } from './line-ends.ts';
import type { Table } from './table.ts';
import { textChunks, type TextOptions } from './text-chunks.ts';

/** A longer line is taken for a file of another kind. */
const MAX_LINE_CHARACTERS = 1 << 20;
const ATTRIBUTE = /^@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s{'"][^\s{]*)(?:\s+|(?=\{))(\{.*\}|[^\s{].*)$/i;
const NUMERIC = /^(numeric|real|integer|double|float)\b/i;
/** Values without the braces around them, as openSMILE writes them. */
const BARE_VALUES = /^[^\s,{}]+(\s*,\s*[^\s,{}]+)+$/;

interface Attribute {
  readonly name: string;
  /** Of a nominal attribute. */
  readonly values?: readonly string[];
  readonly numeric?: boolean;
}

/** Whether a text begins as an ARFF file: with comments (`%`) or blank lines, then `@relation`. */
export function isArff(head: string): boolean {
  const first = head.split(/[\n\r]/).find((line) => !/^\s*(%|$)/.test(line));
  return first !== undefined && /^\s*@relation\b/i.test(first);
}

/**
 * Adds the rows of a file to a table. Nominal attributes become categories and, in the label column, classes, as declared;
 * numeric and text attributes are read as the columns of a CSV file. `?` is a missing cell; `{2.5}` at the end of a row is
 * how much it counts.
 * @throws DataError with line and attribute.
 */
export async function readArffInto(table: Table, bytes: ByteChunks, file: string): Promise<void> {
  const { reading, findings } = table;
  const onEncoding = (value: string, reason: string) =>
    findings.guess({ what: `encoding of ${file}`, value, reason, flag: '--encoding' }, `${file} is read as ${value}: ${reason}.`);
  const attributes: Attribute[] = [];
  let [inData, begun] = [false, false];
  for await (const { text, line } of linesOf(bytes, { encoding: reading.encoding, onEncoding })) {
    if (text === '' || text.startsWith('%')) continue;
    if (inData) {
      if (text.startsWith('{')) throw refuse('rows are written in the sparse form', line, 'Save the table with all values of every row.');
      const { values, weight } = rowOf(text, line);
      if (!begun) begin(table, file, attributes, line);
      begun = true;
      if (weight !== undefined) table.weighed = true;
      sinkCells([...values, weight ?? '1'], line, table.push);
    } else if (/^@attribute\b/i.test(text)) attributes.push(parseAttribute(text, line));
    else if (/^@data\b/i.test(text)) {
      if (attributes.length === 0) throw refuse('no attribute is declared above @data', line, 'Declare every column with @attribute.');
      inData = true;
    } else if (!/^@relation\b/i.test(text)) {
      throw refuse(`“${text.slice(0, 40)}” is no declaration`, line, 'Begin with @relation, then @attribute for every column, then @data.');
    }
  }
  if (!inData) throw refuse('the file has no @data', 1, 'Choose a complete ARFF file.');
  if (!begun) begin(table, file, attributes, 1);
}

/** The last column is how much each row counts; it goes again where no row says so. */
function begin(table: Table, file: string, attributes: readonly Attribute[], line: number): void {
  const names = attributes.map(({ name }) => name);
  const weightName = names.includes('weight') ? 'weight of the row' : 'weight';
  table.begin(file, [...names, weightName], line, {
    categories: attributes.map(({ values }) => values),
    numeric: attributes.map(({ numeric }) => numeric === true),
    weight: names.length,
  });
}

/** The values of a row, and the weight in braces that may follow them. */
function rowOf(text: string, line: number): { values: string[]; weight?: string } {
  const brace = text.endsWith('}') ? text.lastIndexOf('{') : -1;
  const weight = brace > 0 ? text.slice(brace + 1, -1).trim() : '';
  const before = text.slice(0, Math.max(0, brace)).trimEnd();
  if (numberIn(weight) === undefined || !/[,\t]$/.test(before)) return { values: splitValues(text, line) };
  return { values: splitValues(before.slice(0, -1), line), weight };
}

async function* linesOf(bytes: ByteChunks, options: TextOptions): AsyncGenerator<{ text: string; line: number }, void> {
  let pending = '';
  let line = 0;
  for await (const text of lineFeeds(textChunks(bytes, options))) {
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
  if (NUMERIC.test(type)) return { name, numeric: true };
  if (BARE_VALUES.test(type)) return { name, values: [...new Set(splitValues(type, line))] };
  if (/^(string|date)\b/i.test(type)) return { name };
  throw refuse(`attribute “${name}” is of type ${type.slice(0, 40)}`, line, 'Use numeric, a list of values in braces, or string.', name);
}

/** Values between commas or tabs; either quotation mark holds a value together, and a backslash keeps the next character. */
function splitValues(text: string, line: number): string[] {
  const separator = text.includes(',') ? ',' : '\t';
  if (!/['"\\]/.test(text)) return text.split(separator).map((value) => value.trim());
  const values: string[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? '') && text[at] !== separator) at++;
    const start = at;
    const mark = text[at];
    if (mark === "'" || mark === '"') {
      for (at++; at < text.length && text[at] !== mark; at++) if (text[at] === '\\') at++;
      if (at >= text.length) throw unended(line);
      at++;
      values.push(unquoted(text.slice(start, at)));
      while (at < text.length && text[at] !== separator) if (!/\s/.test(text[at++]!)) throw unended(line);
    } else {
      while (at < text.length && text[at] !== separator) if (/['"]/.test(text[at++]!)) throw unended(line);
      values.push(text.slice(start, at).trim());
    }
    if (at >= text.length) return values;
    at++;
  }
}

const unended = (line: number): DataError =>
  refuse(
    'a value in quotation marks never ends, or text follows it',
    line,
    'Close the quotation mark; one that belongs to the text takes a backslash before it.',
  );

const unquoted = (text: string): string => (/^['"]/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1').trim() : text);

function refuse(message: string, line: number, remedy: string, column?: string): DataError {
  return new DataError(message, { line, remedy, ...(column !== undefined && { column }) });
}
