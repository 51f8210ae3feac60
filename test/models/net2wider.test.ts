import { expect } from 'chai';
import fc from 'fast-check';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { buildModel, type ModelChoice } from '../../src/models/families.ts';
import { widened, whyNotWider } from '../../src/models/net2wider.ts';
import { initialParameters, parameterSlots } from '../../src/models/parameters.ts';
import { scaled } from '../../src/models/resize.ts';
import type { Model } from '../../src/models/types.ts';
import { randomStream } from '../../src/random/random.ts';

/** Weights of which none is what a fresh model has, moving statistics and biases included. */
function learned(model: Model): Float32Array {
  const random = randomStream(3, 'weights');
  const weights = initialParameters(model, random);
  for (const { role, offset, size } of parameterSlots(model))
    for (let i = offset; role !== 'kernel' && i < offset + size; i++)
      weights[i] = role === 'moving-variance' ? random.between(0.5, 2) : random.normal();
  return weights;
}

describe('Net2WiderNet', () => {
  let trainer: Trainer;
  before(async () => {
    trainer = await openWasmTrainer();
  });
  after(() => trainer.dispose());

  /** Scores `[rows, classes]` of random rows. */
  async function scores(model: Model, weights: Float32Array): Promise<Float32Array> {
    const random = randomStream(5, 'rows');
    const rows = 40;
    const width = model.inputShape.reduce((product, size) => product * size, 1);
    const x = Float32Array.from({ length: rows * width }, () => random.normal());
    return (await trainer.features(model, weights, { rows, x, y: new Int32Array(rows) })).x;
  }

  const far = (a: Float32Array, b: Float32Array) => {
    const size = Math.max(...a.map(Math.abs));
    return Math.max(...a.map((value, i) => Math.abs(value - b[i]!))) / size;
  };

  const models: readonly (readonly [string, ModelChoice, readonly number[]])[] = [
    ['a perceptron', { family: 'mlp', params: { hidden: [7, 5] } }, [6]],
    ['one hidden unit', { family: 'mlp', params: { hidden: [1] } }, [2]],
    ['a perceptron with batch normalisation', { family: 'mlp', params: { hidden: [7, 5], norm: 'batch' } }, [6]],
    ['a convolutional net, pooled and read as one vector', { family: 'cnn', params: { filters: [3, 4], dense: 6 } }, [8, 8, 1]],
    ['the same with batch normalisation', { family: 'cnn', params: { filters: [3, 4], dense: 6, norm: 'batch' } }, [8, 8, 3]],
  ];
  for (const [name, choice, inputShape] of models)
    it(`keeps the function of ${name} to 10⁻⁶ (Chen et al. 2016, section 2.2)`, async () => {
      const model = buildModel(choice, inputShape, 4);
      const weights = learned(model);
      const before = await scores(model, weights);
      for (const factor of [1, 1.5, 2, 4.2]) {
        const wide = scaled(model, factor);
        const grown = widened(model, wide, weights, randomStream(7, 'widen'), 0);
        expect(far(before, await scores(wide, grown)), `${factor} times`).to.be.below(1e-6);
      }
    });

  it('is the model itself, bit for bit, where nothing is wider', () => {
    const model = buildModel({ family: 'mlp', params: { hidden: [7, 5] } }, [6], 4);
    const weights = learned(model);
    expect(widened(model, model, weights, randomStream(7, 'widen'), 0.5)).to.deep.equal(weights);
  });

  it('shakes the incoming weights of copies only, and the function with them', async () => {
    const model = buildModel({ family: 'mlp', params: { hidden: [30] } }, [6], 4);
    const weights = learned(model);
    const wide = scaled(model, 2);
    const [exact, noisy] = [0, 0.05].map((noise) => widened(model, wide, weights, randomStream(7, 'widen'), noise)) as [
      Float32Array,
      Float32Array,
    ];
    const [kernel] = parameterSlots(wide);
    const changed = [...exact.keys()].filter((i) => exact[i] !== noisy[i]);
    expect(changed.every((i) => i < kernel!.size && i % 60 >= 30)).to.equal(true);
    expect(changed.length).to.equal(6 * 30);
    const sd = Math.sqrt(changed.reduce((sum, i) => sum + (noisy[i]! - exact[i]!) ** 2, 0) / changed.length);
    const rms = Math.sqrt(weights.subarray(0, 180).reduce((sum, weight) => sum + weight ** 2, 0) / 180);
    // 180 draws: four standard errors of a standard deviation are 4/√360.
    expect(sd / rms).to.be.closeTo(0.05, (0.05 * 4) / Math.sqrt(360));
    expect(far(await scores(model, weights), await scores(wide, noisy))).to.be.within(1e-4, 0.2);
  });

  it('divides what reads a unit by its copies, whichever they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }), fc.integer(), (units, factor, seed) => {
        const model = buildModel({ family: 'mlp', params: { hidden: [units] } }, [3], 2);
        const weights = learned(model);
        const wide = scaled(model, factor);
        const grown = widened(model, wide, weights, randomStream(seed, 'widen'), 0);
        const [, , narrow] = parameterSlots(model);
        const [, , head] = parameterSlots(wide);
        // What a class reads in all is what it read before.
        for (const label of [0, 1]) {
          const sum = (of: Float32Array, offset: number, count: number) =>
            Array.from({ length: count }, (_, unit) => of[offset + 2 * unit + label]!).reduce((a, b) => a + b, 0);
          expect(sum(grown, head!.offset, factor * units)).to.be.closeTo(sum(weights, narrow!.offset, units), 1e-5);
        }
      }),
    );
  });

  it('says why it cannot: nothing hidden, fewer units, other layers', () => {
    const softmax = buildModel({ family: 'softmax', params: {} }, [6], 4);
    expect(whyNotWider(softmax)).to.match(/no hidden layer/);
    const model = buildModel({ family: 'mlp', params: { hidden: [8] } }, [6], 4);
    const random = randomStream(1, 'widen');
    expect(() => widened(softmax, softmax, learned(softmax), random, 0)).to.throw(RangeError, 'no hidden layer');
    expect(() => widened(model, scaled(model, 0.5), learned(model), random, 0)).to.throw(RangeError, 'cannot be widened to 4');
    const other = buildModel({ family: 'mlp', params: { hidden: [8, 8] } }, [6], 4);
    expect(() => widened(model, other, learned(model), random, 0)).to.throw(RangeError, 'other layers');
  });
});
