import { expect } from 'chai';
import type { TrainJob } from '../../src/contracts/trainer.ts';
import { runJob, runJobs, sameShape, type Executor } from '../../src/engine/executor.ts';
import { randomJob, updateError } from '../../src/engine/self-test.ts';
import { startCpuBackend } from '../../src/engine/tfjs/cpu-backend.ts';
import { replaying } from '../../src/engine/tfjs/replay-executor.ts';
import { createTfjsExecutor } from '../../src/engine/tfjs/tfjs-executor.ts';
import { startWasmBackend } from '../../src/engine/tfjs/wasm-backend.ts';
import { startWebgpuBackend } from '../../src/engine/tfjs/webgpu-backend.ts';
import { createWasmExecutor } from '../../src/engine/wasm/wasm-executor.ts';
import { openDevice } from '../../src/engine/webgpu/device.ts';
import { createWebgpuExecutor } from '../../src/engine/webgpu/webgpu-executor.ts';
import { buildModel } from '../../src/models/families.ts';
import { facts } from './until-job.ts';

const device = async () => openDevice((await navigator.gpu.requestAdapter())!);
const executors: Record<string, () => Promise<Executor>> = {
  'our WASM': () => createWasmExecutor(() => facts),
  'our WebGPU': async () => createWebgpuExecutor(await device(), () => facts),
  'TensorFlow.js CPU': async () => createTfjsExecutor(await startCpuBackend(), () => facts),
  'TensorFlow.js WASM': async () => createTfjsExecutor(await startWasmBackend(), () => facts),
  'TensorFlow.js WebGPU, replayed': async () => replaying(createTfjsExecutor(await startWebgpuBackend(await device()), () => facts)),
};
const models = {
  linear: buildModel({ family: 'softmax', params: {} }, [17], 1),
  perceptron: buildModel({ family: 'mlp', params: { hidden: [13, 5] } }, [17], 1),
  'convolutional net': buildModel({ family: 'cnn', params: { filters: [3], dense: 7 } }, [9, 9, 1], 1),
};
const weighted = ({ data }: TrainJob) => Float32Array.from({ length: data.rows }, (_, row) => (row % 4) / 2);
const options: Record<string, (job: TrainJob) => Partial<TrainJob>> = {
  'its square': () => ({}),
  'Huber’s loss': () => ({ delta: 0.5 }),
  'Huber’s loss with weights of rows, in plain steps': (job) => ({
    delta: 0.5,
    rowWeights: weighted(job),
    optimizer: 'sgd',
    learningRate: 0.1,
  }),
};
const jobOf = (model: TrainJob['model'], name = 'number') => randomJob(model, { rows: 23, batchSize: 8, epochs: 2, name, loss: 'squared' });

for (const [name, open] of Object.entries(executors)) {
  describe(`a number is learned on ${name}`, () => {
    let executor: Executor;
    before(async () => (executor = await open()));
    after(() => {
      expect(executor.gpuErrors()).to.equal(0);
      executor.dispose();
    });
    for (const [kind, model] of Object.entries(models)) {
      for (const [title, option] of Object.entries(options)) {
        it(`as the double-precision reference does, by a ${kind} and ${title}`, async () => {
          const job = { ...jobOf(model), ...option(jobOf(model)) };
          expect(updateError(job, await runJob(executor, job))).to.be.below(1e-4);
        });
      }
    }
  });
}

describe('numbers learned side by side on our WebGPU', () => {
  it('are what each is alone, bit by bit, and share a step only with the same delta', async () => {
    const executor = await createWebgpuExecutor(await device(), () => facts);
    const jobs = ['one', 'other'].map((name) => ({ ...jobOf(models.perceptron, name), delta: 0.5 }));
    expect(sameShape(jobs[0]!, jobs[1]!)).to.equal(true);
    expect(sameShape(jobs[0]!, { ...jobs[1]!, delta: 0.6 })).to.equal(false);
    const together = await runJobs(executor, jobs);
    for (const [i, job] of jobs.entries()) expect(together[i]).to.deep.equal(await runJob(executor, job));
    executor.dispose();
  });
});
