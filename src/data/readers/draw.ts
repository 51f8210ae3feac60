/** Which rows are kept of a file with more than can be used: a simple random sample, the same at every reading. */
import { randomStream, type Random } from '../../random/random.ts';

/**
 * A uniform sample of at most `limit` rows of a file whose length is not known yet: Vitter's algorithm R (ACM
 * Transactions on Mathematical Software 11(1), 1985). A row drawn later takes the slot of one drawn before.
 */
export class Reservoir {
  /** Rows met so far. */
  seen = 0;
  private readonly random: Random = randomStream(0, 'rows of an own file');

  constructor(readonly limit: number) {}

  /** The slot (0 … limit − 1) that the next row goes into, or −1 when it is passed over. */
  next(): number {
    this.seen++;
    if (this.seen <= this.limit) return this.seen - 1;
    const slot = this.random.int(this.seen);
    return slot < this.limit ? slot : -1;
  }
}

/** The indices kept of `rows` rows, in ascending order: all of them, or `limit` drawn at random. */
export function drawRows(rows: number, limit: number): Int32Array {
  if (rows <= limit) return Int32Array.from({ length: rows }, (_, i) => i);
  return randomStream(0, 'rows of an own file').sample(rows, limit).sort();
}

/** What the user is told about it; `what` is the plural of a row. */
export function drawnNote(kept: number, total: number, what = 'rows'): string[] {
  const [few, all] = [kept, total].map((count) => count.toLocaleString('en-US'));
  return kept < total ? [`${few} of ${all} ${what} were drawn at random: no more can be used.`] : [];
}
