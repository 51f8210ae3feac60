/** One input column of a CSV file as it is read: it finds out by itself what kind of column it is. */
import { isMissing, numberIn } from './csv-cells.ts';
import { DataError } from './errors.ts';
import type { Column } from './types.ts';

/** A text column with more different values than this is left out. */
const MAX_CATEGORIES = 50;

interface FinishedColumn {
  /** The column and its values (NaN = missing); absent when it is left out. */
  readonly input?: { readonly column: Column; readonly values: readonly number[] };
  /** What the user should know about it. */
  readonly note?: string;
}

/**
 * Numeric if every cell that is not missing is a number, otherwise categorical with the categories in code-unit order.
 * Until that is settled both readings are kept, so a file is read once and no text is stored twice.
 */
export class CsvColumn {
  private numbers: number[] | undefined = [];
  private codes: number[] | undefined = [];
  private readonly categories = new Map<string, number>();
  private firstText: { readonly line: number; readonly cell: string } | undefined;
  private firstInfinite: { readonly line: number; readonly cell: string } | undefined;

  constructor(private readonly name: string) {}

  /** Takes the cell of the next row; `line` is where it stands in the file. */
  push(cell: string, line: number): void {
    const missing = isMissing(cell);
    if (this.numbers) {
      const value = missing ? NaN : numberIn(cell);
      if (value === undefined) {
        this.firstText = { line, cell };
        this.numbers = undefined;
      } else {
        if (Math.abs(value) === Infinity) this.firstInfinite ??= { line, cell };
        this.numbers.push(value);
      }
    }
    if (this.codes) this.codes.push(missing ? NaN : this.codeOf(cell));
    if (this.categories.size > MAX_CATEGORIES) this.codes = undefined;
  }

  /** @throws DataError when a column of numbers holds an infinite one. */
  finish(): FinishedColumn {
    const { name, numbers, codes, firstInfinite, firstText } = this;
    if (this.categories.size === 0) return { note: `Column “${name}” was left out: it has no values.` };
    if (numbers) {
      if (firstInfinite) {
        throw new DataError(`“${firstInfinite.cell}” is not a finite number that fits 32 bits`, {
          line: firstInfinite.line,
          column: name,
          remedy: 'Correct the cell, or leave it empty to mark it as missing.',
        });
      }
      const note = this.categories.size === 1 && `Column “${name}” has the same value in every row: it says nothing about the label.`;
      return { input: { column: { name, kind: 'numeric' }, values: numbers }, ...(note && { note }) };
    }
    const example = `line ${firstText!.line} holds “${firstText!.cell.slice(0, 40)}”`;
    if (!codes) {
      const reason = `it is text (${example}) with more than ${MAX_CATEGORIES} different values`;
      return { note: `Column “${name}” was left out: ${reason}.${this.commaHint()}` };
    }
    const categories = [...this.categories.keys()].sort();
    const rank = new Map(categories.map((category, i) => [this.categories.get(category)!, i]));
    const numeric = categories.filter((category) => numberIn(category) !== undefined);
    const mostlyNumbers = 2 * numeric.length > categories.length;
    return {
      input: { column: { name, kind: 'categorical', categories }, values: codes.map((code) => rank.get(code) ?? NaN) },
      ...((mostlyNumbers || this.commaHint()) && { note: `Column “${name}” is read as categories, not numbers: ${example}.${this.commaHint()}` }),
    };
  }

  /** A remedy where the text looks like numbers with a decimal comma. */
  private commaHint(): string {
    return /^[-+]?\d+,\d+$/.test(this.firstText?.cell ?? '') ? ' Numbers need a decimal point, not a comma.' : '';
  }

  private codeOf(cell: string): number {
    const known = this.categories.get(cell);
    if (known !== undefined) return known;
    this.categories.set(cell, this.categories.size);
    return this.categories.size - 1;
  }
}
