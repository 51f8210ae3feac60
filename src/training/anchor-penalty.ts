/** The L2 penalty of softmax regression: a distance to an anchor, or to any multiple of it. */
import { dot } from '../maths/dot.ts';

/** What the first parameters are held to: an anchor, or any multiple of it. */
export class Towards {
  /** Squared length of an anchor whose scale is free; 0 = fixed. */
  readonly #square: number;

  constructor(
    readonly l2: number,
    readonly anchor: Float64Array,
    free: boolean,
  ) {
    this.#square = free ? dot(anchor, anchor) : 0;
  }

  /** The multiple of the anchor that is nearest to `w`. */
  #scale(w: Float64Array): number {
    return this.#square > 0 ? dot(this.anchor, w) / this.#square : 1;
  }

  /** The penalty; writes its gradient. */
  penalty(w: Float64Array, out: Float64Array): number {
    const { l2, anchor } = this;
    const scale = this.#scale(w);
    let sum = 0;
    for (let p = 0; p < anchor.length; p++) {
      const away = w[p]! - scale * anchor[p]!;
      out[p] = l2 * away;
      sum += away * away;
    }
    out.fill(0, anchor.length);
    return 0.5 * l2 * sum;
  }

  /** First and second derivative of the penalty along a direction. */
  along(w: Float64Array, direction: Float64Array): { readonly slope: number; readonly bend: number } {
    const { l2, anchor } = this;
    const scale = this.#scale(w);
    const turn = this.#square > 0 ? this.#scale(direction) : 0;
    let [slope, bend] = [0, 0];
    for (let p = 0; p < anchor.length; p++) {
      const side = direction[p]! - turn * anchor[p]!;
      slope += (w[p]! - scale * anchor[p]!) * direction[p]!;
      bend += side * side;
    }
    return { slope: l2 * slope, bend: l2 * bend };
  }
}
