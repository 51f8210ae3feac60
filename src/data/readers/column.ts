/** The cells of one column of a table as they come: everything is kept that may be needed to say at the end what they are. */
import { CellCache } from './cell-cache.ts';
import { DataError } from '../errors.ts';
import { COMMA, isMark, isMissing, numberAt, POINT } from './cells.ts';
import type { CellCounts, Text } from './column-cells.ts';
import { readDate } from './dates.ts';
import { mayBeGrouped, readNumber, ungrouped } from './number-formats.ts';
import { detached, withRoom } from './typed.ts';

/** Codes of cells: a number that is not kept as text, an empty cell, a text beyond those kept; texts count from FIRST on. */
export const NUMBER = 0;
export const EMPTY = 1;
export const BEYOND = 2;
export const FIRST = 3;
const UNKNOWN = -1;
/** Different numbers up to which their spelling is kept, too: they may be names of categories. */
const SPELT_NUMBERS = 50;
/** Different texts that are kept of a column. */
const MAX_TEXTS = 20_000;
/**
 * Numbers with a point that can only be decimal, after which a second reading with decimal commas is given up: it costs as much as the first,
 * and no file writes its numbers both ways by the dozen.
 */
export const SETTLED = 64;
/** Texts that are no dates, after which nobody asks about dates any more. */
const NO_DATES = 50;

/** Cells of rows that are not kept (slot −1) count, too: what a column is does not depend on which rows were drawn. */
export class TableColumn {
  /** `[slots]`, plain numbers; of a text beyond those kept its reading with a decimal point. NaN where there is none. */
  numbers: Float64Array<ArrayBuffer> = new Float64Array(0);
  /** `[slots]`, readings with a decimal comma where they differ; NaN elsewhere. Absent until there is one. */
  commas: Float64Array<ArrayBuffer> | undefined;
  /** `[slots]`; absent while no text was met, or where nothing but numbers is left. */
  codes: Uint16Array<ArrayBuffer> | undefined = new Uint16Array(0);
  /** `[slots]`, of dates beyond the texts kept. */
  dates: Float64Array<ArrayBuffer> | undefined;
  readonly texts: Text[] = [];
  private readonly tally: CellCounts = {
    ...{ cells: 0, numbers: 0, decimalPoints: 0, eitherPoint: 0, ungrouped: 0, decimalCommas: 0, eitherComma: 0 },
    beyond: { cells: 0, numbers: 0, point: 0, comma: 0, grouped: 0, dates: 0, monthFirst: 0, dayFirst: 0, either: 0, others: 0 },
  };
  private readonly index = new Map<string, number>();
  private readonly cache = new CellCache();
  private spelling = true;
  private open = true;
  private categories: string[] | undefined;
  private marks = 0;
  private commaCells = 0;
  /** Nothing but numbers came for long, and nothing else is asked of them: the quick way is open. */
  private quick = false;
  private quickCells = 0;
  private otherTexts = 0;

  /**
   * @param spelt Different numbers up to which their spelling is kept.
   */
  constructor(
    readonly name: string,
    private readonly spelt = SPELT_NUMBERS,
    private readonly maxTexts = MAX_TEXTS,
  ) {}

  /** The categories that the file itself says there are; of a further file, those that are new. */
  declare(categories: readonly string[]): void {
    this.categories ??= [];
    const known = this.categories;
    this.categories = undefined;
    for (const category of categories) {
      if (this.index.has(category)) continue;
      this.intern(category, 0, 0);
      known.push(category);
    }
    this.categories = known;
  }

  /** Those declared, in the order of the texts. */
  get declared(): readonly string[] | undefined {
    return this.categories;
  }

  /** Takes the cell `text.slice(start, end)` of a file for the row in `slot` (−1: the row is not kept). */
  take(text: string, start: number, end: number, line: number, slot: number, file: number): void {
    const value = start === end ? NaN : numberAt(text, start, end);
    // While nobody knows what its points mean, a number with one is looked at.
    if (
      this.quick &&
      value <= Number.MAX_SAFE_INTEGER &&
      value >= Number.MIN_SAFE_INTEGER &&
      !(this.open && holds(POINT, text, start, end))
    ) {
      this.quickCells++;
      if (this.open && (value >= 1000 || value <= -1000)) this.tally.ungrouped++;
      if (slot < 0) return;
      if (slot >= this.numbers.length) this.numbers = withRoom(this.numbers, slot);
      this.numbers[slot] = value;
    } else this.takeWith(value, text, start, end, line, slot, file);
  }

  /** How many cells there were of each kind. */
  get counts(): CellCounts {
    this.tally.cells += this.quickCells;
    this.tally.numbers += this.quickCells;
    this.quickCells = 0;
    return this.tally;
  }

  private takeWith(value: number, text: string, start: number, end: number, line: number, slot: number, file: number): void {
    if (start === end) return this.put(slot, NaN, EMPTY);
    const { tally } = this;
    tally.cells++;
    if (this.commas) this.forgetComma(slot);
    const isNumber = value - value === 0 && !isTooLong(value, text, start, end);
    if (isNumber) {
      tally.numbers++;
      if (this.open) this.weigh(text, start, end, value, slot);
      if (!this.spelling) {
        if (slot < 0) return;
        if (slot >= this.numbers.length) this.numbers = withRoom(this.numbers, slot);
        this.numbers[slot] = value;
        if (this.codes && slot < this.codes.length) this.codes[slot] = NUMBER;
        this.quick = !this.codes && !this.commas;
        return;
      }
    }
    if (!isNumber && !this.spelling && this.takeComma(text, start, end, slot)) return;
    let code = this.cache.find(text, start, end, UNKNOWN);
    if (code === UNKNOWN) {
      const cell = text.slice(start, end);
      code = this.index.get(cell) ?? this.intern(cell, line, file);
      this.cache.keep(code);
    }
    if (code === EMPTY) return this.put(slot, NaN, EMPTY);
    if (code === BEYOND) return this.takeBeyond(text.slice(start, end), isNumber ? value : NaN, slot);
    const known = this.texts[code - FIRST]!;
    known.count++;
    if (known.mark) this.marks++;
    this.put(slot, isNumber ? value : NaN, code);
    // Columns of numbers are told by their numbers; their spelling is kept no further.
    const numeric = isNumber || known.readings?.comma === known.readings?.comma;
    if (numeric && !isNumber) this.commaCells++;
    if (!this.spelling || !numeric || this.categories || this.texts.length <= this.spelt) return;
    if (10 * (tally.cells - tally.numbers - this.commaCells - this.marks) < tally.cells) this.dropSpelling();
  }

  /** Takes a number with a decimal comma, without keeping its text. */
  private takeComma(text: string, start: number, end: number, slot: number): boolean {
    const value = numberAt(text, start, end, COMMA);
    if (value - value !== 0 || !holds(COMMA, text, start, end)) return false;
    const { tally } = this;
    // Three digits behind the comma, one to three before it, the first of them not 0: thousands may be separated.
    const either = text.charCodeAt(end - 4) === COMMA && mayBeGrouped(text.slice(start, end).replace(',', '.'));
    if (either) tally.eitherComma++;
    else tally.decimalCommas++;
    this.put(slot, either ? Math.round(1000 * value) : NaN, NUMBER);
    this.putComma(slot, value);
    return true;
  }

  private put(slot: number, value: number, code: number): void {
    if (slot < 0) return;
    if (slot >= this.numbers.length) this.numbers = withRoom(this.numbers, slot);
    this.numbers[slot] = value;
    if (!this.codes) {
      if (code <= EMPTY) return;
      this.codes = new Uint16Array(0);
      this.quick = false;
    }
    if (slot >= this.codes.length) {
      // What was not written is a number.
      if (code === NUMBER) return;
      this.codes = withRoom(this.codes, slot);
    }
    this.codes[slot] = code;
  }

  private intern(cell: string, line: number, file: number): number {
    if (this.categories) {
      if (isMissing(cell)) return EMPTY;
      throw this.undeclared(cell, line);
    }
    if (this.texts.length >= this.maxTexts) return BEYOND;
    const kept = detached(cell);
    const value = numberAt(kept, 0, kept.length);
    const finite = value - value === 0;
    const plain = finite && !isTooLong(value, kept, 0, kept.length);
    const mark = !plain && isMark(kept);
    const date = !finite && !mark && this.otherTexts < NO_DATES ? readDate(kept) : undefined;
    const readings = plain || mark || date ? undefined : readNumber(kept);
    if (!plain && !mark && !date) this.otherTexts++;
    if (date) this.otherTexts = Math.min(this.otherTexts, NO_DATES - 1);
    this.texts.push({ ...{ text: kept, count: 0, file, line, plain, mark }, ...(date && { date }), ...(readings && { readings }) });
    const code = this.texts.length - 1 + FIRST;
    this.index.set(kept, code);
    return code;
  }

  /** A text of which there are too many different ones: only what it is worth is kept. */
  private takeBeyond(cell: string, plain: number, slot: number): void {
    const { beyond } = this.tally;
    beyond.cells++;
    const isNumber = plain === plain;
    const date = !isNumber && this.otherTexts < NO_DATES ? readDate(cell) : undefined;
    const { point, comma } = isNumber ? { point: plain, comma: NaN } : date ? { point: NaN, comma: NaN } : readNumber(cell);
    if (isNumber || (point === comma && !date)) beyond.numbers++;
    else {
      if (date) {
        beyond.dates++;
        if (date.order === 'month first') beyond.monthFirst++;
        else if (date.order === 'day first') beyond.dayFirst++;
        else if (date.order === 'either') beyond.either++;
      } else if (point === point && comma === comma) beyond.grouped++;
      else if (point === point) beyond.point++;
      else if (comma === comma) beyond.comma++;
      else beyond.others++;
    }
    this.put(slot, point, isNumber ? NUMBER : BEYOND);
    if (slot < 0) return;
    if (comma === comma) this.putComma(slot, comma);
    if (!date) return;
    this.dates = withRoom(this.dates ?? new Float64Array(0), slot);
    this.dates[slot] = date.ms;
  }

  /** Whether the point of a plain number is a decimal one, as far as this cell can say. */
  private weigh(text: string, start: number, end: number, value: number, slot: number): void {
    if (!holds(POINT, text, start, end)) {
      if (value >= 1000 || value <= -1000) this.tally.ungrouped++;
      return;
    }
    const cell = text.slice(start, end);
    if (mayBeGrouped(cell)) {
      this.tally.eitherPoint++;
      this.putComma(slot, ungrouped(cell));
    } else if (++this.tally.decimalPoints >= SETTLED) {
      this.open = false;
      this.commas = undefined;
    }
  }

  private putComma(slot: number, value: number): void {
    if (slot < 0) return;
    this.quick = false;
    const had = this.commas?.length ?? 0;
    if (slot >= had) {
      this.commas = withRoom(this.commas ?? new Float64Array(0), slot);
      this.commas.fill(NaN, had);
    }
    this.commas![slot] = value;
  }

  private undeclared(cell: string, line: number): DataError {
    return new DataError(`“${cell.slice(0, 40)}” is none of the values declared for “${this.name}”`, {
      line,
      column: this.name,
      remedy: `Correct the cell, or add it to the declaration of “${this.name}”.`,
    });
  }

  private forgetComma(slot: number): void {
    if (slot >= 0 && slot < this.commas!.length) this.commas![slot] = NaN;
  }

  private dropSpelling(): void {
    this.spelling = false;
    if (this.tally.cells === this.tally.numbers) this.codes = undefined;
  }
}

/** Whether a whole number has more digits than double precision holds: it is kept as it is written. */
function isTooLong(value: number, text: string, start: number, end: number): boolean {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return false;
  return /^[+-]?\d+$/.test(text.slice(start, end));
}

function holds(mark: number, text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === mark) return true;
  return false;
}
