/** What is worth knowing of a table before anything is made of it. */
import type { Role } from '../../spec/roles.ts';
import type { Samples } from '../types.ts';
import type { ColumnReading } from './column-reading.ts';
import type { Text } from './column-cells.ts';
import type { TableColumn } from './column.ts';
import type { Findings } from './findings.ts';
import type { NoData } from './single-precision.ts';
import type { TableFile } from './table.ts';

interface ToldColumn {
  readonly column: TableColumn;
  readonly reading: ColumnReading;
  readonly role: Role;
  readonly gone: readonly NoData[];
  readonly files: readonly TableFile[];
}

/** Examples that are listed of cells read as missing. */
const LISTED = 3;

/** Cells of a column that were not taken as they stand. */
export function tellCells({ column, reading, role, gone, files }: ToldColumn, findings: Findings): void {
  const { name } = column;
  const { marks, stray, remarks, kind, sample } = reading;
  const place = ({ file, line, text }: Text) =>
    `${files.length > 1 ? `${files[file]!.name}, ` : ''}line ${line} holds “${text.slice(0, 40)}”`;
  const count = (texts: readonly Text[]) => texts.reduce((sum, text) => sum + text.count, 0);
  const unusual = marks.filter(({ text }) => !USUAL.has(text));
  if (unusual.length > 0) {
    const listed = unusual
      .slice(0, LISTED)
      .map(({ text }) => `“${text}”`)
      .join(', ');
    const [first] = unusual;
    findings.leave(
      { what: `Cells of “${name}”`, reason: `${listed} among ${kind} are missing values`, line: first!.line, column: name },
      `Column “${name}” has ${cells(count(unusual))} without a value: ${listed} among ${kind} (first in line ${first!.line}).`,
    );
  }
  if (stray.length > 0) {
    const listed = stray.slice(0, LISTED).map(place).join('; ');
    findings.leave(
      { what: `Cells of “${name}”`, reason: `${listed} among ${kind}`, line: stray[0]!.line, column: name },
      `Column “${name}” holds ${kind}, but ${listed}: ${cells(count(stray))} ${count(stray) === 1 ? 'is' : 'are'} read as missing.`,
    );
  }
  for (const { value, count: times } of gone) {
    findings.leave(
      { what: `Cells of “${name}”`, reason: `${value} stands for no data (${times})`, column: name },
      `In column “${name}” ${value} is taken to mean “no data” (${cells(times)}): it lies far from all other values.`,
      '--missing says otherwise',
    );
  }
  if (role === 'ignore' || role === 'prediction') return;
  for (const remark of remarks) findings.guess({ what: `cells of “${name}”`, value: kind, reason: remark }, `Column “${name}”: ${remark}.`);
  if (kind === 'categories' && sample && !column.declared) tellMixed(column, reading, place, findings);
}

const USUAL: ReadonlySet<string> = new Set(['NA', 'N/A', 'n/a', 'NaN', 'nan', 'NAN', 'na', 'null', 'NULL', '?']);
const cells = (count: number): string => (count === 1 ? '1 cell' : `${count.toLocaleString('en-US')} cells`);

/** Categories most of which are numbers: somebody may have meant numbers. */
function tellMixed({ name, texts }: TableColumn, { sample }: ColumnReading, place: (text: Text) => string, findings: Findings): void {
  const present = texts.filter(({ mark, count }) => !mark && count > 0);
  const numbers = present.filter(({ plain }) => plain).length;
  if (numbers === present.length || 2 * numbers <= present.length) return;
  findings.warn(`Column “${name}” is read as categories, not numbers: ${place(sample!)}.`);
}

/** Share of rows that occur before, from which it is told. */
const MANY_COPIES = 0.01;
/** Rows that are looked at for copies. */
const MOST_ROWS = 100_000;

export function tellDuplicates({ rows: all, x, y }: Samples, findings: Findings): void {
  const rows = Math.min(all, MOST_ROWS);
  const width = x.length / all;
  const bits = new Int32Array(x.buffer, x.byteOffset, x.length);
  const met = new Set<number>();
  let copies = 0;
  for (let row = 0; row < rows; row++) {
    let [a, b] = [y[row]! | 0, 0x9e3779b9 | 0];
    for (let i = row * width; i < (row + 1) * width; i++) {
      a = Math.imul(a ^ bits[i]!, 0x85ebca6b);
      a ^= a >>> 15;
      b = Math.imul(b + bits[i]!, 0xc2b2ae35);
      b ^= b >>> 13;
    }
    const key = (a >>> 0) * 2 ** 21 + (b >>> 11);
    if (met.has(key)) copies++;
    else met.add(key);
  }
  if (copies > MANY_COPIES * rows)
    findings.warn(
      `${copies.toLocaleString('en-US')} of ${rows < all ? 'the first ' : ''}${rows.toLocaleString('en-US')} rows are copies of others: the same row may be learned from and tested on.`,
      { quietly: true },
    );
}

export function tellSorted({ rows, y, time }: Samples, classes: readonly string[], isNumber: boolean, findings: Findings): void {
  if (isNumber || rows < 20) return;
  let changes = 0;
  for (let row = 1; row < rows; row++) if (y[row] !== y[row - 1]) changes++;
  if (changes < classes.length && !time)
    findings.warn('The rows are sorted by the label: their order says nothing about time.', { quietly: true });
}
