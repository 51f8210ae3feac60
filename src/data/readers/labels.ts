/** The labels of the user's own data as they are read. */
import { DataError } from '../errors.ts';
import { numberIn } from './cells.ts';
import { MAX_CLASSES, MIN_ROWS_PER_CLASS } from './limits.ts';
import { detached, withRoom } from './typed.ts';

/** The labels that stay: `y[i]` is the class of the row in slot `slots[i]`. */
interface FinishedLabels {
  readonly classes: readonly string[];
  readonly slots: Int32Array;
  readonly y: Int32Array;
  readonly notes: readonly string[];
}

/**
 * Collects labels; classes come out as declared, or else in numeric order if all are numbers, otherwise in code-unit
 * order.
 */
export class Labels {
  private codes = new Uint8Array(0);
  private readonly known = new Map<string, number>();

  /**
   * @param name The label column, for messages.
   * @param declared Every label there can be, in order, where that is known.
   */
  constructor(
    private readonly name: string,
    private readonly declared?: readonly string[],
  ) {}

  /**
   * Takes the label of the row in `slot`; −1 stands for a row that is not kept.
   * @throws DataError when there are more than MAX_CLASSES different labels.
   */
  push(label: string, slot: number): void {
    this.put(this.codeOf(label), slot);
  }

  /**
   * The number of a label, from 0 in the order in which they come; `line` is where it stands.
   * @throws DataError as `push` does, and when the label is none of the declared ones.
   */
  codeOf(label: string, line?: number): number {
    const code = this.known.get(label) ?? this.known.size;
    if (code === this.known.size) {
      if (this.declared?.includes(label) === false) throw this.undeclared(label, line);
      this.known.set(detached(label), code);
      if (this.known.size > MAX_CLASSES) throw this.tooManyClasses();
    }
    return code;
  }

  /** `push` for a label whose code is known. */
  put(code: number, slot: number): void {
    if (slot < 0) return;
    if (slot >= this.codes.length) this.codes = withRoom(this.codes, slot);
    this.codes[slot] = code;
  }

  /**
   * @param order `[rows]`, the slots in the order that the rows shall have.
   * @throws DataError when fewer than two classes remain.
   */
  finish(order: Int32Array): FinishedLabels {
    const counts = new Int32Array(this.known.size);
    for (const slot of order) counts[this.codes[slot]!]!++;
    const labels = this.inOrder();
    const countOf = (label: string): number => counts[this.known.get(label)!]!;
    const classes = labels.filter((label) => countOf(label) >= MIN_ROWS_PER_CLASS);
    const rare = labels.filter((label) => countOf(label) < MIN_ROWS_PER_CLASS);
    if (classes.length < 2) throw this.tooFewClasses(classes);

    const classOf = new Map(classes.map((label, c) => [this.known.get(label)!, c]));
    const slots = order.filter((slot) => classOf.has(this.codes[slot]!));
    return {
      classes,
      slots,
      y: slots.map((slot) => classOf.get(this.codes[slot]!)!),
      notes: rare.map((label) => `Class “${label}” was left out: it has ${countOf(label)} rows, fewer than ${MIN_ROWS_PER_CLASS}.`),
    };
  }

  private inOrder(): string[] {
    if (this.declared) return this.declared.filter((label) => this.known.has(label));
    return [...this.known.keys()].sort(this.allNumbers() ? (a, b) => Number(a) - Number(b) : undefined);
  }

  private allNumbers(): boolean {
    return [...this.known.keys()].every((label) => numberIn(label) !== undefined);
  }

  private undeclared(label: string, line?: number): DataError {
    return new DataError(`“${label.slice(0, 40)}” is none of the labels declared for “${this.name}”`, {
      ...(line !== undefined && { line }),
      column: this.name,
      remedy: `Correct the label, or add it to the declaration of “${this.name}”.`,
    });
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
