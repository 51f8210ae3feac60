/** Reading a CSV or TSV file with a header line. Runs in a worker; nothing is uploaded. */
import { DataError } from '../errors.ts';
import type { Dataset } from '../types.ts';
import { byteChunks, type ByteChunks, type ReadOptions } from './byte-chunks.ts';
import { readRecords } from './csv-records.ts';
import { readHeader } from './header.ts';
import { columnWith, type ReadingOptions } from './reading-options.ts';
import { Table } from './table.ts';
import { textChunks } from './text-chunks.ts';

export interface CsvOptions extends ReadOptions {
  /** How it is to be read; what is left out is guessed. */
  readonly reading?: ReadingOptions;
}

/**
 * Reads a table with a header line, streamed in chunks. Cells that are empty, NA, N/A, NaN, null or `?` are missing;
 * rows without a label are skipped; columns and classes that cannot be used are left out. All of that is told in `notes`.
 *
 * @throws DataError with the line, the column and a remedy; the signal's reason when aborted.
 */
export async function readCsv(source: Blob | string, options: CsvOptions = {}): Promise<Dataset> {
  const blob = typeof source === 'string' ? new Blob([source]) : source;
  return readCsvBytes(
    byteChunks(blob, options),
    source instanceof File ? source.name : 'Your table',
    columnWith('label', options.reading ?? {}),
  );
}

/** As `readCsv`, for bytes that come from elsewhere, such as a compressed file. */
export async function readCsvBytes(bytes: ByteChunks, title: string, label?: string): Promise<Dataset> {
  let table: Table | undefined;
  await readRecords(textChunks(bytes), (text, spans, cells, line) => {
    if (table) return table.push(text, spans, cells, line);
    const names = Array.from({ length: cells }, (_, i) => text.slice(spans[2 * i], spans[2 * i + 1]));
    table = new Table(readHeader(names, line, label));
  });
  if (!table) {
    throw new DataError('the file is empty', { remedy: 'Choose a file with a header line and rows below it.' });
  }
  return (table as Table).finish(title);
}
