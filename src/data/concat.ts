/** Putting rows of two batches one after the other. */
import { alongRows, type Samples } from './types.ts';

/** The rows of `a`, then those of `b`, as far as a model learns from them: written texts and origins stay behind. Both must come from the same data set. */
export function concatSamples(a: Samples, b: Samples): Samples {
  const further = alongRows.flatMap((name) => {
    const [first, second] = [a[name], b[name]];
    return first && second && name !== 'origin' ? [[name, join(first, second)]] : [];
  });
  return {
    ...{ rows: a.rows + b.rows, inputShape: a.inputShape, x: join(a.x, b.x), y: join(a.y, b.y) },
    ...(Object.fromEntries(further) as Pick<Samples, (typeof alongRows)[number]>),
  };
}

function join<T extends Float32Array | Float64Array | Int32Array | Uint8Array>(first: T, second: T): T {
  const target = new (first.constructor as new (length: number) => T)(first.length + second.length);
  target.set(first);
  target.set(second, first.length);
  return target;
}
