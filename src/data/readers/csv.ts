/** Reading CSV, TSV and their relatives. Runs in a worker; nothing is uploaded. */
import { DataError } from '../errors.ts';
import type { Dataset } from '../types.ts';
import { byteChunks, type ByteChunks, type ReadOptions } from './byte-chunks.ts';
import { headerOf, layoutOf, type CsvHeader, type CsvLayout } from './csv-layout.ts';
import { readRecords } from './csv-records.ts';
import { numberIn } from './cells.ts';
import { lineFed } from './line-ends.ts';
import type { ReadingOptions } from '../../spec/reading-options.ts';
import { tableDataset } from './table-dataset.ts';
import { Table } from './table.ts';
import { textChunks } from './text-chunks.ts';

export interface CsvOptions extends ReadOptions {
  /** How it is to be read; what is left out is guessed. */
  readonly reading?: ReadingOptions;
}

/**
 * Reads a table, streamed in chunks. Cells that are empty, NA, N/A, NaN, null or `?` are missing, and so are further marks
 * among numbers; rows without a label are skipped; columns and classes that cannot be used are left out. All of that is
 * told in `report`, and in `notes`.
 *
 * @throws DataError with the line, the column and a remedy; the signal's reason when aborted.
 */
export async function readCsv(source: Blob | string, options: CsvOptions = {}): Promise<Dataset> {
  const blob = typeof source === 'string' ? new Blob([source]) : source;
  const title = source instanceof File ? source.name : 'Your table';
  const table = new Table(options.reading ?? {});
  await readCsvInto(table, byteChunks(blob, options), title);
  return tableDataset(table, title);
}

/** Adds the rows of a file to a table. `shared`: another file of the table begins with the same line. */
export async function readCsvInto(table: Table, bytes: ByteChunks, file: string, shared = false): Promise<void> {
  const { reading, findings } = table;
  let header: CsvHeader | undefined;
  let begun = false;
  const onEncoding = (value: string, reason: string) =>
    findings.guess({ what: `encoding of ${file}`, value, reason, flag: '--encoding' }, `${file} is read as ${value}: ${reason}.`);
  const onLayout = (layout: CsvLayout) => {
    header = headerOf(layout, reading.header, shared);
    tellLayout(table, file, layout, header);
  };
  await readRecords(
    textChunks(bytes, { encoding: reading.encoding, onEncoding }),
    (text, spans, cells, line) => {
      if (!begun) {
        begun = true;
        table.begin(file, header!.names, line);
        if (header!.inFile) return;
      }
      table.push(text, spans, cells, line);
    },
    { separator: reading.separator, onLayout },
  );
  if (!begun) throw new DataError('the file is empty', { remedy: 'Choose a file with a header line and rows below it.' });
}

const NAMES: Readonly<Record<string, string>> = { '\t': 'tab', ' ': 'space' };

function tellLayout(
  { findings, reading }: Table,
  file: string,
  { delimiter, reason, comments, titles }: CsvLayout,
  header: CsvHeader,
): void {
  if (reason) findings.guess({ what: `separator of ${file}`, value: NAMES[delimiter] ?? delimiter, reason, flag: '--separator' });
  if (comments)
    findings.guess(
      { what: `comments of ${file}`, value: `${comments} lines`, reason: 'they begin with #' },
      comments === 1
        ? `1 line above the header of ${file}, which begins with #, was passed over.`
        : `${comments} lines above the header of ${file}, which begin with #, were passed over.`,
    );
  if (titles)
    findings.guess(
      { what: `titles of ${file}`, value: `${titles} lines`, reason: 'the lines below them have more cells' },
      `${titles === 1 ? '1 line' : `${titles} lines`} above the header of ${file} ${titles === 1 ? 'was' : 'were'} passed over: the lines below have more cells.`,
    );
  for (const remark of header.remarks)
    findings.guess({ what: `width of ${file}`, value: `${header.names.length} columns`, reason: remark }, remark);
  if (reading.header !== undefined) return;
  const flag = `--header ${header.inFile ? 'no' : 'yes'}`;
  const what = `header of ${file}`;
  if (header.reason) {
    const told = header.inFile ? `The first line of ${file} is read as its header` : `${file} has no header`;
    findings.guess({ what, value: header.inFile ? 'yes' : 'no', reason: header.reason, flag }, `${told}: ${header.reason}.`);
  } else {
    findings.guess({ what, value: 'yes', reason: 'the first line holds names', flag });
    const numeric = header.names.find((name) => numberIn(name) !== undefined);
    if (numeric !== undefined)
      findings.warn(`A column is called “${numeric}”. If the first line is data, add a line above it that names the columns.`, {
        option: 'or say --header no',
      });
  }
}

/** The first record of a text, to be compared with that of another. */
export const firstRecord = (head: string, separator?: string): string =>
  JSON.stringify(layoutOf(lineFed(head), separator).preview[0] ?? []);
