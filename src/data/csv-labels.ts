/** The label column of a CSV file as it is read. */
import { numberIn } from './csv-cells.ts';
import { DataError } from './errors.ts';

/** Most classes a label column may hold. */
const MAX_CLASSES = 100;
/** A class with fewer rows is left out: it could not have two in each part of a split. */
const MIN_ROWS_PER_CLASS = 8;

/** The labels that stay: `y[i]` is the class of row `rows[i]` (counted among the rows pushed). */
interface FinishedLabels {
  readonly classes: readonly string[];
  readonly rows: Int32Array;
  readonly y: Int32Array;
  readonly notes: readonly string[];
}

/** Collects labels; classes come out in numeric order if all are numbers, otherwise in code-unit order. */
export class CsvLabels {
  private readonly codes: number[] = [];
  private readonly counts: number[] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly name: string) {}

  /** @throws DataError when there are more than MAX_CLASSES different labels. */
  push(cell: string): void {
    const code = this.known.get(cell) ?? this.known.size;
    if (code === this.known.size) {
      this.known.set(cell, code);
      this.counts.push(0);
      if (this.known.size > MAX_CLASSES) throw this.tooManyClasses();
    }
    this.codes.push(code);
    this.counts[code]!++;
  }

  /** @throws DataError when fewer than two classes remain. */
  finish(): FinishedLabels {
    const labels = [...this.known.keys()].sort(this.allNumbers() ? (a, b) => Number(a) - Number(b) : undefined);
    const countOf = (label: string): number => this.counts[this.known.get(label)!]!;
    const classes = labels.filter((label) => countOf(label) >= MIN_ROWS_PER_CLASS);
    const rare = labels.filter((label) => countOf(label) < MIN_ROWS_PER_CLASS);
    if (classes.length < 2) throw this.tooFewClasses(classes);

    const classOf = new Map(classes.map((label, c) => [this.known.get(label)!, c]));
    const rows = Int32Array.from(this.codes.keys()).filter((row) => classOf.has(this.codes[row]!));
    return {
      classes,
      rows,
      y: rows.map((row) => classOf.get(this.codes[row]!)!),
      notes: rare.map(
        (label) => `Class “${label}” was left out: it has ${countOf(label)} rows, fewer than ${MIN_ROWS_PER_CLASS}.`,
      ),
    };
  }

  private allNumbers(): boolean {
    return [...this.known.keys()].every((label) => numberIn(label) !== undefined);
  }

  private tooManyClasses(): DataError {
    return new DataError(
      this.allNumbers()
        ? `the label column holds more than ${MAX_CLASSES} different numbers: it looks like a regression target`
        : `the label column holds more than ${MAX_CLASSES} different values`,
      { column: this.name, remedy: 'Choose the column that names the class, or group its values into a few classes.' },
    );
  }

  private tooFewClasses(classes: readonly string[]): DataError {
    const { name: column, known } = this;
    const regression = this.allNumbers() && known.size > 2 ? ', and it looks like a regression target' : '';
    const message =
      known.size === 1
        ? `all rows have the same label, “${[...known.keys()][0]}”`
        : `only ${classes.length} of ${known.size} labels have ${MIN_ROWS_PER_CLASS} rows or more${regression}`;
    return new DataError(message, {
      column,
      remedy: `Choose a label column with at least two classes of ${MIN_ROWS_PER_CLASS} rows or more.`,
    });
  }
}
