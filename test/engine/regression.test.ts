import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'chai';
import fc from 'fast-check';
import type { TrainJob } from '../../src/contracts/trainer.ts';
import { EngineError } from '../../src/engine/engine-error.ts';
import { jobLoss, squaredLoss } from '../../src/engine/reference-loss.ts';
import { runReference, trainReference } from '../../src/engine/reference.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import { startCpuBackend } from '../../src/engine/tfjs/cpu-backend.ts';
import { squaredError } from '../../src/engine/tfjs/loss.ts';
import { trainerOn } from '../../src/engine/trainer.ts';
import { createWasmExecutor } from '../../src/engine/wasm/wasm-executor.ts';
import { determination } from '../../src/measure/metrics/determination.ts';
import { buildModel } from '../../src/models/families.ts';
import { facts } from './until-job.ts';

const model = buildModel({ family: 'mlp', params: { hidden: [4] } }, [5], 1);
const plain = randomJob(model, { rows: 6, batchSize: 6, name: 'number', optimizer: 'sgd', learningRate: 1, loss: 'squared' });
const free = { breathe: async () => {} };

describe('the loss of a number', () => {
  it('is half its square up to delta, and its tangent beyond (Huber 1964), worked out by hand', () => {
    expect(squaredLoss(-3, Infinity)).to.deep.equal({ loss: 4.5, gradient: Float64Array.of(-3) });
    expect(squaredLoss(-3, 3)).to.deep.equal({ loss: 4.5, gradient: Float64Array.of(-3) });
    // 0.5·(3 − 0.25), and the slope of the tangent at 0.5.
    expect(squaredLoss(3, 0.5)).to.deep.equal({ loss: 1.375, gradient: Float64Array.of(0.5) });
  });

  it('has the gradient that finite differences give, on both sides of delta', () => {
    const real = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(real, fc.double({ min: 0.1, max: 4, noNaN: true }), (error, delta) => {
        const at = (by: number) => squaredLoss(error + by, delta).loss;
        expect(squaredLoss(error, delta).gradient[0]).to.be.closeTo((at(1e-5) - at(-1e-5)) / 2e-5, 1e-5);
      }),
    );
  });

  it('is that of TensorFlow.js, whose mean squared error is twice ours, with weights of rows', async () => {
    const backend = await startCpuBackend();
    const [z, t] = [tf.tensor2d([[0.25], [-2], [3], [1]]), tf.tensor2d([[0.5], [1], [-1], [1]])];
    const value = (scalar: tf.Tensor) => scalar.dataSync()[0]!;
    expect(value(squaredError(z, t, 1e30))).to.be.closeTo(value(tf.losses.meanSquaredError(t, z)) / 2, 1e-6);
    expect(value(squaredError(z, t, 0.75))).to.be.closeTo(value(tf.losses.huberLoss(t, z, undefined, 0.75)), 1e-6);
    const weights = tf.tensor2d([[1], [2], [0], [0.5]]);
    // Its own mean divides by the rows whose weight is not 0; ours by all.
    const sum = tf.losses.huberLoss(t, z, weights, 0.75, tf.Reduction.SUM);
    expect(value(squaredError(z, t, 0.75, weights))).to.be.closeTo(value(sum) / 4, 1e-6);
    // By hand: the error within ±0.75, over 4 rows.
    const ours = tf
      .grad((x) => squaredError(x, t, 0.75))(z)
      .dataSync();
    expect(Array.from(ours)).to.deep.equal([-0.25 / 4, -0.75 / 4, 0.75 / 4, 0]);
    backend.dispose();
  });
});

describe('a gradient step towards a number', () => {
  const meanLoss =
    (job: TrainJob) =>
    (weights: Float64Array): number => {
      const losses = runReference(model, weights, job.data.x, job.data.rows).map(
        (told, row) => jobLoss(job, row, Float64Array.from(told)).loss,
      );
      return losses.reduce((a, b) => a + b, 0) / losses.length;
    };
  const kinds: Record<string, TrainJob> = {
    'by its square': plain,
    'by Huber’s loss': { ...plain, delta: 0.4 },
    'with weights of rows': { ...plain, rowWeights: Float32Array.of(0, 1, 2, 0.5, 1, 1) },
  };
  for (const [title, job] of Object.entries(kinds)) {
    it(`goes in the reference down the gradient that finite differences give: ${title}`, () => {
      const start = Float64Array.from(job.start);
      const after = trainReference(job);
      const at = (i: number, by: number) => meanLoss(job)(start.map((value, k) => (k === i ? value + by : value)));
      start.forEach((value, i) => expect(value - after[i]!).to.be.closeTo((at(i, 1e-5) - at(i, -1e-5)) / 2e-5, 1e-7));
    });
  }

  it('tells on a curve the loss, and R² on what is watched, by which the best weights are kept and a training ends', async () => {
    const trainer = trainerOn(await createWasmExecutor(() => facts));
    const watch = [{ name: 'new' as const, ...plain.data }];
    const job = {
      ...plain,
      learningRate: 0.1,
      epochs: 40,
      order: randomJob(model, { rows: 6, batchSize: 6, name: 'o', epochs: 40 }).order,
    };
    const { weights, curve } = await trainer.train({ ...job, watch, points: 10 }, free);
    const { x } = await trainer.features(model, weights, plain.data);
    expect(curve.at(-1)!.accuracy.new).to.equal(determination(x, plain.data.target!));
    expect(curve.at(-1)!.accuracy.new).to.be.above(0.5);
    expect(curve[1]!.loss).to.be.closeTo(meanLoss(plain)(Float64Array.from(plain.start)), 1e-6);
    const early = await trainer.train({ ...job, watch, points: 10, until: { accuracy: { of: 'new', atLeast: 0.3 } } }, free);
    expect(early.status).to.equal('reached');
    expect(early.steps).to.be.below(40);
  });

  it('is refused without a target, with more outputs than one, and where something of classes is asked for', async () => {
    const trainer = trainerOn(await createWasmExecutor(() => facts));
    const refused = async (job: Partial<TrainJob>, text: RegExp) => {
      const error = await trainer.train({ ...plain, ...job }, free).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(EngineError);
      expect((error as Error).message).to.match(text);
    };
    const { rows, x, y } = plain.data;
    await refused({ data: { rows, x, y } }, /0 targets.*need 6/);
    const wide = randomJob(buildModel({ family: 'softmax', params: {} }, [5], 2), { rows: 6, batchSize: 6, name: 'wide', loss: 'squared' });
    await refused(wide, /2 outputs.*need 1/);
    await refused({ smoothing: 0.1 }, /without smoothing/);
    await refused({ delta: 0 }, /delta above 0/);
    await refused({ distillation: { targets: new Float32Array(6), temperature: 1, weight: 0.5 } }, /one thing/);
  });
});
