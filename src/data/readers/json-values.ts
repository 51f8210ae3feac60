/** The values of a JSON lines file, or of one array in a JSON file, one at a time with the line each begins on. */
import { DataError } from '../errors.ts';

export interface JsonValue {
  readonly line: number;
  readonly value: unknown;
  /** It is all that the file holds: one object of lists or objects. */
  readonly whole?: true;
}

/** A longer value is taken for a string or an object that was never closed. */
const MAX_VALUE_CHARACTERS = 1 << 20;
/** An object of columns is one value, and has to be in memory as a whole. */
const MAX_WHOLE_CHARACTERS = 1 << 26;
/** A file that begins with an object whose first value is a list or an object holds columns; and as far as it has to be read to know. */
const COLUMNS = /^\s*\{\s*"(?:[^"\\]|\\.)*"\s*:\s*[[{]/;
const UNDECIDED = /^\s*\{\s*(?:"(?:[^"\\]|\\.)*(?:\\|"\s*:?\s*)?)?$/;

/**
 * JSON lines (one value a line, jsonlines.org), or the elements of one array, however it is laid out: a text whose first
 * character is `[` is an array. One that begins with an object of lists or objects is one value as a whole, if it is JSON.
 * @throws DataError with the line where the text is not JSON.
 */
export async function* jsonValues(texts: AsyncIterable<string>): AsyncGenerator<JsonValue, void> {
  let splitter: Splitter | undefined;
  let head = '';
  for await (const text of texts) {
    head += text;
    if (!splitter && (head.trim() === '' || UNDECIDED.test(head))) continue;
    splitter ??= splitterOf(head);
    yield* splitter.take(head);
    head = '';
  }
  if (!splitter && head.trim() !== '') yield* (splitter = new LineSplitter()).take(head);
  if (splitter) yield* splitter.finish();
}

const splitterOf = (head: string): Splitter =>
  head.trimStart().startsWith('[') ? new ArraySplitter() : COLUMNS.test(head) ? new WholeSplitter() : new LineSplitter();

interface Splitter {
  take(text: string): Generator<JsonValue>;
  finish(): Generator<JsonValue>;
}

class LineSplitter implements Splitter {
  private pending = '';
  private line = 1;

  *take(text: string): Generator<JsonValue> {
    const lines = (this.pending + text).split('\n');
    this.pending = lines.pop()!;
    checkLength(this.pending, this.line + lines.length);
    for (const line of lines) yield* this.parse(line);
  }

  *finish(): Generator<JsonValue> {
    yield* this.parse(this.pending);
  }

  private *parse(text: string): Generator<JsonValue> {
    if (text.trim() !== '') yield { line: this.line, value: parseJson(text, this.line) };
    this.line++;
  }
}

/** Keeps everything; what is no JSON as a whole is read line by line. */
class WholeSplitter implements Splitter {
  private text = '';

  *take(text: string): Generator<JsonValue> {
    this.text += text;
    checkLength(this.text, 1, MAX_WHOLE_CHARACTERS);
  }

  *finish(): Generator<JsonValue> {
    let value: unknown;
    try {
      value = parseJson(this.text, 1);
    } catch (error) {
      const lines = new LineSplitter();
      const first = this.text.trimStart().split('\n', 1)[0]!.trim();
      // Laid out over lines, it can only have been meant as a whole.
      if (!first.endsWith('}')) throw error;
      yield* lines.take(this.text);
      yield* lines.finish();
      return;
    }
    const line = /^\s*/.exec(this.text)![0].split('\n').length;
    yield { line, value, whole: true };
  }
}

/** Cuts an array at the commas of its outermost level; what lies between them is left to `JSON.parse`. */
class ArraySplitter implements Splitter {
  private element = '';
  private elementLine = 1;
  private line = 1;
  private depth = 0;
  private elements = 0;
  private inString = false;
  private escaped = false;

  *take(text: string): Generator<JsonValue> {
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10) this.line++;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (code === 92) this.escaped = true;
        else if (code === 34) this.inString = false;
        continue;
      }
      if (code === 34) this.inString = true;
      else if (code === 91 || code === 123) {
        if (this.depth++ === 0) start = this.begin(text, start, i);
      } else if (code === 93 || code === 125) {
        if (--this.depth === 0) {
          yield* this.end(text.slice(start, i), true);
          start = i + 1;
        }
      } else if (code === 44 && this.depth === 1) {
        yield* this.end(text.slice(start, i), false);
        start = i + 1;
      }
      if (this.depth < 0) throw notJson(this.line, 'a bracket is closed that was never opened');
    }
    this.element += text.slice(start);
    checkLength(this.element, this.elementLine);
  }

  *finish(): Generator<JsonValue> {
    if (this.depth !== 0) throw notJson(this.elementLine, 'the file ends in the middle of the array');
    if (this.element.trim() !== '') throw notJson(this.line, 'there is text after the array');
  }

  /** The array opens here; only white space may come before it. */
  private begin(text: string, start: number, i: number): number {
    if (this.elements > 0 || (this.element + text.slice(start, i)).trim() !== '') throw notJson(this.line, 'there is text after the array');
    this.element = '';
    return i + 1;
  }

  private *end(rest: string, closes: boolean): Generator<JsonValue> {
    const text = this.element + rest;
    const line = this.elementLine + (/^\s*/.exec(text)![0].split('\n').length - 1);
    this.element = '';
    this.elementLine = this.line;
    const isFirst = this.elements++ === 0;
    // `[]` has no element.
    if (closes && isFirst && text.trim() === '') return;
    yield { line, value: parseJson(text, line) };
  }
}

function parseJson(text: string, line: number): unknown {
  try {
    return JSON.parse(LONG.test(text) ? keptLong(text) : text);
  } catch (error) {
    // Python writes what JSON does not know: a number that is none.
    const known = outside(text, (part) => part.replace(/-?\b(?:NaN|Infinity)\b/g, 'null'));
    if (known !== text && isJson(known)) return JSON.parse(known);
    throw notJson(line, `this is not JSON (${(error as Error).message})`);
  }
}

/** Whole numbers that double precision does not hold, which are kept as they are written. */
const LONG = /\d{16}/;
const keptLong = (text: string): string =>
  outside(text, (part) =>
    part.replace(/-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?/g, (number) => (/^-?\d{16,}$/.test(number) ? `"${number}"` : number)),
  );

/** The text with what stands outside of strings changed; one pass, whatever it holds. */
function outside(text: string, change: (part: string) => string): string {
  let changed = '';
  let start = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', start)) {
    let end = at + 1;
    while (end < text.length && text.charCodeAt(end) !== 34) end += text.charCodeAt(end) === 92 ? 2 : 1;
    changed += change(text.slice(start, at)) + text.slice(at, end + 1);
    start = end + 1;
  }
  return changed + change(text.slice(start));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function checkLength(text: string, line: number, most = MAX_VALUE_CHARACTERS): void {
  if (text.length > most) throw notJson(line, `a value has more than ${most.toLocaleString('en-US')} characters`);
}

const notJson = (line: number, message: string): DataError =>
  new DataError(message, { line, remedy: 'Give one flat object a line (JSON lines), or one array of flat objects.' });
