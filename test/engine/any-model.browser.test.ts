import type * as tfl from '@tensorflow/tfjs-layers';
import { expect } from 'chai';
import { importGraph } from '../../src/engine/tfjs/graph-import.ts';
import type { Trainer, TrainResult } from '../../src/contracts/trainer.ts';
import { createTrainer } from '../../src/engine/open.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import { cutAtHead } from '../../src/models/parameters.ts';
import type { Model } from '../../src/models/types.ts';
import { startCpuBackend } from '../../src/engine/tfjs/cpu-backend.ts';
import { importModel } from '../../src/services/data/own-model.ts';
import type { EngineRequest } from '../../src/spec/engines.ts';
import { branches, convolution, nested, recurrent } from './tfjs/graph-models.ts';
import { filesOf, savedModel } from './tfjs/saved-model.ts';

const free = { breathe: async () => {} };

async function withTrainer<T>(request: EngineRequest, work: (trainer: Trainer) => Promise<T>): Promise<T> {
  const trainer = await createTrainer(request);
  try {
    return await work(trainer);
  } finally {
    trainer.dispose();
  }
}

const modelOf = async (make: () => tfl.LayersModel): Promise<{ model: Model; weights: Float32Array }> =>
  importModel(filesOf(await savedModel(make())), importGraph);

describe('a model that our own plan does not know', () => {
  beforeEach(startCpuBackend);

  for (const [name, make] of Object.entries({ recurrent, convolution, branches }))
    it(`trains alike on every backend of TensorFlow.js, whole and by its head: ${name}`, async () => {
      const { model, weights } = await modelOf(make);
      const job = randomJob(model, { rows: 11, batchSize: 4, epochs: 3, name, start: weights, points: 3 });
      const headOnly = { ...job, trainable: { blocks: ['head'] as const, only: 'everything' as const } };
      const results: Record<string, readonly [TrainResult, TrainResult]> = {};
      // A software adapter takes half a minute to compile the steps of a series.
      for (const engine of ['tfjs-cpu', 'tfjs-wasm', ...(name === 'recurrent' ? [] : (['tfjs-webgpu'] as const))] as const)
        await withTrainer(engine, async (trainer) => {
          const { reason } = await trainer.prepare(model, 4);
          if (engine === 'tfjs-webgpu') expect(reason, name).to.match(/each step is (recorded once and replayed|run eagerly \(.+\))$/);
          results[engine] = [await trainer.train(job, free), await trainer.train(headOnly, free)];
        });
      const { at } = cutAtHead(model);
      for (const [engine, [whole, head]] of Object.entries(results)) {
        expect([whole.status, head.status], engine).to.deep.equal(['done', 'done']);
        expect(head.weights.subarray(0, at), engine).to.deep.equal(weights.subarray(0, at));
        expect(head.weights, engine).not.to.deep.equal(weights);
        for (const i of [0, 1] as const) {
          const expected = results['tfjs-cpu']![i].weights;
          const moved = Math.hypot(...expected.map((value, k) => value - weights[k]!));
          expect(Math.hypot(...results[engine]![i].weights.map((value, k) => value - expected[k]!)) / moved, engine).to.be.below(1e-3);
        }
      }
    });

  it('is given to TensorFlow.js by “auto”, which says why, and goes back to ours for the next model', async () => {
    const { model } = await modelOf(recurrent);
    await withTrainer('auto', async (trainer) => {
      const ours = trainer.describe().engine;
      const facts = await trainer.prepare(model, 4);
      expect(facts.engine).to.match(/^tfjs-/);
      expect(facts.reason).to.match(/^our own kernels do not know this model/);
      const { weights } = await trainer.train(randomJob(model, { rows: 5, batchSize: 2, name: 'auto' }), free);
      expect(weights.every(Number.isFinite)).to.equal(true);
      const known: Model = { inputShape: [4], blocks: [{ name: 'head', layers: [{ kind: 'dense', units: 3, activation: 'linear' }] }] };
      await trainer.prepare(known, 4);
      expect(trainer.describe().engine).to.equal(ours);
    });
  });

  it('holds no more after a hundred trainings than after one, on any backend', async function () {
    this.timeout(150_000);
    const small: Model = { inputShape: [4], blocks: [{ name: 'head', layers: [{ kind: 'dense', units: 3, activation: 'linear' }] }] };
    for (const engine of ['tfjs-cpu', 'tfjs-wasm', 'tfjs-webgpu'] as const)
      await withTrainer(engine, async (trainer) => {
        const train = () => trainer.train(randomJob(small, { rows: 4, batchSize: 2, name: 'again' }), free);
        await train();
        const before = trainer.held();
        for (let i = 0; i < 100; i++) await train();
        expect(trainer.held(), engine).to.equal(before);
      });
  });

  it('may have layers whose gradient one backend lacks: the next is taken, and the reason says why', async () => {
    const { model } = await modelOf(nested);
    await withTrainer('auto', async (trainer) => {
      const { engine, reason } = await trainer.prepare(model, 4);
      expect(engine).to.match(/^tfjs-/);
      if (engine === 'tfjs-cpu') expect(reason).to.match(/TensorFlow\.js on WASM cannot train this model \(/);
      const { status } = await trainer.train(randomJob(model, { rows: 5, batchSize: 2, name: 'depthwise' }), free);
      expect(status).to.equal('done');
    });
  });

  it('is refused in words by an engine of ours that was asked for by name', async () => {
    const { model } = await modelOf(branches);
    await withTrainer('wasm', async (trainer) => {
      const error = await trainer.prepare(model, 4).then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(error!.name).to.equal('EngineError');
      expect(error!.message).to.match(/WASM does not know the layers of this model\. Choose the engine “auto”, or one of TensorFlow\.js/);
    });
  });
});
