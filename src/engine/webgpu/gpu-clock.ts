/**
 * How long the GPU is busy with passes, by timestamps at their beginning and end (WebGPU feature `timestamp-query`).
 *
 * Browsers may round each to 0.1 ms (WebGPU §20.1.1, timing attacks), so time long passes. The spec allows a pass to seem to end
 * before it began; then nothing is known.
 */
import { readBuffer } from './read-buffer.ts';

/** Passes whose timestamps are kept on the GPU before they are fetched. */
const PASSES = 256;
const BYTES = 8;
const QUERY_RESOLVE = 0x200;
const COPY_SOURCE = 0x4;

export class GpuClock {
  private readonly marks: GPUQuerySet;
  private readonly resolved: GPUBuffer;
  private passes = 0;
  private fetched: Promise<void> = Promise.resolve();
  /** In nanoseconds; NaN once a timestamp was wrong. */
  private total = 0;

  private constructor(private readonly device: GPUDevice) {
    this.marks = device.createQuerySet({ type: 'timestamp', count: 2 * PASSES });
    this.resolved = device.createBuffer({ size: 2 * BYTES * PASSES, usage: QUERY_RESOLVE | COPY_SOURCE });
  }

  /** Undefined where the device has no timestamps. */
  static on(device: GPUDevice): GpuClock | undefined {
    return device.features.has('timestamp-query') ? new GpuClock(device) : undefined;
  }

  /** For the descriptor of the next pass, which must be submitted before another is asked for. */
  next(): GPUComputePassTimestampWrites {
    if (this.passes === PASSES) this.fetch();
    const at = 2 * this.passes++;
    return { querySet: this.marks, beginningOfPassWriteIndex: at, endOfPassWriteIndex: at + 1 };
  }

  private fetch(): void {
    const { device, resolved, passes } = this;
    const encoder = device.createCommandEncoder();
    encoder.resolveQuerySet(this.marks, 0, 2 * passes, resolved, 0);
    device.queue.submit([encoder.finish()]);
    this.passes = 0;
    // The copy is submitted at once, before the buffer is written again.
    const copied = readBuffer(device, resolved, 0, 2 * BYTES * passes);
    this.fetched = Promise.all([copied, this.fetched]).then(([bytes]) => this.add(new BigUint64Array(bytes)));
    this.fetched.catch(() => undefined);
  }

  private add(marks: BigUint64Array): void {
    for (let at = 0; at < marks.length; at += 2) {
      const span = Number(marks[at + 1]! - marks[at]!);
      this.total += span >= 0 ? span : NaN;
    }
  }

  /** Milliseconds of all passes submitted so far, one after the other; undefined when a timestamp was wrong. */
  async ms(): Promise<number | undefined> {
    if (this.passes) this.fetch();
    await this.fetched;
    return Number.isNaN(this.total) ? undefined : this.total / 1e6;
  }

  destroy(): void {
    this.marks.destroy();
    this.resolved.destroy();
  }
}
