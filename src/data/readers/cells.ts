/** What a single cell of a table means. */

const TOKENS = ['NA', 'N/A', 'NaN', 'null', '?'];
const MISSING: ReadonlySet<string> = new Set(['', ...TOKENS.flatMap((t) => [t, t.toLowerCase(), t.toUpperCase()])]);
const INFINITE = /^[+-]?inf(inity)?$/i;

/** Powers of ten that 64-bit floats hold exactly. */
const EXACT_POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
/** Codes of decimal marks. */
export const POINT = 46;
export const COMMA = 44;

/** Any integer of so many digits is exact in 64-bit floats. */
const EXACT_DIGITS = 15;

/** What stands for a missing value only where numbers are expected: elsewhere it may be a category. */
const MARKS =
  /^(none|nil|missing|unknown|undefined|n\.?a\.?n?|n\/a|n\/d|nd|\(?null\)?|na|<na>|nat|\\n|void|blank|empty|[-–—_.*#?]{1,4}|#(n\/a( n\/a)?|na|div\/0!|value!|ref!|name\?|num!|null!|wert!|bezug!|zahl!|nv|getting_data|spill!|calc!))$/i;

/** Empty, NA, N/A, NaN, null or `?`, in one case throughout or as spelt here. */
export const isMissing = (cell: string): boolean => MISSING.has(cell);

/** Whether a cell among numbers says that there is none: None, -, ., #N/A, #DIV/0! and their like, whatever the case. */
export const isMark = (cell: string): boolean => MISSING.has(cell) || (cell.length <= 14 && MARKS.test(cell));

/**
 * The number a trimmed cell holds; undefined when it is not a decimal number. Infinite when it says so or does not fit
 * 64-bit floats.
 */
export function numberIn(cell: string): number | undefined {
  const value = numberAt(cell, 0, cell.length);
  return Number.isNaN(value) ? undefined : value;
}

/**
 * `numberIn(text.slice(start, end))` without cutting the text, NaN when it is not a decimal number. `mark` is the code of the
 * decimal mark, a point unless told. Up to 15 digits with
 * a power of ten up to 22 take one exact operation, which is therefore rounded correctly (Clinger 1990); the rest goes
 * through `Number`.
 */
export function numberAt(text: string, start: number, end: number, mark = POINT): number {
  let i = start;
  const sign = i < end ? text.charCodeAt(i) : 0;
  if (sign === 43 || sign === 45) i++;
  let mantissa = 0;
  let digits = 0;
  let exponent = 0;
  for (; i < end; i++, digits++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) break;
    mantissa = mantissa * 10 + digit;
  }
  if (i < end && text.charCodeAt(i) === mark) {
    for (i++; i < end; i++, digits++, exponent--) {
      const digit = text.charCodeAt(i) - 48;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
    }
  }
  if (digits === 0) return INFINITE.test(text.slice(start, end)) ? Infinity : NaN;
  if (i < end) {
    if ((text.charCodeAt(i) | 32) !== 101) return NaN;
    const power = exponentAt(text, i + 1, end);
    if (Number.isNaN(power)) return NaN;
    exponent += power;
  }
  if (digits > EXACT_DIGITS || exponent > 22 || exponent < -22)
    return Number(mark === POINT ? text.slice(start, end) : text.slice(start, end).replace(String.fromCharCode(mark), '.'));
  const value = exponent < 0 ? mantissa / EXACT_POWERS[-exponent]! : mantissa * EXACT_POWERS[exponent]!;
  return sign === 45 ? -value : value;
}

/** The integer after the `e`; NaN when there is none or more follows. */
function exponentAt(text: string, start: number, end: number): number {
  const sign = start < end ? text.charCodeAt(start) : 0;
  let i = sign === 43 || sign === 45 ? start + 1 : start;
  if (i === end) return NaN;
  let value = 0;
  for (; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return sign === 45 ? -value : value;
}
