/** A batch of a table or of texts as CSV (RFC 4180). */
import type { Column, Samples } from '../types.ts';

/** What the columns after the inputs are called. */
export interface CsvNames {
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
  readonly groups?: { readonly name: string; readonly names: readonly string[] };
  readonly time?: { readonly name: string; readonly kind: 'date' | 'number' };
}

export interface CsvOptions {
  /** Text that a spreadsheet would take for a formula is written as it is; else it begins with an apostrophe, as in `csvLine`. */
  readonly raw?: boolean;
}

/**
 * A header line, then one line per row: the inputs (or the text), time and group where there are any, the label last: the class, or the
 * number to be told. Missing cells are empty; numbers are the shortest that read back as the same 32-bit float; an unseen category is `unseen`.
 */
export function csvText(samples: Samples, names: CsvNames, { raw = false }: CsvOptions = {}): string {
  const { rows, x, y, group, text, target } = samples;
  const { columns, classes, groups, time } = names;
  const width = columns.length;
  const cell = (text: string) => quoted(raw ? text : guarded(text));
  const times = time && samples.time;
  const lines = Array.from({ length: rows }, (_, row) => {
    const inputs = text ? [text[row]!] : columns.map((column, f) => cellText(x[row * width + f]!, column));
    const when = times ? [timeText(times[row]!, time.kind)] : [];
    const label = target ? String(target[row]) : (classes[y[row]!] ?? '');
    return [...inputs, ...when, ...(groups && group ? [groups.names[group[row]!] ?? ''] : []), label].map(cell).join(',');
  });
  const header = csvColumns(samples, names, { raw }).map(({ name }) => quoted(name));
  return [header.join(','), ...lines, ''].join('\n');
}

export interface CsvColumn {
  readonly name: string;
  readonly holds: 'number' | 'text' | 'date';
  readonly role: 'input' | 'time' | 'group' | 'label';
}

/** What `csvText` writes, column by column; every name stands once. */
export function csvColumns(samples: Samples, { columns, groups, time }: CsvNames, { raw = false }: CsvOptions = {}): CsvColumn[] {
  const inputs = samples.text
    ? [{ name: 'text', holds: 'text' as const }]
    : columns.map(({ name, kind }) => ({ name, holds: kind === 'categorical' ? ('text' as const) : ('number' as const) }));
  const taken = new Set(inputs.map(({ name }) => name));
  const free = (name: string): string => {
    if (taken.has(name)) return free(`${name}_`);
    taken.add(name);
    return name;
  };
  const all: readonly CsvColumn[] = [
    ...inputs.map((input): CsvColumn => ({ ...input, role: 'input' })),
    ...(time && samples.time ? [{ name: free(time.name), holds: time.kind, role: 'time' as const }] : []),
    ...(groups && samples.group ? [{ name: free(groups.name), holds: 'text' as const, role: 'group' as const }] : []),
    { name: free('label'), holds: samples.target ? 'number' : 'text', role: 'label' },
  ];
  return all.map((column) => (raw ? column : { ...column, name: guarded(column.name) }));
}

/** Dates to the millisecond; empty where nothing is said. */
function timeText(value: number, kind: 'date' | 'number'): string {
  if (Number.isNaN(value)) return '';
  return kind === 'date' ? new Date(value).toISOString() : String(value);
}

function cellText(value: number, { kind, categories, scale = 1, offset = 0 }: Column): string {
  if (Number.isNaN(value)) return '';
  // What was brought to where single precision keeps its differences goes back to the file's own numbers.
  if (scale !== 1 || offset !== 0) return String(value * scale + offset);
  return kind === 'categorical' ? (categories?.[value] ?? 'unseen') : shortest(value);
}

/** The shortest decimal that reads back as the same 32-bit float. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(Number(value.toPrecision(9)));
}

/** A cell as it stands between commas. */
const quoted = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** What a spreadsheet may take for a formula (OWASP, CSV injection), full-width letters too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * A line of a table that people open in a spreadsheet: text that it would take for a formula begins with an apostrophe; numbers, also as
 * text, stay. Nothing and null are empty.
 */
export const csvLine = (cells: readonly (string | number | null | undefined)[]): string => cells.map(cellOf).join(',');

function cellOf(cell: string | number | null | undefined): string {
  return quoted(typeof cell === 'string' ? guarded(cell) : String(cell ?? ''));
}

const guarded = (text: string): string => (FORMULA.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text);
