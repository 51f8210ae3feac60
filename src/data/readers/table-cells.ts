/** The columns of tables as they are, for whoever needs no data set of them. */
import { missingRule, readColumn, type ColumnReading } from './column-reading.ts';
import { FIRST, NUMBER, type TableColumn } from './column.ts';
import { conventionOf, decimalMark } from './decimal-mark.ts';
import { removeNoData } from './single-precision.ts';
import { tellCells } from './table-remarks.ts';
import type { DecimalMark } from '../../spec/reading-options.ts';
import type { Table } from './table.ts';

export interface CellReading extends ColumnReading {
  /** Its two categories are false and true. */
  readonly truth: boolean;
  /** Numbers, with 0 and 1 for false and true; NaN where there is none. */
  numbers(slots: Int32Array): Float64Array;
}

const FALSE_TRUE: readonly RegExp[] = [/^(false|no|f|n)$/i, /^(true|yes|t|y)$/i];

/** What each column of the table holds. */
export function cellReadings(table: Table): CellReading[] {
  const { reading, findings, files } = table;
  const convention = reading.decimal ?? conventionOf(table.columns);
  return table.columns.map((column) => {
    const read = readTold(table, column, convention);
    const truth = read.categories?.length === 2 && read.categories.every((word, i) => FALSE_TRUE[i]!.test(word));
    const numbers = (slots: Int32Array) => {
      const values = read.values(slots);
      if (read.kind === 'numbers' && reading.missing === undefined) removeNoData(values);
      return values;
    };
    tellCells({ column, reading: read, role: 'input', gone: [], files }, findings);
    return { ...read, truth, numbers };
  });
}

/** What a column holds; the decimal mark that was taken is told where that is worth a word. */
export function readTold({ reading, findings, separator }: Table, column: TableColumn, convention: DecimalMark | undefined): ColumnReading {
  const { mark, reason } = reading.decimal ? { mark: reading.decimal } : decimalMark(column, convention, separator);
  const read = readColumn(column, {
    decimal: mark,
    isMissing: missingRule(reading.missing),
    missing: reading.missing,
    strict: reading.decimal !== undefined,
  });
  if (read.kind === 'numbers' && reason !== undefined)
    findings.guess(
      { what: `decimal mark of “${column.name}”`, value: mark, reason, flag: `--decimal ${mark === ',' ? '.' : ','}` },
      `The decimal mark of column “${column.name}” is taken to be “${mark}”: ${reason}.`,
    );
  return read;
}

/** `[slots]`, as it is written, numbers in one spelling; empty where there is nothing. */
export function writtenCells({ codes, texts }: TableColumn, { kind, values }: ColumnReading, slots: Int32Array): string[] {
  const read = values(slots);
  return Array.from(slots, (slot, row) => {
    if (kind === 'numbers') return Number.isNaN(read[row]!) ? '' : String(read[row]);
    const code = codes && slot < codes.length ? codes[slot]! : NUMBER;
    if (code >= FIRST) return kind === 'text' || !Number.isNaN(read[row]!) ? texts[code - FIRST]!.text : '';
    return Number.isNaN(read[row]!) ? '' : String(read[row]);
  });
}
