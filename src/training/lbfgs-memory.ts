/** The two-loop recursion of L-BFGS (Nocedal 1980). */
import { dot } from '../maths/dot.ts';

/** Pairs of steps and changes of the gradient that are remembered. */
const HISTORY = 10;

/** The last pairs of steps and changes of the gradient, and the direction they give. */
export class Memory {
  pairs = 0;
  readonly #steps: Float64Array[];
  readonly #changes: Float64Array[];
  readonly #products = new Float64Array(HISTORY);
  readonly #factors = new Float64Array(HISTORY);
  #at = 0;
  #scale = 1;

  constructor(readonly size: number) {
    this.#steps = Array.from({ length: HISTORY }, () => new Float64Array(size));
    this.#changes = Array.from({ length: HISTORY }, () => new Float64Array(size));
  }

  forget(): void {
    this.pairs = 0;
  }

  remember(step: number, direction: Float64Array, before: Float64Array, after: Float64Array): void {
    const [s, y] = [this.#steps[this.#at]!, this.#changes[this.#at]!];
    let [product, square] = [0, 0];
    for (let p = 0; p < this.size; p++) {
      const moved = step * direction[p]!;
      const changed = after[p]! - before[p]!;
      s[p] = moved;
      y[p] = changed;
      product += moved * changed;
      square += changed * changed;
    }
    // Rounding alone: such a pair would spoil the others.
    if (!(product > 1e-14 * square * this.#scale) || !(square > 0)) return;
    this.#products[this.#at] = product;
    this.#scale = product / square;
    this.#at = (this.#at + 1) % HISTORY;
    this.pairs = Math.min(HISTORY, this.pairs + 1);
  }

  /** Writes the direction; returns the FLOPs of the recursion. */
  direction(gradient: Float64Array, out: Float64Array): number {
    const { size, pairs } = this;
    for (let p = 0; p < size; p++) out[p] = -gradient[p]!;
    for (let back = 1; back <= pairs; back++) {
      const at = (this.#at - back + HISTORY) % HISTORY;
      const y = this.#changes[at]!;
      const factor = (this.#factors[at] = dot(this.#steps[at]!, out) / this.#products[at]!);
      for (let p = 0; p < size; p++) out[p]! -= factor * y[p]!;
    }
    if (pairs) for (let p = 0; p < size; p++) out[p]! *= this.#scale;
    for (let back = pairs; back >= 1; back--) {
      const at = (this.#at - back + HISTORY) % HISTORY;
      const s = this.#steps[at]!;
      const factor = this.#factors[at]! - dot(this.#changes[at]!, out) / this.#products[at]!;
      for (let p = 0; p < size; p++) out[p]! += factor * s[p]!;
    }
    return 8 * pairs * size;
  }
}
