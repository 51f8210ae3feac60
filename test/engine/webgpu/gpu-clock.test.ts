import { expect } from 'chai';
import { GpuClock } from '../../../src/engine/webgpu/gpu-clock.ts';

/** As much of a device as the clock needs; `times` are the nanoseconds that each pass begins and ends at. */
function deviceWith(
  times: readonly (readonly [number, number])[],
  features = ['timestamp-query'],
): { readonly device: GPUDevice; pass(clock: GpuClock): void } {
  const set: bigint[] = [];
  let passes = 0;
  const buffer = () => ({
    bytes: new BigUint64Array(0),
    mapAsync: async () => undefined,
    getMappedRange(this: { bytes: BigUint64Array }) {
      return this.bytes.buffer;
    },
    destroy: () => undefined,
  });
  const device = {
    features: new Set(features),
    createQuerySet: () => ({ destroy: () => undefined }),
    createBuffer: buffer,
    createCommandEncoder: () => ({
      resolveQuerySet: (_: unknown, first: number, count: number, to: { bytes: BigUint64Array }) =>
        (to.bytes = BigUint64Array.from(set.slice(first, first + count))),
      copyBufferToBuffer: (from: { bytes: BigUint64Array }, _: number, to: { bytes: BigUint64Array }) => (to.bytes = from.bytes.slice()),
      finish: () => undefined,
    }),
    queue: { submit: () => undefined },
  };
  return {
    device: device as unknown as GPUDevice,
    pass(clock) {
      const { beginningOfPassWriteIndex, endOfPassWriteIndex } = clock.next();
      [set[beginningOfPassWriteIndex!], set[endOfPassWriteIndex!]] = times[passes++]!.map(BigInt) as [bigint, bigint];
    },
  };
}

describe('the GPU clock', () => {
  it('adds up the spans of passes, however many, and leaves out the gaps between them', async () => {
    const times = Array.from({ length: 1000 }, (_, i) => [i * 5_000_000, i * 5_000_000 + 1000 * (i + 1)] as const);
    const { device, pass } = deviceWith(times);
    const clock = GpuClock.on(device)!;
    times.forEach(() => pass(clock));
    // 1 + 2 + … + 1000 microseconds.
    expect(await clock.ms()).to.be.closeTo(500.5, 1e-9);
  });

  it('counts on after it was read', async () => {
    const { device, pass } = deviceWith([
      [0, 2e6],
      [5e6, 6e6],
    ]);
    const clock = GpuClock.on(device)!;
    expect(await clock.ms()).to.equal(0);
    pass(clock);
    expect(await clock.ms()).to.equal(2);
    pass(clock);
    expect(await clock.ms()).to.equal(3);
  });

  it('F-30: knows nothing when a pass seems to end before it began, as the specification allows', async () => {
    const { device, pass } = deviceWith([
      [0, 2e6],
      [5e6, 4e6],
    ]);
    const clock = GpuClock.on(device)!;
    pass(clock);
    pass(clock);
    expect(await clock.ms()).to.equal(undefined);
  });

  it('F-30: is absent on a device without timestamps', () => {
    expect(GpuClock.on(deviceWith([], []).device)).to.equal(undefined);
  });
});
