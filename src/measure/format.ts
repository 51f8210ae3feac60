/** Numbers as text, the same on the page and on the command line: a decimal point, a real minus sign, a unit. */
import { halfWidth } from '../maths/statistics.ts';
import type { Interval } from '../maths/interval.ts';
import type { Quantity } from '../contracts/results.ts';

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

/**
 * An accuracy or recall (0 … 1) with its half-width: `93.1 ± 0.6 %`; without one for a single value: `93.1 %`. An interval is told as far as the
 * value can be: its part beyond 0 or 100 % holds no truth, so that leaving it out loses none. Then it is uneven, and told by its ends:
 * `89.1 % (75.9–100.0)`. Of R², which is above 1 never and below 0 at will, only the upper end is held (some value is below 0).
 */
export function percent(share: Interval): string {
  const told = possible(share);
  const mean = (100 * told.mean).toFixed(1).replace('-', '−');
  if (told.values.length < 2 || even(told)) return `${mean}${plusMinus(told)} %`;
  return `${mean} % (${(100 * told.lo).toFixed(1).replace('-', '−')}–${(100 * told.hi).toFixed(1)})`;
}

/** The part of a share’s interval that can be true. */
export function possible(share: Interval): Interval {
  const lowest = share.values.some((value) => value < 0) ? -Infinity : 0;
  return { ...share, lo: Math.min(share.mean, Math.max(lowest, share.lo)), hi: Math.max(share.mean, Math.min(1, share.hi)) };
}

/** Both sides the same, to the digit that is written. */
const even = ({ mean, lo, hi }: Interval): boolean => Math.abs(hi - mean - (mean - lo)) < 0.0005;

/**
 * A difference of accuracies (−1 … 1) in percentage points, always signed: `−4.1 ± 0.9 pt`. An uneven interval, as a race’s may be, is told by its
 * ends, the same wherever it stands: `−1.4 (−2.9 to −0.3) pt`.
 */
export function points(difference: Interval, unit: 'pt' | 'points' = 'pt'): string {
  const { mean, lo, hi, values } = difference;
  if (values.length < 2 || even(difference)) return `${signed(100 * mean)}${plusMinus(difference)} ${unit}`;
  return `${signed(100 * mean)} (${signed(100 * lo)} to ${signed(100 * hi)}) ${unit}`;
}

/** A margin or another plain amount of accuracy (0 … 1) in points, unsigned: `1.0 points`. */
export function pointsOf(amount: number, unit: 'pt' | 'points' = 'points'): string {
  return `${(100 * amount).toFixed(1)} ${unit}`;
}

/** A duration in seconds: `210 ms`, `1.2 s`, `48 s`, `3 min 20 s`. */
export function seconds(value: number): string {
  if (value < 0.9995) return `${significant(1000 * value, value < 0.1 ? 2 : 3)} ms`;
  if (value < 59.5) return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} s`;
  const whole = Math.round(value);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A number of floating-point operations: `1.9 GFLOP`. */
export function flops(count: number): string {
  return `${scaled(count)}FLOP`;
}

/** A number of bytes, in powers of ten: `1.2 MB`. */
export function bytes(count: number): string {
  return `${scaled(count)}B`;
}

/** A modelled energy with its band, two digits at most: `≈ 12 J (5–31)`. */
export function joules({ value, lo, hi }: Quantity): string {
  const [scale, unit] = value >= 1000 ? [1000, 'kJ'] : value >= 1 ? [1, 'J'] : [0.001, 'mJ'];
  const digits = (amount: number) => significant(amount / scale, value >= 10 * scale && amount < 10 * scale ? 1 : 2);
  return `≈ ${digits(value)} ${unit} (${digits(lo)}–${digits(hi)})`;
}

/** A ratio as a range of percent: `6–9 %`. */
export function ratioPercent({ lo, hi }: Interval): string {
  const digits = (share: number) => (share >= 0.02 ? (100 * share).toFixed(0) : significant(100 * share, 2));
  const [from, to] = [digits(lo), digits(hi)];
  return from === to ? `${from} %` : `${from}–${to} %`;
}

/** How many times as much, and the 95 % interval of that: `5.2×`, `4.8–5.6×`. */
export function times({ mean, lo, hi }: Interval): { value: string; range: string } {
  const digits = (ratio: number) => (ratio < 9.95 ? ratio.toFixed(1) : ratio.toFixed(0));
  return { value: `${digits(mean)}×`, range: `${digits(lo)}–${digits(hi)}×` };
}

/** With a capital letter at its beginning, for the start of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function plusMinus(interval: Interval): string {
  return interval.values.length < 2 ? '' : ` ± ${(100 * halfWidth(interval)).toFixed(1)}`;
}

function signed(value: number): string {
  const digits = Math.abs(value).toFixed(1);
  if (Number(digits) === 0) return digits;
  return value < 0 ? `−${digits}` : `+${digits}`;
}

/** With an SI prefix and two significant digits, three from 100 on: `1.9 G`. */
function scaled(count: number): string {
  let power = 0;
  while (power < PREFIXES.length - 1 && count / 1000 ** power >= 999.5) power++;
  const amount = count / 1000 ** power;
  return `${significant(amount, amount >= 99.5 ? 3 : 2)} ${PREFIXES[power]!}`;
}

/** Rounded to that many significant digits, never in exponent notation. */
function significant(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

/** A count with commas between thousands, as `toLocaleString('en')` writes it: that loads the browser's tables of languages, 24 ms of a page's first picture. */
export const grouped = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
