/** Numbers out of bytes, one a line: plain decimals are read from the bytes themselves, anything else as JavaScript reads a number. */

const [LF, CR, SPACE, TAB, MINUS, DOT, ZERO, NINE] = [10, 13, 32, 9, 45, 46, 48, 57];
/** Digits whose integer a double holds exactly, and powers of ten that it does: their quotient is then rounded once, so correctly (Clinger 1990). */
const MOST_DIGITS = 15;
const POWERS = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, k) => 10 ** k);
/** Line and paragraph separator, which end a line, too. */
const SEPARATORS = /[\u2028\u2029]/;

export class NumberLines {
  private rest: Uint8Array = new Uint8Array(0);
  private line = 0;

  /** @param refuse throws for a line that is no finite number; lines count from 1 */
  constructor(private readonly refuse: (text: string, line: number) => never) {}

  /** The numbers of the lines that are whole by now, blank lines skipped; a line that is none is refused after those before it. */
  *of(part: Uint8Array, last = false): Generator<Float64Array> {
    const bytes = this.rest.length ? Buffer.concat([this.rest, part]) : part;
    const end = last ? bytes.length : wholeLines(bytes);
    const found = new Float64Array((end >> 1) + 2);
    let [count, at] = [0, 0];
    while (at < end) {
      // Labels and errors are most of what is read: a digit and a line's end.
      const digit = bytes[at]! - ZERO;
      if (digit >= 0 && digit <= 9 && bytes[at + 1] === LF) {
        this.line++;
        found[count++] = digit;
        at += 2;
        continue;
      }
      let to = at;
      while (to < end && bytes[to] !== LF && bytes[to] !== CR) to++;
      const value = plainNumber(bytes, at, to);
      if (value === value) {
        this.line++;
        found[count++] = value;
      } else {
        for (const text of new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(at, to)).split(SEPARATORS)) {
          this.line++;
          if (text.trim() === '') continue;
          const number = Number(text);
          if (!Number.isFinite(number)) {
            yield found.subarray(0, count);
            this.refuse(text, this.line);
          }
          found[count++] = number;
        }
      }
      at = to + (bytes[to] === CR && bytes[to + 1] === LF ? 2 : 1);
    }
    this.rest = bytes.slice(end);
    yield found.subarray(0, count);
  }
}

/** Bytes up to the last line's end; a CR at the very end may be half of one. */
function wholeLines(bytes: Uint8Array): number {
  let end = bytes.length - 1;
  if (bytes[end] === CR) end--;
  while (end >= 0 && bytes[end] !== LF && bytes[end] !== CR) end--;
  return end + 1;
}

/** NaN for anything but an optional minus, digits, and a point between digits, with blanks around. */
function plainNumber(bytes: Uint8Array, from: number, to: number): number {
  while (from < to && (bytes[from] === SPACE || bytes[from] === TAB)) from++;
  while (from < to && (bytes[to - 1] === SPACE || bytes[to - 1] === TAB)) to--;
  const negative = bytes[from] === MINUS;
  if (negative) from++;
  if (from === to || to - from > MOST_DIGITS) return NaN;
  let [value, point] = [0, -1];
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= NINE) value = 10 * value + (byte - ZERO);
    else if (byte === DOT && point < 0) point = at;
    else return NaN;
  }
  if (point >= 0) {
    if (to - from === 1) return NaN;
    value /= POWERS[to - point - 1]!;
  }
  return negative ? -value : value;
}
