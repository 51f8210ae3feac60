import { expect } from 'chai';
import type { TrainResult } from '../../src/contracts/trainer.ts';
import { addedWork, engineWork, timed, workOf } from '../../src/adapt/outcome.ts';

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

  it('adds up what had to be tried again', () => {
    expect(addedWork({ ...workOf(), recoveries: 2 }, { ...workOf(), recoveries: 3 }).recoveries).to.equal(5);
  });

  it('takes over what an engine counted, and what only some engines tell where this one does', () => {
    const result: TrainResult = {
      ...{ weights: new Float32Array(0), status: 'done', curve: [], steps: 3, examples: 96, recoveries: 1 },
      times: { compileMs: 4, trainMs: 5, evaluateMs: 6 },
    };
    const told = { flops: 0, bytes: 0, steps: 3, examples: 96, recoveries: 1, times: result.times };
    expect(engineWork(result)).to.deep.equal(told);
    expect(engineWork({ ...result, gpuMs: 0 })).to.deep.equal({ ...told, gpuMs: 0 });
    expect(engineWork({ ...result, gpuMs: 2, memoryBytes: 7 })).to.deep.equal({ ...told, gpuMs: 2, memoryBytes: 7 });
  });

  it('of the host lies within the time that passes meanwhile', () => {
    const before = performance.now();
    const { result, ms } = timed(() => 7);
    expect(result).to.equal(7);
    expect(ms).to.be.within(0, performance.now() - before);
  });
});
