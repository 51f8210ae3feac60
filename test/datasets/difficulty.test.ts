import { expect } from 'chai';
import { builtIns } from '../../datasets/registry.ts';
import { encoded } from '../../src/adapt/recipe.ts';
import { epochOrder } from '../../src/models/epoch-order.ts';
import { fitEncoder } from '../../src/data/encode.ts';
import { selectRows } from '../../src/data/select.ts';
import { createTrainer } from '../../src/engine/open.ts';
import { buildModel, type ModelChoice } from '../../src/models/families.ts';
import { everything } from '../../src/models/trainable.ts';
import { initialParameters } from '../../src/models/parameters.ts';
import { stream } from '../../src/random/random.ts';

/** Held-out accuracy of a freshly trained model. */
async function accuracy(id: string, choice: ModelChoice, train: number, epochs: number): Promise<number> {
  const test = 600;
  const { samples, columns, classes } = await builtIns.find((set) => set.id === id)!.load(train + test, 1);
  const rows = (from: number, count: number) => selectRows(samples, Int32Array.from({ length: count }, (_, i) => from + i));
  const encoder = fitEncoder(rows(0, train), columns);
  const model = buildModel(choice, encoder.inputShape, classes.length);
  const trainer = await createTrainer('wasm');
  try {
    const result = await trainer.train(
      {
        model,
        start: initialParameters(model, stream(1, 'start')),
        data: encoded(encoder, rows(0, train)),
        order: epochOrder(train, epochs, stream(1, 'order')),
        epochs,
        batchSize: 32,
        learningRate: 0.004,
        optimizer: 'adam',
        trainable: everything,
        dropoutSeed: 1,
        watch: [{ name: 'test', ...encoded(encoder, rows(train, test)) }],
        points: 1,
      },
      { breathe: async () => {} },
    );
    return result.curve.at(-1)!.accuracy['test']!;
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
});
