/** Records of a CSV file (RFC 4180 and its usual relatives) with their line numbers, streamed in chunks. */
import Papa from 'papaparse';
import { DataError } from './errors.ts';

/** One record; quoting is resolved and cells are trimmed. */
export interface CsvRecord {
  /** 1-based line on which the record begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface ReadOptions {
  /** Called after every chunk. */
  readonly onProgress?: (bytesDone: number, bytesTotal: number) => void;
  readonly signal?: AbortSignal;
}

/** A longer record is taken for a quotation mark that was never closed. */
const MAX_RECORD_CHARACTERS = 1 << 20;

const CHUNK_BYTES = 1 << 18;
const DELIMITERS = [',', ';', '\t'];

interface Format {
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
}

/**
 * The records of a UTF-8 file, in batches; blank lines are skipped. The delimiter (`,` `;` or tab) is the one that cuts
 * the first record into most cells. Line ends may be LF, CRLF or CR.
 *
 * Only Papa Parse's core parser is used: it evaluates no code and starts no worker, so a strict Content-Security-Policy
 * holds, and decoding stays here, where a character cut in two by a chunk's end is put together again.
 *
 * @param chunkBytes Read at a time; the first chunk must hold the header line.
 * @throws DataError for binary or non-UTF-8 files and for unbalanced quotes; the signal's reason when aborted.
 */
export async function* readRecords(
  blob: Blob,
  { onProgress, signal }: ReadOptions,
  chunkBytes = CHUNK_BYTES,
): AsyncGenerator<readonly CsvRecord[], void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let format: Format | undefined;
  let pending = '';
  let line = 1;
  for (let start = 0; start < blob.size; start += chunkBytes) {
    signal?.throwIfAborted();
    const end = Math.min(start + chunkBytes, blob.size);
    const isLast = end === blob.size;
    pending += decode(decoder, new Uint8Array(await blob.slice(start, end).arrayBuffer()), isLast);
    format ??= sniff(pending);
    if (isLast) pending += format.newline;

    const batch = parse(pending, format, line, isLast);
    yield batch.records;
    pending = pending.slice(batch.consumed);
    line = batch.nextLine;
    if (pending.length > MAX_RECORD_CHARACTERS) throw unbalanced('a cell in quotation marks never ends', line);
    onProgress?.(end, blob.size);
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array<ArrayBuffer>, isLast: boolean): string {
  if (bytes.includes(0)) {
    throw new DataError('this is not a text file (it holds NUL bytes)', {
      remedy: 'Save the table as CSV with UTF-8 encoding; spreadsheets and UTF-16 text cannot be read directly.',
    });
  }
  try {
    return decoder.decode(bytes, { stream: !isLast });
  } catch {
    throw new DataError('the file is not UTF-8 text', { remedy: 'Save it again with UTF-8 encoding.' });
  }
}

function sniff(head: string): Format {
  const newline = !head.includes('\n') && /\r[^]/.test(head) ? '\r' : '\n';
  const cells = (delimiter: string): number => {
    const parser = new Papa.Parser({ delimiter, newline, preview: 1 });
    const { data } = parser.parse(head, 0, false) as Papa.ParseResult<string[]>;
    return data[0]?.length ?? 0;
  };
  const delimiter = DELIMITERS.reduce((best, next) => (cells(next) > cells(best) ? next : best));
  return { delimiter, newline };
}

/** The whole records at the start of `text`. With LF as line end, the CR of CRLF is trimmed off the last cell. */
function parse(text: string, { delimiter, newline }: Format, firstLine: number, isLast: boolean) {
  const parser = new Papa.Parser({ delimiter, newline });
  const { data, errors, meta } = parser.parse(text, 0, !isLast) as Papa.ParseResult<string[]>;
  const quoted = text.includes('"');
  const records: CsvRecord[] = [];
  let line = firstLine;
  data.forEach((cells, i) => {
    const error = errors.find((problem) => problem.row === i);
    if (error?.code === 'MissingQuotes') throw unbalanced('a cell in quotation marks never ends', line);
    if (error) throw unbalanced('text follows the closing quotation mark of a cell', line);
    if (cells.length > 1 || cells[0]!.trim() !== '') records.push({ line, cells: cells.map((cell) => cell.trim()) });
    line += 1 + (quoted ? cells.reduce((sum, cell) => sum + occurrences(cell, newline), 0) : 0);
  });
  return { records, nextLine: line, consumed: meta.cursor };
}

const occurrences = (text: string, part: string): number => (text.includes(part) ? text.split(part).length - 1 : 0);

const unbalanced = (what: string, line: number): DataError =>
  new DataError(`${what}; the record begins on line ${line}`, {
    line,
    remedy: 'Close the quotation mark; one that belongs to the text is written twice ("").',
  });
