/** Numbers as people write them: with a decimal comma, with separated thousands, with a currency or a per-cent sign. */
import { numberAt } from './cells.ts';

const SPACES = /[\s\u00a0\u202f'’_]/g;
const SPACED = /^[+-]?\d{1,3}([\s\u00a0\u202f'’_]\d{3})+([.,]\d*)?(e[+-]?\d+)?$/i;
const GROUPED_BY_COMMA = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
const GROUPED_BY_POINT = /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/;
const COMMA = /^[+-]?(\d+,\d*|,\d+|\d+)(e[+-]?\d+)?$/i;
const AFFIX = /^([€$£¥]|EUR|USD|CHF)?\s?(.*?)\s?(%|‰|€|\$|£|¥|EUR|USD|CHF)?$/;
/** What a number begins with. */
const BEGINS = /^[\d+\-.,\u2212€$£¥EUC]/;
/** A time of day, or a length of time. */
const CLOCK = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d(?:\.\d{1,6})?))?$/;
/** A number of hexadecimal digits, `0x…`. */
const HEX = /^0x[0-9a-f]{1,13}$/i;

/** What a cell that is no plain number may be worth; NaN where it is none. */
export interface Readings {
  /** With a decimal point, thousands separated by commas. */
  readonly point: number;
  /** With a decimal comma, thousands separated by points. */
  readonly comma: number;
  /** A sign beside the number, such as `%`; `hh:mm` of hours and minutes, which are hours then; empty where there is none. */
  readonly sign: string;
}

const NONE: Readings = { point: NaN, comma: NaN, sign: '' };

/** Whether a point in a plain number may separate thousands: `1.651`, not `0.651` or `1.65`. */
export const mayBeGrouped = (cell: string): boolean => GROUPED_BY_POINT.test(cell);

/** `1.651` as 1651. */
export const ungrouped = (cell: string): number => Number(cell.replaceAll('.', ''));

/** Reads a cell that `numberAt` does not know. Time grows with its length, whatever it holds. */
export function readNumber(cell: string): Readings {
  if (cell.length > 40 || !BEGINS.test(cell) || !/\d/.test(cell)) return NONE;
  const clock = CLOCK.exec(cell);
  if (clock) {
    const hours = Number(clock[1]) + Number(clock[2]) / 60 + Number(clock[3] ?? 0) / 3600;
    return { point: hours, comma: hours, sign: 'hh:mm' };
  }
  const text = cell.replace('\u2212', '-');
  if (HEX.test(text)) return { point: Number(text), comma: Number(text), sign: '' };
  const [, before = '', number = text, after = ''] = AFFIX.exec(text) ?? [];
  const sign = before || after;
  const bare = SPACED.test(number) ? number.replace(SPACES, '') : number;
  const plain = numberAt(bare, 0, bare.length);
  const point = GROUPED_BY_COMMA.test(bare) ? Number(bare.replaceAll(',', '')) : plain;
  const comma = GROUPED_BY_POINT.test(bare)
    ? Number(bare.replaceAll('.', '').replace(',', '.'))
    : COMMA.test(bare)
      ? Number(bare.replace(',', '.'))
      : NaN;
  return Math.abs(point) === Infinity ? NONE : { point, comma, sign };
}
