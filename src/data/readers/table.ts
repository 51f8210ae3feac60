/** A table as it is read, whatever it is read from: rows go in one by one, a data set comes out. */
import { DataError } from '../errors.ts';
import { hashArrays } from '../hash.ts';
import type { DataCard, Dataset } from '../types.ts';
import { CellCache } from './cell-cache.ts';
import { isMissing } from './cells.ts';
import { TableColumn } from './column.ts';
import type { RecordSink } from './csv-scan.ts';
import { drawnNote, Reservoir } from './draw.ts';
import type { Header } from './header.ts';
import { Labels } from './labels.ts';
import { MAX_CELLS, MAX_ROWS } from './limits.ts';
import { codeUnits, withRoom } from './typed.ts';

const CARD: DataCard = {
  summary: 'A table of your own, read on this device.',
  origin: 'yours',
  source: 'a file you chose; it never leaves this browser',
  licence: 'yours to know',
};

/** Among codes of labels. */
const MISSING = -2;
const UNKNOWN = -1;

/**
 * The rows read so far, column by column. Every row is checked; of more than MAX_ROWS rows, or MAX_CELLS cells, a random
 * sample is kept, in the order of the file.
 */
export class Table {
  private readonly columns: readonly TableColumn[];
  private readonly labels: Labels;
  private readonly labelCache = new CellCache();
  private readonly reservoir: Reservoir;
  private readonly limit: number;
  /** Which labelled row of the file each slot holds. */
  private rowOf = new Uint32Array(0);
  private unlabelled = 0;

  /** @param declared Categories by column, where the file says which there are; for the label column, the classes. */
  constructor(
    private readonly header: Header,
    declared: readonly (readonly string[] | undefined)[] = [],
  ) {
    this.columns = header.names.map((name, c) => new TableColumn(name, c === header.label ? undefined : declared[c]));
    this.labels = new Labels(header.names[header.label]!, declared[header.label]);
    this.limit = Math.min(MAX_ROWS, Math.floor(MAX_CELLS / header.names.length));
    this.reservoir = new Reservoir(this.limit);
  }

  /** Takes a row. @throws DataError when it has another number of cells than the header. */
  readonly push: RecordSink = (text, spans, cells, line) => {
    const width = this.columns.length;
    if (cells !== width) {
      throw new DataError(`line ${line} has ${cells} cells, the header ${width}`, {
        line,
        remedy: 'Add the missing cells, or put text that contains the separator in quotation marks.',
      });
    }
    const label = this.labelAt(text, spans[2 * this.header.label]!, spans[2 * this.header.label + 1]!, line);
    if (label === MISSING) {
      this.unlabelled++;
      return;
    }
    const slot = this.reservoir.next();
    this.labels.put(label, slot);
    for (let c = 0; c < width; c++) {
      if (c !== this.header.label) this.columns[c]!.take(text, spans[2 * c]!, spans[2 * c + 1]!, line, slot);
    }
    if (slot < 0) return;
    this.rowOf = withRoom(this.rowOf, slot);
    this.rowOf[slot] = this.reservoir.seen;
  };

  /** @throws DataError when no labelled row, no two classes or no usable column remain. */
  finish(title: string, furtherNotes: readonly string[] = []): Dataset {
    const { seen } = this.reservoir;
    if (seen === 0) {
      throw new DataError(this.unlabelled ? 'no row has a label' : 'there are no rows below the header', {
        remedy: 'Choose a file with labelled rows below the header line.',
      });
    }
    const order = this.slotsInOrder();
    const { classes, slots, y, notes: labelNotes } = this.labels.finish(order);
    const inputs = this.columns.filter((_, c) => c !== this.header.label).map((column) => column.finish());
    const kept = inputs.flatMap(({ input }) => input ?? []);
    const columnNotes = inputs.flatMap(({ note }) => note ?? []);
    if (kept.length === 0) {
      throw new DataError('no column can be used as an input', { remedy: columnNotes.join(' ') });
    }
    const x = new Float32Array(slots.length * kept.length);
    kept.forEach((input, c) => input.write(x, c, kept.length, slots));
    const columns = kept.map(({ column }) => column);
    const skipped = this.unlabelled ? [`Rows without a label were skipped: ${this.unlabelled}.`] : [];
    return {
      id: 'own',
      title,
      card: CARD,
      samples: { rows: slots.length, inputShape: [kept.length], x, y },
      columns,
      classes,
      file: { header: this.header.names, label: this.header.names[this.header.label]! },
      // Names too: the same numbers under other headers mean something else.
      sha256: hashArrays(x, y, codeUnits(JSON.stringify([columns, classes]))),
      notes: [...this.header.notes, ...drawnNote(order.length, seen), ...columnNotes, ...skipped, ...labelNotes, ...furtherNotes],
    };
  }

  /** The code of a label, or MISSING. */
  private labelAt(text: string, start: number, end: number, line: number): number {
    const known = this.labelCache.find(text, start, end, UNKNOWN);
    if (known !== UNKNOWN) return known;
    const label = text.slice(start, end);
    const code = isMissing(label) ? MISSING : this.labels.codeOf(label, line);
    this.labelCache.keep(code);
    return code;
  }

  private slotsInOrder(): Int32Array {
    const kept = Math.min(this.reservoir.seen, this.limit);
    const slots = Int32Array.from({ length: kept }, (_, i) => i);
    return kept < this.reservoir.seen ? slots.sort((a, b) => this.rowOf[a]! - this.rowOf[b]!) : slots;
  }
}
