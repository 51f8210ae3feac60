import { expect } from 'chai';
import { randomJob } from '../../src/engine/self-test.ts';
import { openDevice } from '../../src/engine/webgpu/device.ts';
import { createWebgpuExecutor } from '../../src/engine/webgpu/webgpu-executor.ts';
import { TINY } from '../../src/models/tiny.ts';
import { expectZeros, facts, model } from './decaying.ts';

const open = async () => createWebgpuExecutor(await openDevice((await navigator.gpu.requestAdapter())!), facts);

describe('very small numbers on our WebGPU', () => {
  it('are 0 in what decays and in averages', async () => expectZeros(await open()));

  it('are 0 in moments and velocities', async () => {
    const executor = await open();
    // The first row alone has a weight, so that gradients are 0 after the first step.
    const rows = 800;
    const base = randomJob(model, {
      rows,
      batchSize: 1,
      name: 'one row',
      rowWeights: new Float32Array(rows).fill(1, 0, 1),
      order: Int32Array.from({ length: rows }, (_, i) => i),
    });
    for (const [way, remembered] of [
      [{}, 1],
      [{ optimizer: 'sgd', momentum: { factor: 0.9, nesterov: false } }, 0],
    ] as const) {
      const training = await executor.begin([{ ...base, ...way }]);
      await training.step(0, true);
      const moments = async () => (await training.checkpoint!())[0]!.moments;
      const firsts = async () => (await moments()).filter((value, i) => i % 2 === 0 && value !== 0).length;
      expect(await firsts()).to.be.greaterThan(0);
      for (let step = 1; step < rows; step++) await training.step(step, false);
      expect(await firsts(), 'first moments').to.equal(0);
      expect((await moments()).some((value) => value !== 0)).to.equal(remembered === 1);
      expect((await moments()).filter((value) => value !== 0 && Math.abs(value) < TINY)).to.have.length(0);
      training.dispose();
    }
    executor.dispose();
  });
});
