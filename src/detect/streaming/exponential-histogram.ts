/**
 * The window of ADWIN, compressed: buckets of 1, 2, 4 … items, at most M of a size, each with its sum and its sum of squared
 * deviations. Memory and the number of places to cut grow with the logarithm of the width (Bifet & Gavaldà 2007, section 4).
 */

/** 2⁵⁰ items are more than a double counts exactly. */
const ROWS = 50;

export class ExponentialHistogram {
  /** Items in the window. */
  width = 0;
  /** Their sum. */
  total = 0;
  /** Sum of their squared deviations from the mean. */
  squares = 0;
  /** Rows in use; row r holds buckets of 2^r items, the oldest first. */
  rows = 1;
  /** Buckets in each row. */
  readonly counts = new Int32Array(ROWS);
  /** Sum of each bucket, `[rows, M + 1]`. */
  readonly sums: Float64Array;
  private readonly deviations: Float64Array;
  /** Room in a row. */
  readonly stride: number;

  /** @param maxBuckets M, how many buckets of a size are kept before two merge. */
  constructor(private readonly maxBuckets: number) {
    this.stride = maxBuckets + 1;
    this.sums = new Float64Array(ROWS * this.stride);
    this.deviations = new Float64Array(ROWS * this.stride);
  }

  add(value: number): void {
    if (this.width > 0) {
      const gap = value - this.total / this.width;
      this.squares += (this.width * gap * gap) / (this.width + 1);
    }
    this.width++;
    this.total += value;
    this.append(0, value, 0);
    for (let row = 0; this.counts[row]! > this.maxBuckets; row++) this.mergeOldest(row);
  }

  /** Forgets the oldest bucket. */
  dropOldest(): void {
    const row = this.rows - 1;
    const at = row * this.stride;
    const items = 2 ** row;
    const sum = this.sums[at]!;
    const deviation = this.deviations[at]!;
    this.width -= items;
    this.total -= sum;
    const gap = sum / items - this.total / this.width;
    // Rounding must not make it negative.
    this.squares = Math.max(0, this.squares - deviation - (items * this.width * gap * gap) / (items + this.width));
    this.removeFront(row, 1);
    while (this.rows > 1 && this.counts[this.rows - 1] === 0) this.rows--;
  }

  clear(): void {
    this.width = this.total = this.squares = 0;
    this.rows = 1;
    this.counts.fill(0);
  }

  private append(row: number, sum: number, deviation: number): void {
    const at = row * this.stride + this.counts[row]!++;
    this.sums[at] = sum;
    this.deviations[at] = deviation;
    if (row >= this.rows) this.rows = row + 1;
  }

  private mergeOldest(row: number): void {
    const at = row * this.stride;
    const items = 2 ** row;
    const [first, second] = [this.sums[at]!, this.sums[at + 1]!];
    const gap = (first - second) / items;
    const deviation = this.deviations[at]! + this.deviations[at + 1]! + (items * gap * gap) / 2;
    this.removeFront(row, 2);
    this.append(row + 1, first + second, deviation);
  }

  private removeFront(row: number, n: number): void {
    const start = row * this.stride;
    const left = this.counts[row]! - n;
    for (let i = start; i < start + left; i++) {
      this.sums[i] = this.sums[i + n]!;
      this.deviations[i] = this.deviations[i + n]!;
    }
    this.counts[row] = left;
  }
}
