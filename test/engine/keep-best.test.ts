import { expect } from 'chai';
import { randomJob } from '../../src/engine/self-test.ts';
import { trainerOn } from '../../src/engine/trainer.ts';
import { createWasmExecutor } from '../../src/engine/wasm/wasm-executor.ts';
import { openDevice } from '../../src/engine/webgpu/device.ts';
import { createWebgpuExecutor } from '../../src/engine/webgpu/webgpu-executor.ts';
import type { Executor } from '../../src/engine/executor.ts';
import type { EngineFacts, Pace, TrainJob, TrainResult } from '../../src/contracts/trainer.ts';
import { argmax } from '../../src/maths/argmax.ts';
import { accuracyOf } from '../../src/measure/metrics/measures.ts';
import { buildModel } from '../../src/models/families.ts';

const facts = (library: string): EngineFacts => ({
  engine: 'wasm',
  reason: 'test',
  adapter: '',
  software: true,
  library,
  threads: 1,
  selfTest: {},
});
const free: Pace = { breathe: async () => {} };
const model = buildModel({ family: 'mlp', params: { hidden: [8] } }, [6], 3);
const keepBest = { of: 'validation' as const };

/** At so high a rate the accuracy on rows that are not learned goes up and down. */
function job(name = 'keep best', rest: Partial<TrainJob> = {}): TrainJob {
  const { data } = randomJob(model, { rows: 40, batchSize: 10, name: 'validation' });
  return randomJob(model, {
    rows: 30,
    batchSize: 10,
    epochs: 20,
    points: 20,
    learningRate: 0.2,
    name,
    watch: [{ name: 'validation', ...data }],
    ...rest,
  });
}

const accuracies = ({ curve }: TrainResult): number[] => curve.map(({ accuracy }) => accuracy['validation']!);
const points = ({ curve }: TrainResult) => curve.map(({ step, loss, accuracy }) => ({ step, loss, accuracy }));

async function accuracyOfWeights(executor: Executor, weights: Float32Array): Promise<number> {
  const [set] = job().watch;
  return accuracyOf(argmax(await executor.run(model, weights, set!), set!.rows), set!.y);
}

describe('a training that keeps its best weights', () => {
  it('comes out with those of the first of its most accurate points; its curve stays what it was', async () => {
    const executor = await createWasmExecutor(facts);
    const trainer = trainerOn(executor);
    const [ever, kept] = [await trainer.train(job(), free), await trainer.train(job('keep best', { keepBest }), free)];
    expect(points(kept)).to.deep.equal(points(ever));
    expect(kept).to.include({ status: 'done', steps: ever.steps });
    const best = accuracies(ever).indexOf(Math.max(...accuracies(ever)));
    expect(best, 'a best point before the last').to.be.within(0, ever.curve.length - 2);
    const first = accuracies(ever).indexOf(accuracies(ever)[best]!);
    // The weights of that very moment: those of a training that ends there.
    const ended = await trainer.train(
      job('keep best', { until: { accuracy: { of: 'validation', atLeast: accuracies(ever)[best]! } } }),
      free,
    );
    expect(ended.steps).to.equal(ever.curve[first]!.step);
    expect(kept.weights).to.deep.equal(ended.weights);
    expect(await accuracyOfWeights(executor, kept.weights)).to.equal(Math.max(...accuracies(ever)));
  });

  it('comes out with the best so far when it ends early', async () => {
    const executor = await createWasmExecutor(facts);
    const trainer = trainerOn(executor);
    const result = await trainer.train(job('keep best', { keepBest, until: { plateau: { of: 'validation', points: 3 } } }), free);
    expect(result.status).to.equal('plateau');
    expect(await accuracyOfWeights(executor, result.weights)).to.equal(Math.max(...accuracies(result)));
    expect(accuracies(result).at(-1)).to.be.below(Math.max(...accuracies(result)));
  });

  it('keeps averages where weights are averaged: what was looked at', async () => {
    const executor = await createWasmExecutor(facts);
    const averaged = job('keep best', { keepBest, averaging: new Float32Array(60).fill(0.3) });
    const result = await trainerOn(executor).train(averaged, free);
    expect(await accuracyOfWeights(executor, result.weights)).to.equal(Math.max(...accuracies(result)));
  });

  it('keeps those from before it diverged, and says that it did', async () => {
    const executor = await createWasmExecutor(facts);
    const schedule = new Float32Array(60).fill(1).fill(1e30, 30);
    const result = await trainerOn(executor).train(job('keep best', { keepBest, schedule }), free);
    expect(result.status).to.equal('diverged');
    expect(result.weights.every(Number.isFinite)).to.equal(true);
  });

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
