/** The labels of images and arrays of the user's own as they are read. */
import { numberIn } from './cells.ts';
import type { Findings } from './findings.ts';
import { classesOf, tooManyClasses } from './label-classes.ts';
import { MAX_CLASSES } from './limits.ts';
import { detached, withRoom } from './typed.ts';

/** The labels that stay: `y[i]` is the class of the row in slot `slots[i]`. */
interface FinishedLabels {
  readonly classes: readonly string[];
  readonly slots: Int32Array;
  readonly y: Int32Array;
}

export class Labels {
  private codes = new Uint16Array(0);
  private readonly known = new Map<string, number>();

  /**
   * @param name The label column, for messages.
   * @param declared Every label there can be, in order, where that is known.
   * @param exact Spellings are not merged.
   */
  constructor(
    private readonly name: string,
    private readonly declared?: readonly string[],
    private readonly exact = false,
  ) {}

  /**
   * Takes the label of the row in `slot`.
   * @throws DataError when there are more than MAX_CLASSES different labels.
   */
  push(label: string, slot: number): void {
    const code = this.known.get(label) ?? this.known.size;
    if (code === this.known.size) {
      this.known.set(detached(label), code);
      if (this.known.size > MAX_CLASSES)
        throw tooManyClasses(
          this.name,
          [...this.known.keys()].every((each) => numberIn(each) !== undefined),
        );
    }
    if (slot >= this.codes.length) this.codes = withRoom(this.codes, slot);
    this.codes[slot] = code;
  }

  /**
   * @param order `[rows]`, the slots in the order that the rows shall have.
   * @throws DataError when fewer than two classes remain.
   */
  finish(order: Int32Array, findings: Findings): FinishedLabels {
    const counts = new Int32Array(this.known.size);
    for (const slot of order) counts[this.codes[slot]!]!++;
    const spellings = [...this.known.keys()].map((text, code) => ({ text, count: counts[code]! }));
    const { classes, classOf } = classesOf(spellings, { name: this.name, declared: this.declared, exact: this.exact }, findings);
    const slots = order.filter((slot) => classOf[this.codes[slot]!]! >= 0);
    return { classes, slots, y: slots.map((slot) => classOf[this.codes[slot]!]!) };
  }
}
