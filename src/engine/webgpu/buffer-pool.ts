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
    if (!kept) return this.device.createBuffer({ size, usage: ALL });
    this.freeBytes -= size;
    return kept;
  }

  release(buffer: GPUBuffer): void {
    this.usedCount--;
    if (this.freeBytes + buffer.size > KEEP_BYTES) return buffer.destroy();
    this.freeBytes += buffer.size;
    const list = this.free.get(buffer.size);
    if (list) list.push(buffer);
    else this.free.set(buffer.size, [buffer]);
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
