/**
 * Named, splittable random streams: one root seed, and a name for each use.
 *
 * Two streams with different names are independent for every practical purpose; the same root and names always give the
 * same numbers, in any order of creation, in the page, a worker and Node. `Math.random` is banned by lint.
 *
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand, 2010), 128 bits of state, seeded from SHA-256 of the stream's name.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { log } from '../maths/portable.ts';

export type StreamName = string | number;

/** A deterministic source of random numbers. */
export interface Random {
  /** Integer in [0, 2³²). */
  uint32(): number;
  /** Uniform in [0, 1), 32 bits of resolution. */
  uniform(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Integer in [0, n), unbiased. `n` must be in 1 … 2³². */
  int(n: number): number;
  /** Standard normal (Marsaglia's polar method). */
  normal(): number;
  /** A random order of 0 … n−1 (Fisher–Yates). */
  permutation(n: number): Int32Array;
  /** `count` distinct integers of 0 … n−1, in random order. Throws RangeError when count > n. */
  sample(n: number, count: number): Int32Array;
}

/** The stream of that name below `root`. Names are joined, so `('a', 1)` and `('a1')` differ. */
export function randomStream(root: number, ...names: StreamName[]): Random {
  const digest = sha256(utf8ToBytes(JSON.stringify([root, ...names])));
  const words = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
  return sfc32(words.getUint32(0), words.getUint32(4), words.getUint32(8), words.getUint32(12));
}

/** sfc32 from four 32-bit words; the first 12 outputs are discarded, as its author advises. */
export function sfc32(a: number, b: number, c: number, counter: number): Random {
  let spare: number | undefined;
  // In a typed array, since captured variables that outgrow 31 bits are boxed at every write: twice as fast.
  const state = Int32Array.of(a, b, c, counter);

  function uint32(): number {
    const [b, c] = [state[1]!, state[2]!];
    const out = (state[0]! + b + state[3]!) | 0;
    state[3]!++;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + out;
    return out >>> 0;
  }
  for (let i = 0; i < 12; i++) uint32();

  const uniform = () => uint32() / 4294967296;

  function int(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 4294967296) throw new RangeError(`int(n): n is ${n}, expected 1 … 2³²`);
    const limit = 4294967296 - (4294967296 % n);
    let draw = uint32();
    while (draw >= limit) draw = uint32();
    return draw % n;
  }

  function normal(): number {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    let u: number, v: number, s: number;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const scale = Math.sqrt((-2 * log(s)) / s);
    spare = v * scale;
    return u * scale;
  }

  function sample(n: number, count: number): Int32Array {
    if (count > n) throw new RangeError(`cannot draw ${count} distinct items out of ${n}`);
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i < count; i++) {
      const j = i + int(n - i);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order.slice(0, count);
  }

  return { uint32, uniform, int, normal, sample, between: (low, high) => low + (high - low) * uniform(), permutation: (n) => sample(n, n) };
}
