import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'chai';
import { randomJob } from '../../../src/engine/self-test.ts';
import { sharedModel } from '../../../src/engine/tfjs/shared-model.ts';
import { startWebgpuBackend } from '../../../src/engine/tfjs/webgpu-backend.ts';
import { openDevice } from '../../../src/engine/webgpu/device.ts';
import { createWebgpuExecutor } from '../../../src/engine/webgpu/webgpu-executor.ts';
import type { WebgpuTraining } from '../../../src/engine/webgpu/webgpu-training.ts';
import type { Model } from '../../../src/models/types.ts';

const facts = (library: string) =>
  ({ engine: 'webgpu', reason: 'test', adapter: '', software: true, library, threads: 1, selfTest: {} }) as const;
const model: Model = {
  inputShape: [6, 7, 2],
  blocks: [
    {
      name: 'first',
      layers: [
        { kind: 'conv2d', filters: 5, kernel: 3, padding: 'same', activation: 'relu' },
        { kind: 'batch-norm', momentum: 0.9, epsilon: 1e-3 },
        { kind: 'dropout', rate: 0.2 },
      ],
    },
    { name: 'middle', layers: [{ kind: 'average-pool', size: 2 }, { kind: 'flatten' }, { kind: 'dense', units: 6, activation: 'relu' }] },
    { name: 'head', layers: [{ kind: 'dense', units: 3, activation: 'linear' }] },
  ],
};

describe('a model that our WebGPU plan trains, as a TensorFlow.js model on the same device', () => {
  it('computes what the plan computes, for each replica, before and after further steps, and can be saved', async () => {
    const gpu = await openDevice((await navigator.gpu.requestAdapter())!);
    const backend = await startWebgpuBackend(gpu);
    const executor = await createWebgpuExecutor(gpu, facts);
    const jobs = ['a', 'b'].map((name) => randomJob(model, { rows: 13, batchSize: 4, epochs: 4, name }));
    const training = (await executor.begin(jobs)) as WebgpuTraining;
    const before = tf.memory().numTensors;
    for (const steps of [3, 5]) {
      for (let step = 0; step < steps; step++) await training.step(step, false);
      for (const [replica, { data }] of jobs.entries()) {
        const shared = sharedModel(model, training.parameters, replica);
        const theirs = tf.tidy(() => shared.predict(tf.tensor(data.x, [data.rows, ...model.inputShape])) as tf.Tensor);
        const [actual, expected] = [await theirs.data(), await training.outputs(replica, data)];
        const worst = Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!)));
        expect(worst).to.be.below(1e-5);
        expect(Math.max(...expected.map(Math.abs))).to.be.greaterThan(0.01);
        theirs.dispose();
        if (steps === 5 && replica === 1) {
          const saved = await new Promise<tf.io.ModelArtifacts>((resolve) => {
            void shared.save(
              tf.io.withSaveHandler(
                async (artifacts) => (resolve(artifacts), { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } }),
              ),
            );
          });
          expect((saved.weightData as ArrayBuffer).byteLength).to.equal(4 * jobs[0]!.start.length);
        }
        shared.dispose();
      }
    }
    expect(tf.memory().numTensors).to.equal(before);
    expect(gpu.errors()).to.equal(0);
    training.dispose();
    backend.dispose();
  });
});
