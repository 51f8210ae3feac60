import { argmax } from '../../src/maths/argmax.ts';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'chai';
import { runJob } from '../../src/engine/executor.ts';
import { ReferenceAverage, ReferenceOptimizer } from '../../src/engine/reference-optimizer.ts';
import { rowLoss } from '../../src/engine/reference-loss.ts';
import { trainReference } from '../../src/engine/reference.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import { startCpuBackend } from '../../src/engine/tfjs/cpu-backend.ts';
import { createTfjsExecutor } from '../../src/engine/tfjs/tfjs-executor.ts';
import { kept, squarable } from '../../src/engine/tfjs/tiny.ts';
import { flushed, flushedGradient, TINY, TINY_GRADIENT } from '../../src/models/tiny.ts';
import { createWasmExecutor, type WasmTraining } from '../../src/engine/wasm/wasm-executor.ts';
import type { TrainJob } from '../../src/contracts/trainer.ts';
import { accuracyOf } from '../../src/measure/metrics/measures.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { expectZeros, facts, model } from './decaying.ts';

/** Below it, single-precision floats are subnormal. */
const LEAST_NORMAL = 2 ** -126;
const subnormals = (values: Iterable<number>): number =>
  Array.from(values).filter((value) => value !== 0 && Math.abs(value) < LEAST_NORMAL).length;

const STEPS = 20_000;
const FIRST_STEP = 500;

/**
 * A training with hidden units that never fire, whose biases are −10, and with some that cease to: the first step is so long
 * that it kills them, and leaves them moments that shrink ever after.
 */
function withDeadUnits(epochs: number, rest: Partial<TrainJob> = {}): TrainJob {
  const job = randomJob(model, { rows: 32, batchSize: 16, epochs, name: 'dead units', ...rest });
  const { offset, size } = parameterSlots(model).find(({ role }) => role === 'bias')!;
  const start = job.start.slice();
  start.fill(-10, offset, offset + size / 4);
  return { ...job, start, schedule: new Float32Array(2 * epochs).fill(1).fill(FIRST_STEP, 0, 1) };
}

describe('very small numbers', () => {
  it('are 0 where they are kept, and before they are squared; what diverged stays so', () => {
    for (const sign of [1, -1]) {
      expect(flushed(sign * TINY)).to.equal(sign * TINY);
      expect(flushed(sign * TINY * 0.999)).to.equal(0);
      expect(flushedGradient(sign * TINY_GRADIENT)).to.equal(sign * TINY_GRADIENT);
      expect(flushedGradient(sign * TINY_GRADIENT * 0.999)).to.equal(0);
    }
    expect(Number.isNaN(flushed(NaN))).to.equal(true);
    expect(TINY_GRADIENT ** 2).to.equal(TINY);
  });

  it('leave the reference: moments, velocities, averages, decayed weights and tails of a softmax', () => {
    const array = { offset: 0, size: 1, rate: 1, decays: true };
    for (const moving of [
      { optimizer: 'adam', learningRate: 0 },
      { optimizer: 'sgd', learningRate: 0, momentum: { factor: 0.9, nesterov: false } },
    ] as const) {
      const optimizer = new ReferenceOptimizer(moving, [array], 1);
      const weights = Float64Array.of(1);
      optimizer.step(weights, Float64Array.of(1));
      for (let step = 0; step < 1000; step++) optimizer.step(weights, Float64Array.of(0));
      expect(optimizer.first[0]).to.equal(0);
    }
    const decayed = Float64Array.of(1);
    const decaying = new ReferenceOptimizer({ optimizer: 'sgd', learningRate: 0.5, decay: 1 }, [array], 1);
    for (let step = 0; step < 101; step++) decaying.step(decayed, Float64Array.of(0));
    expect(decayed[0]).to.equal(0);
    const average = new ReferenceAverage(new Float32Array(200).fill(0.5));
    for (let step = 0; step < 200; step++) average.take(step, Float64Array.of(step ? 0 : 1));
    expect(average.of(decayed)[0]).to.equal(0);
    expect(rowLoss(Float64Array.of(0, -70, -69), Float64Array.of(1, 0, 0)).gradient[1]).to.equal(0);
    expect(rowLoss(Float64Array.of(0, -70, -69), Float64Array.of(1, 0, 0)).gradient[2]).to.be.closeTo(Math.exp(-69), 1e-40);
  });

  const ways: Record<string, Partial<TrainJob>> = {
    Adam: {},
    'Adam with decay and an average': { decay: 0.01, averaging: new Float32Array(STEPS).fill(0.05) },
    momentum: { optimizer: 'sgd', learningRate: 0.05, momentum: { factor: 0.9, nesterov: true } },
  };
  for (const [title, rest] of Object.entries(ways)) {
    it(`are in nothing that our WASM keeps after ${STEPS} steps of a net with dead units: ${title}`, async () => {
      const executor = await createWasmExecutor(facts);
      const job = withDeadUnits(STEPS / 2, rest);
      const training = (await executor.begin([job])) as WasmTraining;
      training.step(0, false);
      const alive = training.kept()[1]!.filter((moment) => moment !== 0).length;
      for (let step = 1; step < STEPS; step++) training.step(step, false);
      expect(training.kept()[1]!.filter((moment) => moment !== 0).length, 'moments that have become 0').to.be.below(alive);
      for (const kept of training.kept()) expect(subnormals(kept)).to.equal(0);
      training.dispose();
    });
  }

  it('do not change what is learned: as accurate as the reference, in which nothing is ever subnormal', async () => {
    const executor = await createWasmExecutor(facts);
    const job = withDeadUnits(100);
    const accuracy = async (weights: Float32Array) =>
      accuracyOf(argmax(await executor.run(model, weights, job.data), job.data.rows), job.data.y);
    const ours = await accuracy(await runJob(executor, job));
    expect(ours)
      .to.equal(await accuracy(Float32Array.from(trainReference(job))))
      .and.to.be.greaterThan(0.5);
  });

  it('are 0 in what decays and in averages, on our WASM and on TensorFlow.js', async () => {
    for (const executor of [await createWasmExecutor(facts), createTfjsExecutor(await startCpuBackend(), facts)])
      await expectZeros(executor);
  });

  it('are 0 by the operations of TensorFlow.js that our optimizer there is made of', async () => {
    await startCpuBackend();
    const [small, large] = [tf.tensor1d([TINY, -TINY, TINY / 2, -TINY / 2, NaN]), tf.tensor1d([TINY_GRADIENT, TINY_GRADIENT / 2, NaN])];
    expect(Array.from(await kept(small).data())).to.deep.equal([TINY, -TINY, 0, 0, NaN]);
    expect(Array.from(await squarable(large).data())).to.deep.equal([TINY_GRADIENT, 0, NaN]);
  });
});
