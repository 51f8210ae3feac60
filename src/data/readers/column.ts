/** One input column of a table as it is read: it finds out by itself what kind of column it is. */
import { DataError } from '../errors.ts';
import type { Column } from '../types.ts';
import { CellCache } from './cell-cache.ts';
import { isMissing, numberAt, numberIn } from './cells.ts';
import { detached, withRoom } from './typed.ts';

/** A text column with more different values than this is left out. */
const MAX_CATEGORIES = 50;
/** Code of a missing cell among the codes of categories. */
const MISSING_CODE = 255;
const UNKNOWN = -1;

interface FinishedColumn {
  /** Absent when the column is left out. */
  readonly input?: {
    readonly column: Column;
    /** Writes the values of these slots (NaN = missing) to `target[offset]`, `target[offset + stride]`, … */
    write(target: Float32Array, offset: number, stride: number, slots: Int32Array): void;
  };
  /** What the user should know about it. */
  readonly note?: string;
}

/**
 * Numeric if every cell that is not missing is a number, otherwise categorical with the categories in code-unit order.
 * Until that is settled both readings are kept, so a file is read once and no text is stored twice. Cells of rows that
 * are not kept count for the kind, too: it does not depend on which rows were drawn.
 */
export class TableColumn {
  private numbers: Float32Array<ArrayBuffer> | undefined = new Float32Array(0);
  private codes: Uint8Array<ArrayBuffer> | undefined = new Uint8Array(0);
  private readonly categories = new Map<string, number>();
  private readonly cache = new CellCache();
  private firstText: { readonly line: number; readonly cell: string } | undefined;
  private firstInfinite: { readonly line: number; readonly cell: string } | undefined;

  /** @param declared The categories, where the file itself says which there are. */
  constructor(
    private readonly name: string,
    private readonly declared?: readonly string[],
  ) {
    if (!declared) return;
    this.numbers = undefined;
    declared.forEach((category, code) => this.categories.set(category, code));
    if (this.categories.size > MAX_CATEGORIES) this.codes = undefined;
  }

  /**
   * Takes the cell `text.slice(start, end)` for the row in `slot` (−1: the row is not kept); `line` is where it stands.
   * @throws DataError when it is none of the declared categories.
   */
  take(text: string, start: number, end: number, line: number, slot: number): void {
    if (this.numbers) {
      const value = start === end ? NaN : numberAt(text, start, end);
      if (Number.isNaN(value) && !isMissing(text.slice(start, end))) {
        this.firstText = { line, cell: detached(text.slice(start, end)) };
        this.numbers = undefined;
      } else {
        if (Math.abs(value) === Infinity) this.firstInfinite ??= { line, cell: detached(text.slice(start, end)) };
        if (slot >= 0) {
          if (slot >= this.numbers.length) this.numbers = withRoom(this.numbers, slot);
          this.numbers[slot] = value;
        }
      }
    }
    if (!this.codes) return;
    let code = this.cache.find(text, start, end, UNKNOWN);
    if (code === UNKNOWN) {
      const cell = text.slice(start, end);
      code = isMissing(cell) ? MISSING_CODE : this.codeOf(cell, line);
      this.cache.keep(code);
    }
    if (this.categories.size > MAX_CATEGORIES) this.codes = undefined;
    else if (slot >= 0) {
      if (slot >= this.codes.length) this.codes = withRoom(this.codes, slot);
      this.codes[slot] = code;
    }
  }

  /** @throws DataError when a column of numbers holds an infinite one. */
  finish(): FinishedColumn {
    const { name, numbers, codes, firstInfinite, categories } = this;
    if (categories.size === 0) return { note: `Column “${name}” was left out: it has no values.` };
    if (numbers) {
      if (firstInfinite) {
        throw new DataError(`“${firstInfinite.cell}” is not a finite number that fits 32 bits`, {
          line: firstInfinite.line,
          column: name,
          remedy: 'Correct the cell, or leave it empty to mark it as missing.',
        });
      }
      const note = categories.size === 1 && `Column “${name}” has the same value in every row: it says nothing about the label.`;
      return {
        input: {
          column: { name, kind: 'numeric' },
          write: (target, offset, stride, slots) => slots.forEach((slot, i) => (target[offset + i * stride] = numbers[slot]!)),
        },
        ...(note && { note }),
      };
    }
    if (!codes) return { note: `Column “${name}” was left out: ${this.tooMany()}.${this.commaHint()}` };
    return this.finishCategorical(codes);
  }

  private finishCategorical(codes: Uint8Array): FinishedColumn {
    const { name, declared } = this;
    const categories = declared ?? [...this.categories.keys()].sort();
    const rank = new Float32Array(256).fill(NaN);
    categories.forEach((category, i) => (rank[this.categories.get(category)!] = i));
    const numeric = categories.filter((category) => numberIn(category) !== undefined);
    const mostlyNumbers = !declared && 2 * numeric.length > categories.length;
    return {
      input: {
        column: { name, kind: 'categorical', categories },
        write: (target, offset, stride, slots) => slots.forEach((slot, i) => (target[offset + i * stride] = rank[codes[slot]!]!)),
      },
      ...((mostlyNumbers || this.commaHint()) && {
        note: `Column “${name}” is read as categories, not numbers: ${this.example()}.${this.commaHint()}`,
      }),
    };
  }

  private tooMany(): string {
    const example = this.firstText ? ` (${this.example()})` : '';
    return `it is text${example} with more than ${MAX_CATEGORIES} different values`;
  }

  private example(): string {
    return `line ${this.firstText!.line} holds “${this.firstText!.cell.slice(0, 40)}”`;
  }

  /** A remedy where the text looks like numbers with a decimal comma. */
  private commaHint(): string {
    return /^[-+]?\d+,\d+$/.test(this.firstText?.cell ?? '') ? ' Numbers need a decimal point, not a comma.' : '';
  }

  private codeOf(cell: string, line: number): number {
    const known = this.categories.get(cell);
    if (known !== undefined) return known;
    if (this.declared) {
      throw new DataError(`“${cell.slice(0, 40)}” is none of the values declared for “${this.name}”`, {
        line,
        column: this.name,
        remedy: `Correct the cell, or add it to the declaration of “${this.name}”.`,
      });
    }
    this.categories.set(detached(cell), this.categories.size);
    return this.categories.size - 1;
  }
}
