/** GPU buffers that are used again: the trainings of a run need the same sizes over and over. */
import { EngineError } from '../engine-error.ts';

/** What every pooled buffer can be used for. */
const USAGE = { storage: 0x80, copySource: 0x4, copyDestination: 0x8 } as const;
const ALL = USAGE.storage | USAGE.copySource | USAGE.copyDestination;
/** Free buffers beyond this many bytes are destroyed. */
const KEEP_BYTES = 256 * 2 ** 20;

export class BufferPool {
  private readonly free = new Map<number, GPUBuffer[]>();
  private freeBytes = 0;
  private usedCount = 0;
  /** Made since `withinMemory` was last asked. */
  private made: GPUBuffer[] = [];
  /** There is no memory behind them: whatever uses one is refused, so that nobody gets them again. */
  private readonly hollow = new WeakSet<GPUBuffer>();

  constructor(private readonly device: GPUDevice) {}

  /** Buffers in use. */
  get used(): number {
    return this.usedCount;
  }

  /** A buffer of at least that many bytes, with whatever it held before. Throws EngineError beyond the device's limits. */
  acquire(bytes: number): GPUBuffer {
    const size = sizeClass(bytes);
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    const limit = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    if (size > limit)
      throw new EngineError(
        `This training needs a GPU buffer of ${mebibytes(size)} MiB, and this adapter allows ${mebibytes(limit)}. Use fewer rows, units, filters or seeds at once, or the WASM engine`,
      );
    this.usedCount++;
    const kept = this.free.get(size)?.pop();
    if (!kept) {
      const made = this.device.createBuffer({ size, usage: ALL });
      this.made.push(made);
      return made;
    }
    this.freeBytes -= size;
    return kept;
  }

  release(buffer: GPUBuffer): void {
    this.usedCount--;
    if (this.hollow.has(buffer) || this.freeBytes + buffer.size > KEEP_BYTES) return buffer.destroy();
    this.freeBytes += buffer.size;
    const list = this.free.get(buffer.size);
    if (list) list.push(buffer);
    else this.free.set(buffer.size, [buffer]);
  }

  /**
   * Does work that acquires buffers and uses them: running out of memory is an error of that work, not of the device, which goes on.
   * @throws EngineError where there is no memory left or the device refuses something else, and whatever the work throws
   */
  async withinMemory<Result>(work: () => Promise<Result>): Promise<Result> {
    this.made = [];
    // What is done with a buffer that could not be had is refused, too, and that says nothing more.
    this.device.pushErrorScope('validation');
    this.device.pushErrorScope('out-of-memory');
    const [ended] = await Promise.allSettled([work()]);
    const [outOfMemory, refused] = await Promise.all([this.device.popErrorScope(), this.device.popErrorScope()]);
    if (outOfMemory) {
      this.made.forEach((buffer) => this.hollow.add(buffer));
      throw new EngineError(
        `The GPU has no memory left for this training (${outOfMemory.message.split('\n')[0]}). Use fewer rows, units, filters or seeds at once, or the WASM engine`,
      );
    }
    if (ended.status === 'rejected') throw ended.reason;
    if (refused)
      throw new EngineError(`Training stopped: the GPU reported an error (${refused.message}). Run again, or choose the WASM engine`);
    return ended.value;
  }

  destroy(): void {
    for (const list of this.free.values()) for (const buffer of list) buffer.destroy();
    this.free.clear();
    this.freeBytes = 0;
  }
}

/** Sizes in steps of a quarter of a power of two, so that nearly equal needs share. */
function sizeClass(bytes: number): number {
  const power = 2 ** Math.max(8, Math.floor(Math.log2(Math.max(bytes, 1))));
  const step = power / 4;
  return Math.max(256, Math.ceil(bytes / step) * step);
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
