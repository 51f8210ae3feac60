/** Reading your own data: a CSV file with a header line becomes a data set. Runs in a worker; nothing is uploaded. */
import { isMissing } from './csv-cells.ts';
import { CsvColumn } from './csv-column.ts';
import { readHeader, type Header } from './csv-header.ts';
import { CsvLabels } from './csv-labels.ts';
import { readRecords, type CsvRecord, type ReadOptions } from './csv-records.ts';
import { DataError } from './errors.ts';
import { hashArrays } from './hash.ts';
import type { DataCard, Dataset } from './types.ts';

export const MAX_ROWS = 200_000;
/** Rows × columns: 40 MB as 32-bit floats, and about four times that while reading. */
export const MAX_CELLS = 10_000_000;

export interface CsvOptions extends ReadOptions {
  /** Name of the label column; the last column if absent. */
  readonly label?: string;
}

const CARD: DataCard = {
  summary: 'A table of your own, read on this device.',
  origin: 'yours',
  source: 'a file you chose; it never leaves this browser',
  licence: 'yours to know',
};

/**
 * Reads a UTF-8 table with a header line, streamed in chunks. Cells that are empty, NA, N/A, NaN, null or `?` are
 * missing; rows without a label are skipped; columns and classes that cannot be used are left out. All of that is told
 * in `notes`.
 *
 * @throws DataError with the line, the column and a remedy; the signal's reason when aborted.
 */
export async function readCsv(source: Blob | string, options: CsvOptions = {}): Promise<Dataset> {
  const blob = typeof source === 'string' ? new Blob([source]) : source;
  let table: Table | undefined;
  for await (const records of readRecords(blob, options)) {
    for (const record of records) {
      if (table) table.push(record);
      else table = new Table(readHeader(record, options.label));
    }
  }
  if (!table) {
    throw new DataError('the file is empty', { remedy: 'Choose a file with a header line and rows below it.' });
  }
  return table.finish(source instanceof File ? source.name : 'Your table');
}

const codeUnits = (text: string): Int32Array => Int32Array.from(text, (_, i) => text.charCodeAt(i));

/** The rows read so far, column by column. */
class Table {
  private readonly columns: readonly CsvColumn[];
  private readonly labels: CsvLabels;
  private rows = 0;
  private unlabelled = 0;

  constructor(private readonly header: Header) {
    this.columns = header.names.map((name) => new CsvColumn(name));
    this.labels = new CsvLabels(header.names[header.label]!);
  }

  push({ line, cells }: CsvRecord): void {
    const width = this.columns.length;
    if (cells.length !== width) {
      throw new DataError(`line ${line} has ${cells.length} cells, the header ${width}`, {
        line,
        remedy: 'Add the missing cells, or put text that contains the separator in quotation marks.',
      });
    }
    const label = cells[this.header.label]!;
    if (isMissing(label)) {
      this.unlabelled++;
      return;
    }
    const limit = Math.min(MAX_ROWS, Math.floor(MAX_CELLS / width));
    if (this.rows === limit) {
      const reason = limit === MAX_ROWS ? '' : ` with ${width} columns`;
      throw new DataError(`the file has more than ${limit} rows, the most that can be used${reason}`, {
        line,
        remedy: 'Take a random sample of the rows.',
      });
    }
    this.rows++;
    this.labels.push(label);
    for (let c = 0; c < width; c++) if (c !== this.header.label) this.columns[c]!.push(cells[c]!, line);
  }

  finish(title: string): Dataset {
    if (this.rows === 0) {
      throw new DataError(this.unlabelled ? 'no row has a label' : 'there are no rows below the header', {
        remedy: 'Choose a file with labelled rows below the header line.',
      });
    }
    const { classes, rows, y, notes: labelNotes } = this.labels.finish();
    const inputs = this.columns.filter((_, c) => c !== this.header.label).map((column) => column.finish());
    const kept = inputs.flatMap(({ input }) => input ?? []);
    const columnNotes = inputs.flatMap(({ note }) => note ?? []);
    if (kept.length === 0) {
      throw new DataError('no column can be used as an input', { remedy: columnNotes.join(' ') });
    }
    const x = new Float32Array(rows.length * kept.length);
    kept.forEach(({ values }, c) => rows.forEach((row, i) => (x[i * kept.length + c] = values[row]!)));
    const skipped = this.unlabelled ? [`Rows without a label were skipped: ${this.unlabelled}.`] : [];
    return {
      id: 'csv',
      title,
      card: CARD,
      samples: { rows: rows.length, inputShape: [kept.length], x, y },
      columns: kept.map(({ column }) => column),
      classes,
      file: { header: this.header.names, label: this.header.names[this.header.label]! },
      // Names too: the same numbers under other headers mean something else.
      sha256: hashArrays(x, y, codeUnits(JSON.stringify([kept.map(({ column }) => column), classes]))),
      notes: [...this.header.notes, ...columnNotes, ...skipped, ...labelNotes],
    };
  }
}
