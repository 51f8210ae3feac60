/** Where the cells of a table without quotation marks stand: one pass over the characters, no text is cut out. */

/** How a CSV file separates its cells; its records end with LF, or CRLF of which the CR is trimmed off the last cell. */
export interface CsvFormat {
  readonly delimiter: string;
}

/**
 * Takes one record: cell `i` is `text.slice(spans[2i], spans[2i + 1])`, already trimmed; the spans change with the next
 * record. `line` is the 1-based line on which it begins.
 */
export type RecordSink = (text: string, spans: Int32Array, cells: number, line: number) => void;

let spans = new Int32Array(2048);

/** Puts a span into the shared list, which grows to the widest record there is. */
export function setSpan(cell: number, start: number, end: number): Int32Array {
  if (2 * cell + 2 > spans.length) {
    const wider = new Int32Array(2 * spans.length);
    wider.set(spans);
    spans = wider;
  }
  spans[2 * cell] = start;
  spans[2 * cell + 1] = end;
  return spans;
}

/**
 * Hands the whole records at the start of `text`, which must hold no quotation mark, to `sink`; blank lines are skipped.
 * Says how many characters that took and which line comes next.
 */
export function scanRecords(text: string, { delimiter }: CsvFormat, firstLine: number, sink: RecordSink) {
  const cut = delimiter.charCodeAt(0);
  // Spaces stand in rows: what is between two of them is no cell.
  const loose = cut === 32;
  const end = 10;
  let line = firstLine;
  let consumed = 0;
  let cellStart = 0;
  let cells = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== cut && code !== end) continue;
    let from = cellStart;
    let to = i;
    while (from < to && isSpace(text.charCodeAt(from))) from++;
    while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
    if (!loose || from < to) setSpan(cells++, from, to);
    cellStart = i + 1;
    if (code !== end) continue;
    if (cells > 1 || from < to || (loose && cells === 1)) sink(text, spans, cells, line);
    cells = 0;
    line++;
    consumed = cellStart;
  }
  return { consumed, nextLine: line };
}

/** What `String.prototype.trim` takes away: ECMAScript's WhiteSpace and LineTerminator. */
function isSpace(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13);
  if (code < 0x1680) return code === 0xa0;
  if (code >= 0x2000 && code <= 0x200a) return true;
  return [0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff].includes(code);
}
