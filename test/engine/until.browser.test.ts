import { expect } from 'chai';
import { openWasmLanes } from '../../src/engine/open-wasm.ts';
import { openDevice } from '../../src/engine/webgpu/device.ts';
import { createWebgpuExecutor } from '../../src/engine/webgpu/webgpu-executor.ts';
import { facts, free, job, onWasm, outcome, withTrainer } from './until-job.ts';

describe('a training that may end early, elsewhere than in this thread', () => {
  it('ends in a worker as in this thread', async () => {
    const lanes = await openWasmLanes(1, facts);
    const asked = job({ until: { accuracy: { of: 'old', atLeast: 0.8 } } });
    expect(outcome((await lanes.trainAll([asked], free))[0]!)).to.deep.equal(outcome(await onWasm(asked)));
    lanes.dispose();
  });

  it('ends each replica on its own, as it would alone, while the others go on', async () => {
    const gpu = await openDevice((await navigator.gpu.requestAdapter())!);
    await withTrainer(await createWebgpuExecutor(gpu, () => facts), async (trainer) => {
      const jobs = [0.5, 1.1, 0].map((atLeast, i) =>
        job({ epochs: 12, points: 8, until: { accuracy: { of: 'old', atLeast } } }, `replica ${i}`),
      );
      const told: string[] = [];
      const together = await trainer.trainAll(jobs, free, (replica, { step }) => told.push(`${replica}:${step}`));
      expect(together.map(({ status }) => status)).to.deep.equal(['reached', 'done', 'reached']);
      expect(together[0]!.steps).to.be.within(1, together[1]!.steps - 1);
      for (const [i, each] of jobs.entries()) {
        expect(outcome(together[i]!)).to.deep.equal(outcome(await trainer.train(each, free)));
        expect(told.filter((point) => point.startsWith(`${i}:`))).to.deep.equal(together[i]!.curve.map(({ step }) => `${i}:${step}`));
      }
    });
    expect(gpu.errors()).to.equal(0);
  });
});
