/** Points in time as people write them, read as UTC unless the cell names another zone. */

const TIME = String.raw`(?:(?:[T,]\s?|\s)\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(AM|PM)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?${TIME}$`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.]|\.\s)(\d{1,2})\2(\d{4}|\d{2})${TIME}$`, 'i');
const DAY_NAMED = new RegExp(String.raw`^(?:[a-z]{3,9},?\s)?(\d{1,2})[-/.\s]{1,2}([a-zä]{3,9})[-/.,\s]{1,2}(\d{4}|\d{2})${TIME}$`, 'i');
const MONTH_NAMED = new RegExp(String.raw`^(?:[a-z]{3,9},?\s)?([a-z]{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})${TIME}$`, 'i');
const COMPACT = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?Z?$/;
const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['jan', 'januar', 'january'],
    ['feb', 'februar', 'february'],
    ['mar', 'march', 'mär', 'märz', 'mrz'],
    ['apr', 'april'],
    ['may', 'mai'],
    ['jun', 'june', 'juni'],
    ['jul', 'july', 'juli'],
    ['aug', 'august'],
    ['sep', 'sept', 'september'],
    ['oct', 'october', 'okt', 'oktober'],
    ['nov', 'november'],
    ['dec', 'december', 'dez', 'dezember'],
  ].flatMap((names, month) => names.map((name) => [name, month + 1])),
);
const LONGEST = 48;

/** Which of the first two numbers is the day; `either` where both could be, and the day was taken to be first. */
export type DayOrder = 'said' | 'day first' | 'month first' | 'either';

export interface DateReading {
  /** Since 1970, in UTC. */
  readonly ms: number;
  readonly order: DayOrder;
}

/** @returns undefined where the cell is no date. Time grows with its length, whatever it holds. */
export function readDate(cell: string): DateReading | undefined {
  if (cell.length > LONGEST || cell.length < 6) return undefined;
  const iso = isoMs(cell);
  if (iso !== undefined) return { ms: iso, order: 'said' };
  const first = YEAR_FIRST.exec(cell);
  if (first) return dated(first[1]!, first[3]!, first[4] ?? '1', first.slice(5), 'said');
  const compact = COMPACT.exec(cell);
  if (compact) return dated(compact[1]!, compact[2]!, compact[3]!, [...compact.slice(4, 7)], 'said');
  const last = YEAR_LAST.exec(cell);
  if (last) {
    const [, a, mark, b, year, ...time] = last as unknown as [string, string, string, string, string];
    if (mark!.startsWith('.')) return dated(fullYear(year!), b!, a!, time, 'said');
    if (Number(b) > 12) return dated(fullYear(year!), a!, b!, time, 'month first');
    return dated(fullYear(year!), b!, a!, time, Number(a) > 12 ? 'day first' : a === b ? 'said' : 'either');
  }
  const named = DAY_NAMED.exec(cell);
  const month = named && MONTHS[named[2]!.toLowerCase()];
  if (named && month) return dated(fullYear(named[3]!), String(month), named[1]!, named.slice(4), 'said');
  const english = MONTH_NAMED.exec(cell);
  const monthFirst = english && MONTHS[english[1]!.toLowerCase()];
  return english && monthFirst ? dated(english[3]!, String(monthFirst), english[2]!, english.slice(4), 'said') : undefined;
}

/** `2024-05-31`, `2024-05-31 12:30:00`, `2024-05-31T12:30:00.123Z`: the usual ones, without a pattern. */
function isoMs(cell: string): number | undefined {
  const { length } = cell;
  if (length !== 10 && length < 19) return undefined;
  const at = (i: number) => cell.charCodeAt(i) - 48;
  const two = (i: number) => {
    const [tens, ones] = [at(i), at(i + 1)];
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : NaN;
  };
  if (cell[4] !== '-' || cell[7] !== '-') return undefined;
  const [year, month, day] = [100 * two(0) + two(2), two(5), two(8)];
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 28)) return undefined;
  const days = Date.UTC(year, month - 1, day);
  if (length === 10) return Number.isNaN(days) ? undefined : days;
  const end = cell.endsWith('Z') ? length - 1 : length;
  if ((cell[10] !== 'T' && cell[10] !== ' ') || cell[13] !== ':' || cell[16] !== ':') return undefined;
  if (end !== 19 && (cell[19] !== '.' || end !== 23)) return undefined;
  const [hours, minutes, seconds] = [two(11), two(14), two(17)];
  const fraction = end === 23 ? 100 * at(20) + two(21) : 0;
  const ms = days + ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction;
  return hours < 24 && minutes < 60 && seconds < 60 && fraction >= 0 && fraction < 1000 ? ms : undefined;
}

/** A day and a month that were taken the wrong way round. */
export function monthFirst(ms: number): number {
  const date = new Date(ms);
  const [month, day] = [date.getUTCMonth(), date.getUTCDate()];
  return ms + Date.UTC(date.getUTCFullYear(), day - 1, month + 1) - Date.UTC(date.getUTCFullYear(), month, day);
}

const fullYear = (year: string): string => (year.length === 4 ? year : Number(year) < 70 ? `20${year}` : `19${year}`);

function dated(year: string, month: string, day: string, time: readonly (string | undefined)[], order: DayOrder): DateReading | undefined {
  const [hours = '0', minutes = '0', seconds = '0', fraction = '', half, zone = ''] = time;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return undefined;
  let hour = Number(hours);
  if (half) hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
  const ms = Date.UTC(y, m - 1, d, hour, Number(minutes), Number(seconds)) + 1000 * Number(`0.${fraction || '0'}`);
  const [, sign, zoneHours = '0', zoneMinutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000;
  return { ms: sign === '+' ? ms - offset : ms + offset, order };
}
