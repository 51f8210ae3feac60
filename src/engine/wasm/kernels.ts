/** The compiled kernels and the linear memory they work on. */
import { EngineError } from '../engine-error.ts';
import unpack from './assembly/kernels.ts?assemblyscript';

/** Byte offset in the linear memory. */
export type Pointer = number;

/** What `assembly/` exports; the comments there say what each does, in the same order of parameters. */
export interface Kernels {
  gemm(
    ...args: [
      a: Pointer,
      aRow: number,
      aCol: number,
      b: Pointer,
      bRow: number,
      c: Pointer,
      cRow: number,
      M: number,
      K: number,
      N: number,
      init: Pointer,
      initRow: number,
      relu: number,
      scratch: Pointer,
    ]
  ): void;
  peak(rounds: number, factor: number): number;
  transpose(from: Pointer, to: Pointer, R: number, C: number): void;
  clear(p: Pointer, n: number): void;
  relu(x: Pointer, out: Pointer, n: number): void;
  maskRelu(g: Pointer, h: Pointer, n: number): void;
  dropout(x: Pointer, out: Pointer, rows: number, channels: number, padded: number, key: number, threshold: number, factor: number): void;
  columnSums(g: Pointer, out: Pointer, M: number, N: number, accumulate: number): void;
  adam(p: Pointer, g: Pointer, m: Pointer, v: Pointer, n: number, c1: number, c2: number, rate: number): void;
  sgd(p: Pointer, g: Pointer, n: number, rate: number): void;
  momentum(p: Pointer, g: Pointer, u: Pointer, n: number, factor: number, nesterov: number, rate: number): void;
  decay(p: Pointer, n: number, amount: number): void;
  sumOfSquares(g: Pointer, n: number): number;
  scale(x: Pointer, n: number, factor: number): void;
  average(average: Pointer, value: Pointer, n: number, share: number): void;
  penalty(g: Pointer, p: Pointer, anchor: Pointer, strength: Pointer, n: number): void;
  softmaxCrossEntropy(z: Pointer, y: Pointer, r: Pointer, g: Pointer, B: number, C: number, width: number): number;
  distillationCrossEntropy(
    ...args: [z: Pointer, y: Pointer, r: Pointer, t: Pointer, g: Pointer, B: number, C: number, width: number, T: number, w: number]
  ): number;
  smoothing(z: Pointer, y: Pointer, r: Pointer, g: Pointer, B: number, C: number, width: number, s: number): number;
  squared(z: Pointer, t: Pointer, r: Pointer, g: Pointer, B: number, width: number, delta: number): number;
  entropy(z: Pointer, g: Pointer, B: number, C: number, width: number): number;
  gather(from: Pointer, index: Pointer, to: Pointer, B: number, width: number): void;
  spread(from: Pointer, to: Pointer, n: number, channels: number, padded: number): void;
  columnStatistics(x: Pointer, mean: Pointer, variance: Pointer, M: number, N: number): void;
  blend(moving: Pointer, batch: Pointer, n: number, momentum: number): void;
  normalise(
    ...args: [
      x: Pointer,
      out: Pointer,
      mean: Pointer,
      variance: Pointer,
      scale: Pointer,
      shift: Pointer,
      M: number,
      N: number,
      epsilon: number,
    ]
  ): void;
  normaliseGradient(
    ...args: [
      x: Pointer,
      g: Pointer,
      dx: Pointer,
      mean: Pointer,
      variance: Pointer,
      scale: Pointer,
      dscale: Pointer,
      dshift: Pointer,
      M: number,
      N: number,
      epsilon: number,
      batch: number,
    ]
  ): void;
  patches(...args: [x: Pointer, out: Pointer, B: number, ...image: ImageArguments, ...window: WindowArguments]): void;
  unpatch(...args: [g: Pointer, dx: Pointer, B: number, ...image: ImageArguments, ...window: WindowArguments]): void;
  maxPool(x: Pointer, out: Pointer, B: number, ...rest: [...ImageArguments, S: number]): void;
  maxPoolGradient(x: Pointer, out: Pointer, g: Pointer, dx: Pointer, B: number, ...rest: [...ImageArguments, S: number]): void;
  averagePool(x: Pointer, out: Pointer, B: number, ...rest: [...ImageArguments, R: number, Q: number]): void;
  averagePoolGradient(g: Pointer, dx: Pointer, B: number, ...rest: [...ImageArguments, R: number, Q: number]): void;
}

type ImageArguments = [H: number, W: number, C: number];
type WindowArguments = [K: number, S: number, top: number, left: number, OH: number, OW: number];

const PAGE = 65_536;
/** The compiled module keeps its own data below this address. */
const HEAP_START = PAGE;
/** A plan that needs more is refused before anything is allocated. */
const MAX_BYTES = 1 << 30;

/** Linear memory handed out in one direction and taken back all at once. */
export class Arena {
  readonly memory = new WebAssembly.Memory({ initial: 2, maximum: MAX_BYTES / PAGE });
  private top = HEAP_START;

  /** Room for `count` 32-bit elements, zeroed, aligned to 64 bytes. Throws EngineError beyond 1 GiB. */
  allocate(count: number): Pointer {
    const pointer = this.top;
    const end = pointer + ((4 * count + 63) & ~63);
    if (end > MAX_BYTES) throw new EngineError(`This training needs more than ${MAX_BYTES >> 20} MiB. Use fewer rows, units or filters`);
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    new Uint8Array(this.memory.buffer, pointer, end - pointer).fill(0);
    this.top = end;
    return pointer;
  }

  /** Forgets everything that was allocated after `mark`. */
  release(mark: Pointer): void {
    this.top = mark;
  }

  get mark(): Pointer {
    return this.top;
  }

  /** A view that is valid until the next allocation. */
  floats(pointer: Pointer, count: number): Float32Array {
    return new Float32Array(this.memory.buffer, pointer, count);
  }

  integers(pointer: Pointer, count: number): Int32Array {
    return new Int32Array(this.memory.buffer, pointer, count);
  }
}

/** Compiles the kernels on a memory of their own. Rejects where WebAssembly SIMD is missing. */
export async function instantiateKernels(): Promise<{ kernels: Kernels; arena: Arena }> {
  const arena = new Arena();
  const { instance } = await WebAssembly.instantiate(await unpack(), { env: { memory: arena.memory } });
  return { kernels: instance.exports as unknown as Kernels, arena };
}
