import { expect } from 'chai';
import { EngineError } from '../../../src/engine/engine-error.ts';
import { runJob, type Executor } from '../../../src/engine/executor.ts';
import { createJaxExecutor } from '../../../src/engine/peers/jax-executor.ts';
import { runReference } from '../../../src/engine/reference.ts';
import { randomJob, updateError } from '../../../src/engine/self-test.ts';
import type { TrainJob } from '../../../src/contracts/trainer.ts';
import { buildModel, type ModelChoice } from '../../../src/models/families.ts';
import type { Layer, Model } from '../../../src/models/types.ts';

const facts = (library: string) =>
  ({ engine: 'wasm', reason: 'test', adapter: '', software: false, library, threads: 1, selfTest: {} }) as const;
const mlp: ModelChoice = { family: 'mlp', params: { hidden: [13, 5] } };
const cnn: ModelChoice = { family: 'cnn', params: { filters: [3, 5], dense: 7 } };
const jobOf = (choice: ModelChoice, inputShape: readonly number[], rest: Partial<TrainJob> = {}) =>
  randomJob(buildModel(choice, inputShape, 3), { rows: 11, batchSize: 4, epochs: 2, name: choice.family, ...rest });
const perceptron = jobOf(mlp, [17]);
const convolutional = jobOf(cnn, [11, 10, 2]);

describe('training on jax-js', () => {
  let executor: Executor;
  before(async () => (executor = await createJaxExecutor(facts)));

  for (const [title, job] of Object.entries({
    'a perceptron': perceptron,
    'convolutions and pooling that cuts off a remainder': convolutional,
  })) {
    it(`moves the weights as the double-precision reference does, short last batches included: ${title}`, async () => {
      expect(updateError(job, await runJob(executor, job))).to.be.below(1e-4);
    });

    it(`gives the outputs of the reference: ${title}`, async () => {
      const { model, start, data } = job;
      const expected = runReference(model, start, data.x, data.rows).flatMap((row) => Array.from(row));
      const actual = await executor.run(model, start, data);
      expected.forEach((value, i) => expect(actual[i]).to.be.closeTo(value, 1e-5));
    });
  }

  it('measures the loss of a step when asked to, and gives the parameters as they stand', async () => {
    const training = await executor.begin([perceptron]);
    expect(await training.read(0)).to.deep.equal(perceptron.start);
    expect(await training.step(0, false)).to.equal(null);
    expect((await training.step(1, true))![0]).to.be.within(0.1, 10);
    expect(await training.outputs(0, perceptron.data)).to.deep.equal(
      await executor.run(perceptron.model, await training.read(0), perceptron.data),
    );
    training.dispose();
  });

  it('holds no memory after many steps and trainings', async () => {
    const train = async () => {
      const training = await executor.begin([convolutional]);
      for (let step = 0; step < 20; step++) await training.step(step % training.steps, false);
      await training.outputs(0, convolutional.data);
      training.dispose();
    };
    await train();
    const { grow } = WebAssembly.Memory.prototype;
    let pages = 0;
    WebAssembly.Memory.prototype.grow = function (delta) {
      pages += delta;
      return grow.call(this, delta);
    };
    try {
      for (let i = 0; i < 20; i++) await train();
    } finally {
      WebAssembly.Memory.prototype.grow = grow;
    }
    expect({ pages, held: executor.held() }).to.deep.equal({ pages: 0, held: 0 });
  });

  it('refuses in words what it is not here for', () => {
    const strided: Layer = { kind: 'conv2d', filters: 2, kernel: 3, stride: 2, activation: 'relu' };
    const model: Model = {
      inputShape: [7, 7, 1],
      blocks: [
        { name: 'first', layers: [strided, { kind: 'flatten' }] },
        { name: 'head', layers: [{ kind: 'dense', units: 3, activation: 'linear' }] },
      ],
    };
    expect(() => executor.begin([randomJob(model, { rows: 4, batchSize: 2, name: 'strided' })])).to.throw(EngineError, 'stride');
    expect(() => executor.begin([{ ...perceptron, optimizer: 'sgd' }])).to.throw(EngineError, 'Adam');
    expect(() => executor.begin([{ ...perceptron, trainable: { blocks: ['head'], only: 'everything' } }])).to.throw(
      EngineError,
      'whole models',
    );
    expect(() => executor.begin([{ ...perceptron, decay: 0.1 }])).to.throw(EngineError, 'plain Adam');
    expect(() => executor.begin([{ ...perceptron, loss: 'entropy' }])).to.throw(EngineError, 'labels only');
  });
});
