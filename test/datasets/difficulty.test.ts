import { expect } from 'chai';
import { builtIns } from '../../datasets/registry.ts';
import { encoded } from '../../src/training/jobs.ts';
import { epochOrder } from '../../src/models/epoch-order.ts';
import { fitEncoder } from '../../src/data/encode.ts';
import { asAsked } from '../../src/data/parts-of-range.ts';
import { selectRows } from '../../src/data/select.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { buildModel, type ModelChoice } from '../../src/models/families.ts';
import { everything } from '../../src/models/trainable.ts';
import { initialParameters } from '../../src/models/parameters.ts';
import { randomStream } from '../../src/random/random.ts';

/** Held-out accuracy of a freshly trained model. */
async function accuracy(id: string, choice: ModelChoice, train: number, epochs: number, test = 600): Promise<number> {
  const { samples, columns, classes } = asAsked({}, await builtIns.find((set) => set.id === id)!.load(train + test, 1));
  // Real data may come class by class.
  const order = randomStream(1, 'rows').permutation(samples.rows);
  const rows = (from: number, count: number) => selectRows(samples, order.subarray(from, from + count));
  const encoder = fitEncoder(rows(0, train), columns);
  const model = buildModel(choice, encoder.inputShape, classes.length);
  const trainer = await openWasmTrainer();
  try {
    const result = await trainer.train(
      {
        model,
        start: initialParameters(model, randomStream(1, 'start')),
        data: encoded(encoder, rows(0, train)),
        order: epochOrder(train, epochs, randomStream(1, 'order')),
        epochs,
        batchSize: 32,
        learningRate: 0.004,
        optimizer: 'adam',
        trainable: everything,
        dropoutSeed: 1,
        watch: [{ name: 'new', ...encoded(encoder, rows(train, test)) }],
        points: 1,
      },
      { breathe: async () => {} },
    );
    return result.curve.at(-1)!.accuracy['new']!;
  } finally {
    trainer.dispose();
  }
}

describe('the data sets are neither trivial nor hopeless', () => {
  it('glyphs: a small convolutional net lands at 96–99 %', async () => {
    expect(await accuracy('glyphs', { family: 'cnn', params: { filters: [8, 16], dense: 32 } }, 3000, 10)).to.be.within(0.96, 0.99);
  });

  it('sensors: a perceptron lands above 92 %, softmax regression far below', async () => {
    expect(await accuracy('sensors', { family: 'mlp', params: { hidden: [64, 64] } }, 1000, 15)).to.be.within(0.92, 0.99);
    expect(await accuracy('sensors', { family: 'softmax', params: {} }, 1000, 15)).to.be.below(0.8);
  });

  it('digits: a perceptron lands above 92 %', async () => {
    expect(await accuracy('digits', { family: 'mlp', params: { hidden: [64, 64] } }, 1000, 12)).to.be.within(0.92, 0.99);
  });

  // Bounds: well above the majority share (0.64, 0.50, about 0.5, 0.54, 0.89, 0.53, 0.67, 0.50), at most the ceiling.
  const binary = [
    ['sea', 0.82, 0.94],
    ['hyperplane', 0.85, 0.98],
    ['rbf', 0.7, 1],
    ['sine', 0.95, 1],
    ['stagger', 0.99, 1],
    ['mixed', 0.9, 1],
    ['agrawal', 0.8, 1],
    ['friedman', 0.85, 0.97],
  ] as const;
  for (const [id, low, high] of binary) {
    it(`${id}: a perceptron lands at ${low} … ${high}`, async () => {
      expect(await accuracy(id, { family: 'mlp', params: { hidden: [32] } }, 1500, 15)).to.be.within(low, high);
    });
  }

  it('iris: a perceptron tells nearly all flowers apart from 90 of them', async () => {
    expect(await accuracy('iris', { family: 'mlp', params: { hidden: [32] } }, 90, 40, 60)).to.be.within(0.9, 1);
  });

  // Bounds: well above the majority share (0.73, 0.37, 0.13), at most what chance leaves.
  const tables = [
    ['credit', 0.86, 0.93],
    ['demand', 0.83, 0.91],
    ['queries', 0.9, 0.96],
  ] as const;
  for (const [id, low, high] of tables) {
    it(`${id}: a perceptron lands at ${100 * low} … ${100 * high} %`, async () => {
      expect(await accuracy(id, { family: 'mlp', params: { hidden: [32] } }, 1500, 15)).to.be.within(low, high);
    });
  }

  it('plane: a perceptron bends around the moons, softmax regression cannot', async () => {
    expect(await accuracy('plane', { family: 'mlp', params: { hidden: [32] } }, 1500, 15)).to.be.within(0.95, 1);
    expect(await accuracy('plane', { family: 'softmax', params: {} }, 1500, 15)).to.be.within(0.8, 0.92);
  });

  it('led: softmax regression lands near the ceiling of 74 %, waveform: near 86 %', async () => {
    expect(await accuracy('led', { family: 'softmax', params: {} }, 1500, 10)).to.be.within(0.66, 0.78);
    expect(await accuracy('waveform', { family: 'softmax', params: {} }, 1500, 10)).to.be.within(0.8, 0.9);
  });
});
