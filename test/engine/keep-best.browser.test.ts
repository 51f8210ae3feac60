import { expect } from 'chai';
import { trainerOn } from '../../src/engine/trainer.ts';
import { openDevice } from '../../src/engine/webgpu/device.ts';
import { createWebgpuExecutor } from '../../src/engine/webgpu/webgpu-executor.ts';
import type { Pace, TrainResult } from '../../src/contracts/trainer.ts';
import { facts, free, job, keepBest, points } from './keep-best-job.ts';

describe('a training that keeps its best weights, on our WebGPU', () => {
  it('keeps those of each replica, as alone, also over a device that is lost', async () => {
    const open = async () => openDevice((await navigator.gpu.requestAdapter())!);
    const jobs = ['a', 'b'].map((name, i) => job(name, { points: 10, ...(i === 0 && { keepBest }) }));
    const undisturbed = trainerOn(await createWebgpuExecutor(await open(), facts));
    const alone: TrainResult[] = [];
    for (const each of jobs) alone.push(await undisturbed.train(each, free));
    undisturbed.dispose();

    let gpu = await open();
    let breaths = 0;
    const trainer = trainerOn(await createWebgpuExecutor(gpu, facts), async () => createWebgpuExecutor((gpu = await open()), facts));
    const striking: Pace = {
      async breathe() {
        if (++breaths !== 6) return;
        gpu.device.destroy();
        await gpu.device.lost;
      },
    };
    const together = await trainer.trainAll(jobs, striking);
    trainer.dispose();
    together.forEach((result, i) => {
      expect(result.recoveries).to.equal(1);
      expect(result.weights).to.deep.equal(alone[i]!.weights);
      expect(points(result)).to.deep.equal(points(alone[i]!));
    });
  });
});
