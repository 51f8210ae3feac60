import { expect } from 'chai';
import { EngineError } from '../../src/engine/engine-error.ts';
import { runJob, type Executor } from '../../src/engine/executor.ts';
import { selfTest, SELF_TEST_LIMIT, updateError } from '../../src/engine/self-test.ts';
import { startCpuBackend } from '../../src/engine/tfjs/cpu-backend.ts';
import { createTfjsExecutor } from '../../src/engine/tfjs/tfjs-executor.ts';
import { startWasmBackend } from '../../src/engine/tfjs/wasm-backend.ts';
import { createWasmExecutor } from '../../src/engine/wasm/wasm-executor.ts';
import type { EngineFacts, TrainJob } from '../../src/experiment/trainer.ts';
import { epochOrder } from '../../src/models/epoch-order.ts';
import { buildModel, type ModelChoice } from '../../src/models/families.ts';
import { initialParameters } from '../../src/models/parameters.ts';
import type { Model } from '../../src/models/types.ts';
import { stream } from '../../src/random/random.ts';

const facts = (library: string): EngineFacts => ({ engine: 'wasm', reason: 'test', adapter: '', software: false, library, selfTest: {} });
const executors: Record<string, () => Promise<Executor>> = {
  'our WASM': () => createWasmExecutor(facts),
  'TensorFlow.js CPU': async () => createTfjsExecutor(await startCpuBackend(), facts),
  'TensorFlow.js WASM': async () => createTfjsExecutor(await startWasmBackend(), facts),
};

interface Case {
  readonly title: string;
  readonly model: Model;
  readonly classes: number;
  readonly rows: number;
  readonly batchSize: number;
  readonly epochs?: number;
}

const of = (choice: ModelChoice, inputShape: readonly number[], classes: number) => buildModel(choice, inputShape, classes);
const mlp = (hidden: number[], features: number, classes: number) => of({ family: 'mlp', params: { hidden } }, [features], classes);
const cnn = (filters: number[], side: number, dense = 7) => of({ family: 'cnn', params: { filters, dense } }, [side, side, 1], 3);

const cases: readonly Case[] = [
  { title: 'softmax regression, 17 features, 3 classes', model: of({ family: 'softmax', params: {} }, [17], 3), classes: 3, rows: 23, batchSize: 8 },
  { title: 'a perceptron of odd widths', model: mlp([13, 5], 17, 3), classes: 3, rows: 23, batchSize: 8 },
  { title: 'a perceptron of widths that SIMD likes', model: mlp([16, 8], 20, 4), classes: 4, rows: 32, batchSize: 8 },
  { title: 'one row', model: mlp([6], 5, 2), classes: 2, rows: 1, batchSize: 4 },
  { title: 'a batch larger than the data', model: mlp([6], 5, 2), classes: 2, rows: 3, batchSize: 100 },
  { title: 'batches of one', model: mlp([6], 5, 2), classes: 2, rows: 5, batchSize: 1 },
  { title: 'convolutions of odd depth with pooling that cuts off a remainder', model: cnn([3, 5], 9), classes: 3, rows: 11, batchSize: 4 },
  { title: 'convolutions down to a single position', model: cnn([4, 6], 8), classes: 3, rows: 10, batchSize: 4 },
  { title: 'one convolution of one filter', model: cnn([1], 6), classes: 3, rows: 9, batchSize: 4 },
  {
    title: 'several channels in, pooling by 3, no hidden dense layer',
    model: {
      inputShape: [10, 10, 2],
      blocks: [
        { name: 'first', layers: [{ kind: 'conv2d', filters: 6, kernel: 2, activation: 'relu' }, { kind: 'max-pool', size: 3 }, { kind: 'flatten' }] },
        { name: 'head', layers: [{ kind: 'dense', units: 3, activation: 'linear' }] },
      ],
    },
    classes: 3,
    rows: 9,
    batchSize: 4,
  },
  {
    title: 'a linear layer in the middle',
    model: {
      inputShape: [6],
      blocks: [
        { name: 'first', layers: [{ kind: 'dense', units: 5, activation: 'linear' }] },
        { name: 'head', layers: [{ kind: 'dense', units: 3, activation: 'linear' }] },
      ],
    },
    classes: 3,
    rows: 12,
    batchSize: 5,
  },
];

function jobOf({ title, model, classes, rows, batchSize, epochs = 2 }: Case): TrainJob {
  const random = stream(3, title);
  const width = model.inputShape.reduce((a, b) => a * b, 1);
  return {
    model,
    start: initialParameters(model, random),
    data: { rows, x: Float32Array.from({ length: rows * width }, random.normal), y: Int32Array.from({ length: rows }, () => random.int(classes)) },
    order: epochOrder(rows, epochs, random),
    epochs,
    batchSize,
    learningRate: 0.01,
    watch: [],
    points: 1,
  };
}

for (const [name, open] of Object.entries(executors)) {
  describe(`training on ${name}`, () => {
    let executor: Executor;
    before(async () => (executor = await open()));
    after(() => executor.dispose());

    for (const example of cases) {
      it(`moves the weights as the double-precision reference does: ${example.title}`, async () => {
        const job = jobOf(example);
        expect(updateError(job, await runJob(executor, job))).to.be.below(1e-4);
      });
    }

    it('passes the self-test', async () => {
      for (const error of Object.values(await selfTest(executor))) expect(error).to.be.below(SELF_TEST_LIMIT);
    });
  });
}

describe('our WASM engine', () => {
  let executor: Executor;
  before(async () => (executor = await createWasmExecutor(facts)));

  it('holds nothing after 1,000 trainings and forward passes', async () => {
    const [job, image] = [jobOf(cases[1]!), jobOf(cases[6]!)];
    for (let i = 0; i < 500; i++) {
      for (const each of [job, image]) {
        const training = executor.begin(each);
        await training.step(0, false);
        training.dispose();
        await executor.run(each.model, each.start, each.data);
      }
    }
    expect(executor.held()).to.equal(0);
  });

  it('gives back bit by bit the parameters it was given', async () => {
    for (const example of cases) {
      const job = jobOf(example);
      const training = executor.begin(job);
      expect(await training.read()).to.deep.equal(job.start);
      training.dispose();
    }
  });

  it('measures the loss that the definition gives', async () => {
    const job = jobOf(cases[0]!);
    const training = executor.begin(job);
    const scores = await executor.run(job.model, job.start, job.data);
    const [from, to] = [0, job.batchSize];
    let expected = 0;
    for (let position = from; position < to; position++) {
      const row = job.order[position]!;
      const z = Array.from(scores.subarray(row * 3, row * 3 + 3));
      expected -= z[job.data.y[row]!]! - Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0));
    }
    expect(await training.step(0, true)).to.be.closeTo(expected / job.batchSize, 1e-6);
    training.dispose();
  });

  it('refuses, in words and before training, what does not fit into its memory', () => {
    const job = jobOf({ title: 'huge', model: mlp([512, 512], 1000, 3), classes: 3, rows: 4, batchSize: 2 });
    const rows = 400_000;
    const huge = { ...job, data: { rows, x: new Float32Array(rows * 1000), y: new Int32Array(rows) } };
    expect(() => executor.begin(huge)).to.throw(EngineError, 'needs more than 1024 MiB');
    expect(executor.held()).to.equal(0);
  });
});
