/** How a CSV file is laid out, judged from its first records: what separates cells, what stands above the rows, whether they have a header. */
import Papa from 'papaparse';
import { isMissing, numberIn } from './cells.ts';
import { readNumber } from './number-formats.ts';
import type { CsvFormat } from './csv-scan.ts';

export interface CsvLayout extends CsvFormat {
  /** Characters above the first record, the line that it is on, and the lines among them that are comments or titles. */
  readonly start: number;
  readonly firstLine: number;
  readonly comments: number;
  readonly titles: number;
  /** The first records, trimmed, without blank ones. */
  readonly preview: readonly (readonly string[])[];
  /** Why this separator; absent where the user named it. */
  readonly reason?: string;
}

const SEPARATORS = [',', ';', '\t', '|'];
const PREVIEW = 50;
const MOST_TITLES = 8;
/** Share of records with as many cells as the first, from which a separator is taken to be the right one. */
const STEADY = 0.9;
const SEP_LINE = /^\s*"?sep=(.)"?[ \t]*\r?\n/i;
const COMMA_NUMBER = /^[-+]?\d+,\d+$/;

/** @param head With LF or CRLF as line ends (`lineFeeds`). @param separator What the user says it is. */
export function layoutOf(head: string, separator?: string): CsvLayout {
  const declared = SEP_LINE.exec(head);
  let start = declared?.[0].length ?? 0;
  let [lines, comments] = [declared ? 1 : 0, 0];
  while (head[start] === '#' && !isHashHeader(head, start)) {
    const end = head.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
    lines++;
    comments++;
  }
  const named = separator ?? declared?.[1];
  const titles = titlesAbove(head, start, named);
  start = titles.start;
  lines += titles.lines;
  const body = head.slice(start);
  const delimiter = named ?? bestSeparator(body);
  const reason = separator ? undefined : declared ? 'the first line says so' : 'it cuts the first records into equally many cells';
  const preview = recordsOf(body, delimiter);
  return { ...{ delimiter, start, firstLine: lines + 1, comments, titles: titles.lines, preview }, ...(reason && { reason }) };
}

/** Lines of one cell, such as a title, above a table whose records all have as many cells as each other. */
function titlesAbove(head: string, from: number, named: string | undefined): { start: number; lines: number } {
  const body = head.slice(from);
  const delimiter = named ?? bestSeparator(body);
  if ((recordsOf(body, delimiter)[0]?.length ?? 2) > 1) return { start: from, lines: 0 };
  let start = from;
  for (let lines = 1; lines <= MOST_TITLES; lines++) {
    const end = head.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
    const rest = head.slice(start);
    const records = recordsOf(rest, named ?? bestSeparator(rest));
    const width = records[0]?.length ?? 0;
    if (width > 1 && records.length > 2 && records.every((cells) => cells.length === width)) return { start, lines };
  }
  return { start: from, lines: 0 };
}

/** A line such as `#id,x,label` right above rows of as many cells names the columns. */
function isHashHeader(head: string, start: number): boolean {
  const end = head.indexOf('\n', start);
  if (end < 0 || head[end + 1] === '#') return false;
  const body = head.slice(end + 1);
  const delimiter = bestSeparator(body);
  const [first, second] = recordsOf(body, delimiter);
  const names = head.slice(start, end).split(delimiter);
  return names.length > 1 && names.length === first?.length && !!second && first.some((cell) => numberIn(cell) !== undefined);
}

function recordsOf(text: string, delimiter: string): string[][] {
  const parser = new Papa.Parser({ delimiter, newline: '\n', preview: PREVIEW });
  const { data } = parser.parse(text, 0, text.indexOf('\n') >= 0) as Papa.ParseResult<string[]>;
  const trimmed = data.map((cells) => cells.map((cell) => cell.trim()));
  const records = delimiter === ' ' ? trimmed.map((cells) => cells.filter((cell) => cell !== '')) : trimmed;
  return records.filter((cells) => cells.length > 1 || (cells[0] ?? '') !== '');
}

/** The one that cuts the first records into equally many cells, and the first of them into most; spaces where all others cut nothing. */
function bestSeparator(text: string): string {
  const candidates = SEPARATORS.map((delimiter) => {
    const records = recordsOf(text, delimiter);
    const width = records[0]?.length ?? 0;
    // One cell more: a separator at the end of the line, or names of rows that the header has no name for.
    const like = records.filter((cells) => cells.length === width || cells.length === width + 1).length;
    const steady = width > 1 && like >= STEADY * records.length;
    const commas = delimiter !== ',' && steady && hasDecimalCommas(records);
    return { delimiter, score: commas ? Infinity : steady ? width : width / 1000 };
  });
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score <= 0.001 && cutBySpaces(recordsOf(text, ' ')) ? ' ' : best.delimiter;
}

/** Columns of numbers that stand apart by spaces; words of a sentence do not. */
function cutBySpaces(records: readonly (readonly string[])[]): boolean {
  const width = records[0]?.length ?? 0;
  const [, ...rows] = records;
  const numbers = rows.flat().filter((cell) => numberIn(cell) !== undefined).length;
  return width > 1 && rows.length > 0 && records.every((cells) => cells.length === width) && 2 * numbers >= rows.length * width;
}

function hasDecimalCommas([, ...rows]: readonly (readonly string[])[]): boolean {
  const [first] = rows;
  return first !== undefined && first.some((_, c) => rows.every((cells) => COMMA_NUMBER.test(cells[c] ?? '') || isMissing(cells[c] ?? '')));
}

export interface CsvHeader {
  readonly names: readonly string[];
  /** Whether the first record holds them. */
  readonly inFile: boolean;
  /** Why it was taken so; absent where it is plain or the user said so. */
  readonly reason?: string;
  /** Said of what else was noticed about the width of the records. */
  readonly remarks: readonly string[];
}

/**
 * The names of the columns.
 * @param said Whether the user says that there are names.
 * @param shared Whether another file, read with this one, begins with the same record.
 */
export function headerOf({ preview }: CsvLayout, said: boolean | undefined, shared: boolean): CsvHeader {
  const [first = [], ...rows] = preview;
  const remarks: string[] = [];
  const { inFile, reason } = said === undefined ? judged(first, rows, shared) : { inFile: said, reason: undefined };
  let names = inFile ? [...first] : first.map((_, i) => `column ${i + 1}`);
  if (inFile && names[0]?.startsWith('#') && names.length > 1) names[0] = names[0].slice(1).trim();
  if (
    rows.length &&
    names.length > 2 &&
    (!inFile || names.at(-1) === '') &&
    preview.every((cells) => cells.length === first.length && cells.at(-1) === '')
  ) {
    names = names.slice(0, -1);
    remarks.push('The separator at the end of every line is ignored.');
  }
  if (inFile && rows.length && rows.every((cells) => cells.length === first.length + 1 && cells.at(-1) !== '')) {
    names = ['', ...names];
    remarks.push('The header has one name fewer than the rows have cells: the first column holds names of rows.');
  }
  return { names, inFile, remarks, ...(reason !== undefined && { reason }) };
}

function judged(first: readonly string[], rows: readonly (readonly string[])[], shared: boolean): { inFile: boolean; reason?: string } {
  const numbers = first.map(valueOf);
  const onlyNumbers = first.every((cell, i) => isMissing(cell) || numbers[i] !== undefined);
  if (!onlyNumbers) {
    const measured = numbers.some(
      (value, c) =>
        value !== undefined && value % 1 !== 0 && rows.every((cells) => isMissing(cells[c] ?? '') || valueOf(cells[c] ?? '') !== undefined),
    );
    const recurs = first.every((cell, c) => numbers[c] !== undefined || rows.some((cells) => cells[c] === cell));
    return measured && recurs && rows.length > 1
      ? { inFile: false, reason: 'the first line looks like the lines below it' }
      : { inFile: true };
  }
  if (shared) return { inFile: true, reason: 'the files begin with the same line' };
  const steps = numbers.every((value, i) => value !== undefined && value % 1 === 0 && (i === 0 || value === numbers[i - 1]! + 1));
  const unlike = rows.some((cells) => cells.some((cell) => (valueOf(cell) ?? 0.5) % 1 !== 0));
  if (first.length > 1 && steps && unlike) return { inFile: true, reason: 'the first line counts up by one, and the lines below do not' };
  return { inFile: false, reason: 'the first line holds numbers alone' };
}

/** The number in a cell, with a decimal comma where it has one. */
function valueOf(cell: string): number | undefined {
  const plain = numberIn(cell);
  if (plain !== undefined || !COMMA_NUMBER.test(cell)) return plain;
  return readNumber(cell).comma;
}
