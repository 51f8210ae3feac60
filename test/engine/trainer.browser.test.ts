import { expect } from 'chai';
import { epochOrder } from '../../src/models/epoch-order.ts';
import { createTrainer } from '../../src/engine/open.ts';
import type { EngineFacts, EngineName, Pace, Trainer, TrainJob, TrainResult } from '../../src/contracts/trainer.ts';
import { engines } from '../../src/spec/engines.ts';
import { buildModel, type ModelChoice } from '../../src/models/families.ts';
import { everything } from '../../src/models/trainable.ts';
import { cutAtHead, initialParameters } from '../../src/models/parameters.ts';
import { randomStream } from '../../src/random/random.ts';

const free: Pace = { breathe: async () => {} };
const kinds: Record<string, { choice: ModelChoice; inputShape: number[] }> = {
  softmax: { choice: { family: 'softmax', params: {} }, inputShape: [12] },
  mlp: { choice: { family: 'mlp', params: { hidden: [16, 8] } }, inputShape: [12] },
  cnn: { choice: { family: 'cnn', params: { filters: [3, 4], dense: 8 } }, inputShape: [10, 10, 1] },
};
const CLASSES = 3;
const ROWS = 50;

/** Three noisy clusters, so that there is something to learn. */
function rows(inputShape: readonly number[], name: string) {
  const random = randomStream(5, name);
  const width = inputShape.reduce((a, b) => a * b, 1);
  const y = Int32Array.from({ length: ROWS }, () => random.int(CLASSES));
  const x = Float32Array.from({ length: ROWS * width }, (_, i) => random.normal() + (i % CLASSES === y[Math.floor(i / width)]! ? 1 : 0));
  return { rows: ROWS, x, y };
}

function job(kind: string, change: Partial<TrainJob> = {}): TrainJob {
  const { choice, inputShape } = kinds[kind]!;
  const model = buildModel(choice, inputShape, CLASSES);
  return {
    model,
    start: initialParameters(model, randomStream(1, kind)),
    data: rows(inputShape, 'train'),
    order: epochOrder(ROWS, 3, randomStream(2, kind)),
    epochs: 3,
    batchSize: 16,
    learningRate: 0.01,
    optimizer: 'adam',
    trainable: everything,
    dropoutSeed: 1,
    watch: [{ name: 'new', ...rows(inputShape, 'test') }],
    points: 4,
    ...change,
  };
}

/** Opened once for all tests: a software GPU takes seconds to compile its self-test. */
const opened = new Map<EngineName, Promise<Trainer>>();
const trainerFor = (engine: EngineName): Promise<Trainer> => {
  const known = opened.get(engine) ?? createTrainer(engine);
  opened.set(engine, known);
  return known;
};
const withTrainer = async <T>(engine: EngineName, use: (trainer: Trainer) => Promise<T>): Promise<T> => use(await trainerFor(engine));

/** Norm of the difference of two updates over the norm of the reference update. */
function updateError(start: Float32Array, actual: TrainResult, reference: TrainResult): number {
  let difference = 0,
    norm = 0;
  start.forEach((from, i) => {
    difference += (actual.weights[i]! - reference.weights[i]!) ** 2;
    norm += (reference.weights[i]! - from) ** 2;
  });
  return Math.sqrt(difference / norm);
}

describe('training on an engine', () => {
  after(async () => {
    for (const trainer of opened.values()) (await trainer.catch(() => undefined))?.dispose();
  });

  for (const kind of Object.keys(kinds)) {
    it(`gives on WASM the weights that the CPU backend gives (${kind}, 12 Adam steps)`, async () => {
      const reference = await withTrainer('tfjs-cpu', (trainer) => trainer.train(job(kind), free));
      const actual = await withTrainer('wasm', (trainer) => trainer.train(job(kind), free));
      expect(updateError(job(kind).start, actual, reference)).to.be.below(2e-3);
      expect(actual.steps).to.equal(12);
      expect(actual.examples).to.equal(150);
    });
  }

  it('matches one Adam step computed by hand: softmax regression in plain double arithmetic (Kingma & Ba 2015, algorithm 1)', async () => {
    const one = job('softmax', { order: Int32Array.from({ length: ROWS }, (_, i) => i), epochs: 1, batchSize: ROWS });
    const result = await withTrainer('tfjs-cpu', (trainer) => trainer.train(one, free));
    const width = 12;
    const gradient = new Float64Array(one.start.length);
    for (let r = 0; r < ROWS; r++) {
      const z = Array.from({ length: CLASSES }, (_, c) => {
        let sum = one.start[width * CLASSES + c]!;
        for (let f = 0; f < width; f++) sum += one.data.x[r * width + f]! * one.start[f * CLASSES + c]!;
        return sum;
      });
      const total = z.reduce((sum, value) => sum + Math.exp(value), 0);
      for (let c = 0; c < CLASSES; c++) {
        const d = (Math.exp(z[c]!) / total - (one.data.y[r] === c ? 1 : 0)) / ROWS;
        for (let f = 0; f < width; f++) gradient[f * CLASSES + c]! += d * one.data.x[r * width + f]!;
        gradient[width * CLASSES + c]! += d;
      }
    }
    gradient.forEach((g, i) => {
      // First step: the bias-corrected moments are g and g², so the update is lr·g/(|g|+ε).
      expect(result.weights[i]).to.be.closeTo(one.start[i]! - 0.01 * (g / (Math.abs(g) + 1e-7)), 2e-5);
    });
  });

  it('is bit-equal on a second run, also after other trainings in between', async () => {
    await withTrainer('wasm', async (trainer) => {
      const first = await trainer.train(job('mlp'), free);
      await trainer.train(job('cnn'), free);
      const second = await trainer.train(job('mlp'), free);
      expect(second.weights).to.deep.equal(first.weights);
      expect(second.curve.map((point) => point.accuracy)).to.deep.equal(first.curve.map((point) => point.accuracy));
    });
  });

  it('never writes to the weights it starts from', async () => {
    const mine = job('mlp');
    const before = mine.start.slice();
    await withTrainer('wasm', (trainer) => trainer.train(mine, free));
    expect(mine.start).to.deep.equal(before);
  });

  it('keeps the number of tensors flat over repeats of training, prediction and features', async () => {
    await withTrainer('wasm', async (trainer) => {
      const round = async () => {
        for (const kind of Object.keys(kinds)) {
          const mine = job(kind);
          const { weights } = await trainer.train(mine, free);
          await trainer.predict(mine.model, weights, mine.data);
          const { trunk, at } = cutAtHead(mine.model);
          await trainer.features(trunk, weights.slice(0, at), mine.data);
        }
      };
      await round();
      const after = trainer.held();
      await round();
      await round();
      expect(trainer.held()).to.equal(after);
    });
  });

  it('trains a head on cached features exactly as the whole model would with its trunk frozen', async () => {
    await withTrainer('wasm', async (trainer) => {
      const mine = job('mlp');
      const { trunk, head, at } = cutAtHead(mine.model);
      const cached = await trainer.features(trunk, mine.start.slice(0, at), mine.data);
      const whole = await trainer.predict(mine.model, mine.start, mine.data);
      const stacked = await trainer.predict(head, mine.start.slice(at), { ...mine.data, x: cached.x });
      whole.forEach((value, i) => expect(stacked[i]).to.be.closeTo(value, 1e-6));
    });
  });

  it('predicts probabilities: rows sum to one', async () => {
    const mine = job('cnn');
    const probabilities = await withTrainer('wasm', (trainer) => trainer.predict(mine.model, mine.start, mine.data));
    for (let r = 0; r < ROWS; r++) {
      const sum = probabilities.subarray(r * CLASSES, (r + 1) * CLASSES).reduce((a, b) => a + b, 0);
      expect(sum).to.be.closeTo(1, 1e-5);
    }
  });

  for (const { id: engine } of engines) {
    it(`F-21: reports a learning rate that blows up as diverged, with the curve so far (${engine})`, async () => {
      const wild = job('mlp', { learningRate: 1e30 });
      const result = await withTrainer(engine, (trainer) => trainer.train(wild, free));
      expect(result.status).to.equal('diverged');
      expect(result.curve.length).to.be.greaterThan(0);
      for (const point of result.curve) expect(point.loss === null || Number.isFinite(point.loss)).to.equal(true);
    });

    it(`learns from a batch larger than the data (${engine})`, async () => {
      const result = await withTrainer(engine, (trainer) => trainer.train(job('mlp', { batchSize: 1000 }), free));
      expect(result).to.include({ status: 'done', steps: 3, examples: 150 });
    });
  }

  it('goes on with the other replicas when one diverges', async () => {
    const jobs = [job('mlp'), job('mlp', { learningRate: 1e30 }), job('mlp')];
    const results = await withTrainer('webgpu', (trainer) => trainer.trainAll(jobs, free));
    expect(results.map(({ status }) => status)).to.deep.equal(['done', 'diverged', 'done']);
    expect(results[2]!.steps).to.equal(12);
  });

  it('stops where the pace says so, and leaves nothing behind', async () => {
    await withTrainer('wasm', async (trainer) => {
      await trainer.train(job('mlp'), free);
      const before = trainer.held();
      let breaths = 0;
      const pace: Pace = {
        breathe: async () => {
          if (++breaths === 2) throw new DOMException('stop', 'AbortError');
        },
      };
      const long = job('mlp', { epochs: 20_000, order: epochOrder(ROWS, 20_000, randomStream(2, 'long')) });
      const error = await trainer.train(long, pace).then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(error?.name).to.equal('AbortError');
      expect(trainer.held()).to.equal(before);
    });
  });

  it('books the time of its points as evaluation and counts from zero to the last step', async () => {
    // On the slowest engine: the browser's clock may be too coarse to see the fastest one at work.
    const { curve, times } = await withTrainer('tfjs-cpu', (trainer) => trainer.train(job('mlp'), free));
    expect(curve[0]).to.include({ step: 0, examples: 0, seconds: 0, loss: null });
    expect(curve.at(-1)).to.include({ step: 12, examples: 150 });
    expect(curve.at(-1)!.seconds).to.be.closeTo(times.trainMs / 1000, 1e-9);
    expect(times.evaluateMs).to.be.greaterThan(0);
  });

  it('counts the memory that a training holds on WASM: rows, order, and for each parameter itself, its gradient and two moments; more for more rows', async () => {
    await withTrainer('wasm', async (trainer) => {
      const held = async (change: Partial<TrainJob> = {}) => (await trainer.train(job('mlp', change), free)).memoryBytes!;
      const { data, order, start } = job('mlp');
      const least = 4 * (data.x.length + data.rows + order.length + 4 * start.length);
      expect(await held())
        .to.be.at.least(least)
        .and.below(20 * least);
      const more = { ...data, rows: 2 * ROWS, x: Float32Array.from([...data.x, ...data.x]), y: Int32Array.from([...data.y, ...data.y]) };
      expect((await held({ data: more, order: epochOrder(2 * ROWS, 3, randomStream(2, 'more')) })) - (await held())).to.be.at.least(
        4 * data.x.length,
      );
    });
  });

  it('passes its self-test on every engine of this machine, and refuses WebGPU by name where there is none', async () => {
    for (const engine of ['tfjs-cpu', 'wasm'] as const) {
      const facts = await withTrainer(engine, async (trainer) => trainer.describe());
      expect(facts.engine).to.equal(engine);
      for (const error of Object.values(facts.selfTest)) expect(error).to.be.below(1e-4);
    }
    const adapter = await navigator.gpu?.requestAdapter();
    const webgpu = await trainerFor('webgpu').then(
      (trainer) => trainer.describe(),
      (error: Error) => error,
    );
    if (!adapter) return expect((webgpu as Error).message).to.match(/no adapter.*auto/);
    expect(webgpu).to.include({ engine: 'webgpu', software: adapter.info.isFallbackAdapter });
    for (const error of Object.values((webgpu as EngineFacts).selfTest)) expect(error).to.be.below(1e-4);
  });

  // The tests' own flags give at least a software adapter.
  it('gives on WebGPU the weights that the CPU backend gives', async () => {
    const reference = await withTrainer('tfjs-cpu', (trainer) => trainer.train(job('cnn'), free));
    const actual = await withTrainer('webgpu', (trainer) => trainer.train(job('cnn'), free));
    expect(updateError(job('cnn').start, actual, reference)).to.be.below(5e-3);
  });
});
