import { expect } from 'chai';
import { addedWork, workOf } from '../../src/adapt/outcome.ts';

describe('work of one repair put together', () => {
  it('adds up what was counted and timed, and takes the training that held most memory', () => {
    const first = { ...workOf({ flops: 5, bytes: 7, ms: 2 }), gpuMs: 1.5, memoryBytes: 300 };
    const second = { ...workOf({ flops: 1, bytes: 1, ms: 1 }), gpuMs: 0.5, memoryBytes: 100 };
    const { flops, bytes, times, gpuMs, memoryBytes } = addedWork(first, second);
    expect({ flops, bytes, ms: times.trainMs, gpuMs, memoryBytes }).to.deep.equal({
      flops: 6,
      bytes: 8,
      ms: 3,
      gpuMs: 2,
      memoryBytes: 300,
    });
  });

  it('keeps what only one part tells, and says nothing where none does', () => {
    expect(addedWork({ ...workOf(), gpuMs: 2 }, workOf())).to.include({ gpuMs: 2 });
    expect(addedWork(workOf(), workOf())).to.not.have.any.keys('gpuMs', 'memoryBytes');
  });
});
