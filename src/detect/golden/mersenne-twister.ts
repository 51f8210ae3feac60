/**
 * The generators behind the published test streams, so that those can be drawn again here: MT19937 (Matsumoto & Nishimura
 * 1998, doi:10.1145/272991.272995) as NumPy's legacy RandomState and as Python's `random.Random` use it; and mulberry32
 * (Tommy Ettinger, public domain) for streams of our own. Nothing else in the lab may draw from these.
 */
import { cos, log, sin } from '../../maths/portable.ts';

const N = 624;
const M = 397;

/** MT19937's state and its 32-bit output. */
class MersenneTwister {
  private readonly state = new Uint32Array(N);
  private at = N;

  /** `init_genrand` of the authors: how NumPy's RandomState takes a seed. */
  static fromSeed(seed: number): MersenneTwister {
    const twister = new MersenneTwister();
    const { state } = twister;
    state[0] = seed;
    for (let i = 1; i < N; i++) {
      const before = state[i - 1]! ^ (state[i - 1]! >>> 30);
      state[i] = Math.imul(1812433253, before) + i;
    }
    return twister;
  }

  /** `init_by_array` of the authors with one word: how Python takes an integer below 2³² as a seed. */
  static fromKey(key: number): MersenneTwister {
    const twister = MersenneTwister.fromSeed(19650218);
    const { state } = twister;
    const mixed = (i: number, factor: number) => state[i]! ^ Math.imul(state[i - 1]! ^ (state[i - 1]! >>> 30), factor);
    let i = 1;
    const next = () => {
      if (++i < N) return;
      state[0] = state[N - 1]!;
      i = 1;
    };
    for (let k = 0; k < N; k++, next()) state[i] = mixed(i, 1664525) + key;
    for (let k = 1; k < N; k++, next()) state[i] = mixed(i, 1566083941) - i;
    state[0] = 0x80000000;
    return twister;
  }

  uint32(): number {
    if (this.at === N) this.twist();
    let y = this.state[this.at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** Uniform in [0, 1) with 53 bits: two draws. */
  double(): number {
    const high = this.uint32() >>> 5;
    return (high * 67108864 + (this.uint32() >>> 6)) / 9007199254740992;
  }

  private twist(): void {
    const { state } = this;
    for (let i = 0; i < N; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % N]! & 0x7fffffff);
      state[i] = state[(i + M) % N]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.at = 0;
  }
}

/** `numpy.random.RandomState(seed)`; its streams are frozen by NumPy's compatibility policy (NEP 19). */
export function numpyRandomState(seed: number) {
  const twister = MersenneTwister.fromSeed(seed);
  let spare: number | undefined;

  /** Marsaglia's polar method; the second of a pair first. */
  function gauss(): number {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    let x: number, y: number, r: number;
    do {
      x = 2 * twister.double() - 1;
      y = 2 * twister.double() - 1;
      r = x * x + y * y;
    } while (r >= 1 || r === 0);
    const scale = Math.sqrt((-2 * log(r)) / r);
    spare = scale * x;
    return scale * y;
  }

  return {
    /** `randint(n)` for a power of two: the lowest bits. */
    bits: (n: 2 | 8): number => twister.uint32() & (n - 1),
    /** `normal(mean, sd)`. */
    normal: (mean: number, sd: number): number => mean + sd * gauss(),
    /** `binomial(1, p)`, drawn by inversion of the rarer outcome. */
    bernoulli: (p: number): number => (p <= 0.5 ? Number(twister.double() > 1 - p) : Number(twister.double() <= p)),
  };
}

/** `random.Random(seed)` of Python 3 for 0 ≤ seed < 2³². */
export function pythonRandom(seed: number) {
  const twister = MersenneTwister.fromKey(seed);
  let spare: number | undefined;
  return {
    /** `random()`. */
    uniform: (): number => twister.double(),
    /** `gauss(mean, sd)`: Box–Muller, the cosine first. */
    gauss(mean: number, sd: number): number {
      let z = spare;
      spare = undefined;
      if (z === undefined) {
        const turn = twister.double() * 2 * Math.PI;
        const radius = Math.sqrt(-2 * log(1 - twister.double()));
        z = cos(turn) * radius;
        spare = sin(turn) * radius;
      }
      return mean + z * sd;
    },
  };
}

/** Uniform numbers in [0, 1) with 32 bits. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
