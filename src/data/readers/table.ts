/** Tables as they are read, whatever they are read from and however many there are: rows go in one by one, columns come out. */
import { DataError } from '../errors.ts';
import { TableColumn } from './column.ts';
import type { RecordSink } from './csv-scan.ts';
import { Reservoir } from './draw.ts';
import { Findings } from './findings.ts';
import { guessLabel } from './guess-roles.ts';
import { checkedNames, placeOf } from './header.ts';
import { MAX_CELLS, rowLimit } from './limits.ts';
import { columnWith, roleSaid, type ReadingOptions } from '../../spec/reading-options.ts';
import { withRoom } from './typed.ts';

/** Different numbers up to which the spelling of a label is kept. */
const SPELT_LABELS = 1000;
const ALL_TEXTS = 1_000_000;

/** What a file says of its columns by itself. */
export interface Declared {
  /** Categories by column; of the label, the classes. */
  readonly categories?: readonly (readonly string[] | undefined)[];
  /** Which columns are said to hold numbers. */
  readonly numeric?: readonly boolean[];
  /** A column that says how much each row counts. */
  readonly weight?: number;
}

export interface TableFile {
  readonly name: string;
  /** The column of the table that each of the file's columns goes to; −1 for none. */
  readonly places: readonly number[];
  rows: number;
}

/** Every row is checked; of more rows than fit, a random sample is kept, in the order of the files. */
export class Table {
  columns: TableColumn[] = [];
  names: readonly string[] = [];
  /** Place of the label; −1 where the table has none. */
  label = -1;
  /** Columns that are not in every file. */
  readonly partial = new Set<number>();
  readonly files: TableFile[] = [];
  readonly findings = new Findings();
  declared: Declared = {};
  /** What stands between cells; empty where that says nothing of numbers. */
  separator = '';
  unlabelled = 0;
  /** Whether a row said how much it counts; else the column that a file declares for it goes. */
  weighed = false;
  /** The names of the files say what their rows are for (train, test). */
  partsByFile = false;
  reservoir = new Reservoir(1);
  /** `[slots]`, the file that each slot's row comes from. */
  fileOf = new Uint8Array(0);
  private rowOf = new Uint32Array(0);
  private comments = 0;
  private surplus = 0;

  /** @param needsLabel Whether the rows are to be learned from. */
  constructor(
    readonly reading: ReadingOptions,
    private readonly needsLabel = true,
  ) {}

  /**
   * A file begins; its rows follow. Columns of a further file are found by their names.
   * @throws DataError when its columns cannot be used.
   */
  begin(file: string, cells: readonly string[], line: number, declared: Declared = {}): void {
    const names = checkedNames(cells, line, this.needsLabel ? 2 : 1, this.findings);
    if (this.files.length === 0) this.open(names, declared);
    const places = this.files.length === 0 ? names.map((_, c) => c) : this.matched(file, names);
    this.files.push({ name: file, places, rows: 0 });
    places.forEach((place, c) => place >= 0 && declared.categories?.[c] && this.columns[place]!.declare(declared.categories[c]));
  }

  private open(names: readonly string[], declared: Declared): void {
    const { roles = {}, rows } = this.reading;
    for (const name of Object.keys(roles)) placeOf(name, names);
    this.names = names;
    this.declared = declared;
    if (this.needsLabel) this.label = this.findLabel(names);
    const texts = Math.floor(ALL_TEXTS / names.length);
    this.columns = names.map(
      (name, c) => new TableColumn(name, c === this.label ? SPELT_LABELS : undefined, Math.max(1000, Math.min(20_000, texts))),
    );
    // A sequence is no sequence any more once rows are drawn: without a label, as many are kept as fit at all.
    this.reservoir = new Reservoir(this.needsLabel ? rowLimit(names.length, rows) : Math.floor(MAX_CELLS / names.length));
  }

  private findLabel(names: readonly string[]): number {
    const said = columnWith('label', this.reading);
    if (said !== undefined) return placeOf(said, names);
    const free = names.filter((name, c) => roleSaid(name, this.reading) === undefined && c !== this.declared.weight);
    const { index, reason } = guessLabel(free.length ? free : names);
    const label = (free.length ? free : names)[index]!;
    const last = names.filter((_, c) => c !== this.declared.weight).at(-1) === label;
    this.findings.guess(
      { what: 'label', value: label, reason, flag: '--label' },
      last ? undefined : `“${label}” is taken as the label: ${reason}.`,
    );
    return names.indexOf(label);
  }

  /** Places of a further file's columns. */
  private matched(file: string, names: readonly string[]): number[] {
    const folded = this.names.map((name) => name.trim().toLowerCase());
    const places = names.map((name) => {
      const exact = this.names.indexOf(name);
      return exact >= 0 ? exact : folded.indexOf(name.trim().toLowerCase());
    });
    const first = this.files[0]!.name;
    if (places.every((place) => place < 0)) {
      throw new DataError(`${file} has no column in common with ${first}`, {
        remedy: `Its columns are ${names.slice(0, 10).join(', ')}; those of ${first} are ${this.names.slice(0, 10).join(', ')}. Give both files the same header.`,
      });
    }
    if (this.label >= 0 && !places.includes(this.label)) placeOf(this.names[this.label]!, names, ` in ${file}`);
    this.names.forEach((name, c) => {
      if (places.includes(c) || this.partial.has(c)) return;
      this.partial.add(c);
      if (this.needsLabel) this.findings.leave({ what: `Column “${name}”`, reason: `${file} lacks it`, column: name });
    });
    names.forEach((name, c) => {
      if (places[c]! < 0) this.findings.leave({ what: `Column “${name}” of ${file}`, reason: `${first} lacks it`, column: name });
    });
    return places;
  }

  /** Takes a row of the file begun last. @throws DataError when it has another number of cells than the header. */
  readonly push: RecordSink = (text, spans, cells, line) => {
    const file = this.files.length - 1;
    const { places } = this.files[file]!;
    const width = places.length;
    if (cells !== width && !this.passes(text, spans, cells, line)) return;
    if (this.label >= 0) {
      const at = file === 0 ? this.label : places.indexOf(this.label);
      if (spans[2 * at] === spans[2 * at + 1]) {
        this.unlabelled++;
        return;
      }
    }
    this.files[file]!.rows++;
    const slot = this.reservoir.next();
    const { columns } = this;
    for (let c = 0; c < width; c++) {
      const place = places[c]!;
      if (place >= 0) columns[place]!.take(text, spans[2 * c]!, spans[2 * c + 1]!, line, slot, file);
    }
    if (slot < 0) return;
    if (slot >= this.rowOf.length) this.rowOf = withRoom(this.rowOf, slot);
    this.rowOf[slot] = this.reservoir.seen;
    if (file === 0 && this.fileOf.length === 0) return;
    this.fileOf = withRoom(this.fileOf, slot);
    this.fileOf[slot] = file;
  };

  /** Whether a row of another width is one all the same. */
  private passes(text: string, spans: Int32Array, cells: number, line: number): boolean {
    const width = this.files.at(-1)!.places.length;
    if (text[spans[0]!] === '#' && spans[0]! < spans[1]!) {
      if (this.comments++ === 0) this.findings.warn(`Lines that begin with # were passed over, such as line ${line}.`);
      return false;
    }
    let full = cells;
    while (full > width && spans[2 * full - 2] === spans[2 * full - 1]) full--;
    if (full === width) {
      if (this.surplus++ === 0)
        this.findings.guess(
          { what: 'ends of lines', value: 'ignored', reason: `line ${line} goes on with empty cells` },
          'Empty cells at the ends of lines are ignored.',
        );
      return true;
    }
    const unseen = this.declared.weight === undefined ? 0 : 1;
    throw new DataError(`line ${line} has ${cells - unseen} cells, the header ${width - unseen}`, {
      line,
      remedy: 'Add the missing cells, or put text that contains the separator in quotation marks.',
    });
  }

  /** The columns that there are, by their places. */
  get shown(): readonly number[] {
    const all = this.names.map((_, c) => c);
    return this.weighed ? all : all.filter((c) => c !== this.declared.weight);
  }

  /** The slots that hold rows, in the order of the files. */
  slotsInOrder(): Int32Array {
    const kept = Math.min(this.reservoir.seen, this.reservoir.limit);
    const slots = Int32Array.from({ length: kept }, (_, i) => i);
    return kept < this.reservoir.seen ? slots.sort((a, b) => this.rowOf[a]! - this.rowOf[b]!) : slots;
  }
}
