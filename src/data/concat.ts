/** Putting rows of two batches one after the other. */
import type { Samples } from './types.ts';

/** The rows of `a`, then those of `b`, as far as a model learns from them: written texts and origins stay behind. Both must come from the same data set. */
export function concatSamples(a: Samples, b: Samples): Samples {
  const rows = a.rows + b.rows;
  const join = <T extends Float32Array | Int32Array>(target: T, first: T, second: T): T => {
    target.set(first);
    target.set(second, first.length);
    return target;
  };
  return {
    rows,
    inputShape: a.inputShape,
    x: join(new Float32Array(a.x.length + b.x.length), a.x, b.x),
    y: join(new Int32Array(rows), a.y, b.y),
    ...(a.group && b.group && { group: join(new Int32Array(rows), a.group, b.group) }),
  };
}
