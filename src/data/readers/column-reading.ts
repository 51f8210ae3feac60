/** What the cells of a column turn out to be, once all of them were seen. */
import { isMissing } from './cells.ts';
import type { Text } from './column-cells.ts';
import { BEYOND, EMPTY, FIRST, NUMBER, SETTLED, type TableColumn } from './column.ts';
import { monthFirst } from './dates.ts';
import { mayBeGrouped, ungrouped } from './number-formats.ts';
import type { DecimalMark } from '../../spec/reading-options.ts';

/** A text column with more different values keeps the most frequent ones. */
const MAX_CATEGORIES = 50;
/** What the rest is called. */
const OTHER = 'other';
/** Of a text column, the share of cells that its most frequent values have to make up. */
const TELLING = 0.1;
/** Cells of a column of numbers that may be something else, and are missing then. */
const STRAY = 0.02;

export type CellKind = 'empty' | 'numbers' | 'dates' | 'categories' | 'text';

export interface ColumnReading {
  readonly kind: CellKind;
  /** `[slots.length]`: numbers, ms since 1970, or indices into `categories`; NaN where there is none. */
  values(slots: Int32Array): Float64Array;
  readonly categories?: readonly string[];
  /** Texts that were taken for missing values among numbers or dates, known marks and others. */
  readonly marks: readonly Text[];
  readonly stray: readonly Text[];
  /** What the page and the report say of it beyond its kind. */
  readonly remarks: readonly string[];
  /** Of text: its first value and how many different ones there are. */
  readonly sample?: Text;
  /** Subtracted from whole numbers that double precision does not hold. */
  readonly offset?: bigint;
}

export interface CellRules {
  readonly decimal: DecimalMark;
  /** Whether a text stands for a missing value. */
  readonly isMissing: (text: string) => boolean;
  /** The marks of missing values that the user said, in place of the usual. */
  readonly missing?: readonly string[] | undefined;
  /** Whether the user said the decimal mark: numbers with the other one are none then. */
  readonly strict: boolean;
}

export const missingRule = (marks: readonly string[] | undefined): ((text: string) => boolean) =>
  marks ? (text) => marks.includes(text) : isMissing;

/** Reads a column by these rules. */
export function readColumn(column: TableColumn, rules: CellRules): ColumnReading {
  const none = { marks: [], stray: [], remarks: [] };
  const { texts, counts, declared } = column;
  if (declared) return { ...none, kind: 'categories', categories: declared, values: byText(column, (i) => i) };
  const missing = texts.filter(({ text }) => rules.isMissing(text));
  const cells = counts.cells - total(missing);
  if (cells === 0) return { ...none, kind: 'empty', values: (slots) => new Float64Array(slots.length).fill(NaN) };
  const present = texts.filter(({ text }) => !rules.isMissing(text));
  const notNumbers = present.filter((text) => Number.isNaN(numberOf(text, rules)));
  const isMark = (text: Text) => text.mark && !rules.missing;
  const marks = notNumbers.filter((text) => text.mark);
  const others = notNumbers.filter((text) => !isMark(text));
  const other = otherMarks(column, rules.decimal);
  const unlisted = counts.beyond.cells - numbersBeyond(column, rules) + (rules.strict ? other : 0);
  const odd = total(others) + unlisted;
  const numbers = cells - total(notNumbers) - unlisted;
  const long = present.filter(
    ({ text, plain, readings }) => !plain && readings && !Number.isNaN(readings.point) && /^[+-]?\d+$/.test(text),
  );
  if (long.length > 0 && odd === 0) return readLong(column, present, rules);
  if (numbers > 0 && odd <= Math.max(numbers >= 10 ? 1 : 0, STRAY * cells)) {
    return {
      ...none,
      kind: 'numbers',
      values: numbersOf(column, rules),
      marks,
      stray: others,
      remarks: [
        ...signRemark(present),
        ...otherRemark(column, present, rules),
        ...(unlisted ? [`${unlisted} further cells are no numbers and read as missing`] : []),
      ],
    };
  }
  const dates = present.filter(({ date }) => date);
  const datedCells = total(dates) + counts.beyond.dates;
  const undated = cells - datedCells - total(marks);
  if (datedCells > 0 && undated <= STRAY * cells)
    return readDates(
      column,
      rules,
      marks,
      present.filter((text) => !text.date && !text.mark),
    );
  return readCategories(column, present, cells, rules);
}

const total = (texts: readonly Text[]): number => texts.reduce((sum, { count }) => sum + count, 0);

function numbersBeyond({ counts: { beyond } }: TableColumn, { decimal, strict }: CellRules): number {
  const [own, other] = decimal === '.' ? [beyond.point, beyond.comma] : [beyond.comma, beyond.point];
  return beyond.numbers + beyond.grouped + own + (strict ? 0 : other);
}

/** Cells with the other decimal mark, which they leave no doubt about. */
function otherRemark(column: TableColumn, present: readonly Text[], rules: CellRules): string[] {
  if (rules.strict) return [];
  const { beyond } = column.counts;
  const texts = present.filter((text) => Number.isNaN(ownNumber(text, rules.decimal)) && !Number.isNaN(numberOf(text, rules)));
  const count = total(texts) + otherMarks(column, rules.decimal) + (rules.decimal === '.' ? beyond.comma : beyond.point);
  const [first] = texts;
  const example = first ? `, such as “${first.text}” in line ${first.line}` : '';
  const many = rules.decimal === ',' && column.counts.decimalPoints >= SETTLED;
  return count ? [`${many ? 'more than ' : ''}${count} cells have the other decimal mark${example}; each is read by its own`] : [];
}

/** Numbers that were not kept as texts and have another decimal mark. */
function otherMarks({ texts, counts }: TableColumn, decimal: DecimalMark): number {
  if (decimal === '.') return counts.decimalCommas;
  const kept = texts.filter(({ plain, text }) => plain && text.includes('.') && !mayBeGrouped(text));
  return Math.max(0, counts.decimalPoints - total(kept));
}

function numberOf(text: Text, { decimal, strict }: Pick<CellRules, 'decimal' | 'strict'>): number {
  const own = ownNumber(text, decimal);
  return Number.isNaN(own) && !strict ? ownNumber(text, decimal === '.' ? ',' : '.') : own;
}

function ownNumber({ text, plain, readings }: Text, decimal: DecimalMark): number {
  if (!plain) return readings ? (decimal === '.' ? readings.point : readings.comma) : NaN;
  if (decimal === '.' || !text.includes('.')) return Number(text);
  return mayBeGrouped(text) ? ungrouped(text) : NaN;
}

function signRemark(texts: readonly Text[]): string[] {
  const signs = [...new Set(texts.flatMap(({ readings }) => readings?.sign || []))];
  const beside = signs.filter((sign) => sign !== 'hh:mm');
  return [
    ...(beside.length ? [`${beside.join(', ')} beside a number is left out`] : []),
    ...(beside.length < signs.length ? ['hours and minutes are read as hours, 12:30 as 12.5'] : []),
  ];
}

/** Values by what `of` makes of the nth text; NaN for all else. */
const byText =
  ({ codes }: TableColumn, of: (i: number) => number) =>
  (slots: Int32Array): Float64Array =>
    Float64Array.from(slots, (slot) => {
      const code = codes?.[slot] ?? EMPTY;
      return code >= FIRST ? of(code - FIRST) : NaN;
    });

function numbersOf(column: TableColumn, rules: CellRules): (slots: Int32Array) => Float64Array {
  const { decimal, strict, isMissing: gone, missing = [] } = rules;
  const { numbers, commas, codes, texts } = column;
  const known = Float64Array.from(texts, (text) => (gone(text.text) ? NaN : numberOf(text, rules)));
  const goneNumbers = new Set(missing.filter((mark) => mark !== '').map(Number));
  const valueIn = (slot: number) => {
    const code = codes && slot < codes.length ? codes[slot]! : NUMBER;
    if (code >= FIRST) return known[code - FIRST]!;
    if (code === EMPTY) return NaN;
    const [point, comma] = [numbers[slot]!, commas && slot < commas.length ? commas[slot]! : NaN];
    const value = decimal === '.' ? readAs(point, comma) : readAs(comma, strict && point % 1 !== 0 ? NaN : point);
    return goneNumbers.has(value) ? NaN : value;
  };
  const readAs = (own: number, other: number) => (Number.isNaN(own) && (!strict || decimal === ',') ? other : own);
  const plain = !codes && !commas && goneNumbers.size === 0;
  return (slots) => {
    const values = new Float64Array(slots.length);
    if (plain) for (let i = 0; i < slots.length; i++) values[i] = numbers[slots[i]!]!;
    else for (let i = 0; i < slots.length; i++) values[i] = valueIn(slots[i]!);
    return values;
  };
}

/** Whole numbers with more digits than double precision holds: categories where they are few, else their differences. */
function readLong(column: TableColumn, present: readonly Text[], rules: CellRules): ColumnReading {
  const cells = column.counts.cells;
  if (column.texts.length <= MAX_CATEGORIES) {
    const reading = readCategories(column, present, cells, rules);
    return { ...reading, remarks: ['numbers of more digits than double precision holds, read as categories'] };
  }
  const whole = (text: string) => (/^[+-]?\d+$/.test(text) ? BigInt(text) : undefined);
  const values = column.texts.map(({ text }) => (rules.isMissing(text) ? undefined : whole(text)));
  const offset = values.reduce((low, value) => (value !== undefined && (low === undefined || value < low) ? value : low), undefined) ?? 0n;
  const known = values.map((value) => (value === undefined ? NaN : Number(value - offset)));
  const { codes, numbers } = column;
  return {
    ...{
      kind: 'numbers',
      marks: [],
      stray: [],
      offset,
      remarks: ['numbers of more digits than double precision holds, counted from the smallest'],
    },
    values: (slots) =>
      Float64Array.from(slots, (slot) => {
        const code = codes?.[slot] ?? NUMBER;
        return code >= FIRST ? known[code - FIRST]! : code === EMPTY ? NaN : numbers[slot]! - Number(offset);
      }),
  };
}

function readDates(column: TableColumn, rules: CellRules, marks: readonly Text[], stray: readonly Text[]): ColumnReading {
  const { texts, codes, dates } = column;
  const { beyond } = column.counts;
  const orders = { 'month first': beyond.monthFirst, 'day first': beyond.dayFirst, either: beyond.either, said: 0 };
  for (const { date, count } of texts) if (date) orders[date.order] += count;
  const swap =
    orders['month first'] > orders['day first'] ||
    (orders['day first'] === 0 && orders['month first'] === 0 && orders.either > 0 && texts.some(({ text }) => /^\d+\//.test(text)));
  const known = Float64Array.from(texts, ({ text, date }) => {
    if (!date || rules.isMissing(text)) return NaN;
    return swap && date.order === 'either' ? monthFirst(date.ms) : date.ms;
  });
  const doubt = orders.either > 0 && orders['day first'] + orders['month first'] === 0;
  return {
    ...{ kind: 'dates', marks, stray },
    remarks: orders.either > 0 ? [`${swap ? 'the month' : 'the day'} is taken to come first${doubt ? ', which no cell settles' : ''}`] : [],
    values: (slots) =>
      Float64Array.from(slots, (slot) => {
        const code = codes?.[slot] ?? EMPTY;
        return code >= FIRST ? known[code - FIRST]! : code === BEYOND ? dateBeyond(dates?.[slot]) : NaN;
      }),
  };
}

const dateBeyond = (ms: number | undefined): number => ms ?? NaN;

function readCategories(column: TableColumn, present: readonly Text[], cells: number, rules: CellRules): ColumnReading {
  const { texts, codes, numbers } = column;
  const counts = new Map<string, number>();
  for (const { text, count } of present) counts.set(text, count);
  const sample = present.find(({ plain }) => !plain) ?? present[0]!;
  const names = [...counts.keys()].sort();
  const many = names.length > MAX_CATEGORIES || column.counts.beyond.cells > 0;
  const kept = many
    ? [...names]
        .sort((a, b) => counts.get(b)! - counts.get(a)!)
        .slice(0, MAX_CATEGORIES - 1)
        .sort()
    : names;
  const covered = kept.reduce((sum, name) => sum + counts.get(name)!, 0);
  const found = { marks: [], stray: [], sample };
  if (many && (covered < TELLING * cells || 2 * (names.length + column.counts.beyond.cells) > cells))
    return { ...found, kind: 'text', remarks: [], values: (slots) => new Float64Array(slots.length).fill(NaN) };
  const other = kept.includes(OTHER) ? 'other values' : OTHER;
  const place = new Map(kept.map((name, i) => [name, i]));
  const rank = texts.map((text) => (rules.isMissing(text.text) ? NaN : (place.get(text.text) ?? kept.length)));
  const remarks = many
    ? [
        `the ${kept.length} most frequent of ${column.counts.beyond.cells ? 'more than ' : ''}${names.length} values are kept (${Math.round((100 * covered) / cells)} % of the cells); the rest is “${other}”`,
      ]
    : [];
  return {
    ...{ ...found, kind: 'categories', categories: many ? [...kept, other] : kept, remarks },
    values: (slots) =>
      Float64Array.from(slots, (slot) => {
        const code = codes && slot < codes.length ? codes[slot]! : NUMBER;
        if (code >= FIRST) return rank[code - FIRST]!;
        if (code === EMPTY) return NaN;
        return code === BEYOND ? kept.length : (place.get(String(numbers[slot])) ?? kept.length);
      }),
  };
}
