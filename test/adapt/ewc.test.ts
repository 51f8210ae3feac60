import { expect } from 'chai';
import { fisherDiagonal } from '../../src/adapt/ewc.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { encoded } from '../../src/training/jobs.ts';
import { buildModel } from '../../src/models/families.ts';
import { cutAtHead, parameterCount, parameterSlots } from '../../src/models/parameters.ts';
import { layerShapes } from '../../src/models/shapes.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';
import { accuracy, apart, armContext, run } from './arm-context.ts';

/** The same function of its inputs: a normalisation by moving statistics is a factor and a summand of the layer before it. */
function withoutNorms({ model, base }: ArmContext): Pick<ArmContext, 'model' | 'base'> {
  const plain = buildModel({ family: 'mlp', params: { hidden: [16, 12] } }, model.inputShape, layerShapes(model).at(-1)![0]!);
  const values = (layer: number, role: string) => {
    const slot = parameterSlots(model).find((each) => each.layer === layer && each.role === role);
    return slot && base.weights.subarray(slot.offset, slot.offset + slot.size);
  };
  const weights = new Float32Array(parameterCount(plain));
  // A dense layer, its normalisation and its ReLU are one layer of the plain model.
  for (const { layer, role, offset, size, shape } of parameterSlots(plain)) {
    const own = values(3 * layer, role)!;
    const norm = ['scale', 'shift', 'moving-mean', 'moving-variance'].map((of) => values(3 * layer + 1, of));
    for (let i = 0; i < size; i++) {
      const c = i % shape.at(-1)!;
      const [scale = 1, shift = 0, mean = 0, variance = 1 - EPSILON] = norm.map((array) => array?.[c]);
      const factor = scale / Math.sqrt(variance + EPSILON);
      weights[offset + i] = role === 'kernel' ? own[i]! * factor : (own[i]! - mean) * factor + shift;
    }
  }
  return { model: plain, base: { ...base, weights } };
}

const EPSILON = 1e-3;

describe('springs on the weights', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  it('of strength 0 are full fine-tuning', async () => {
    expect((await run('ewc', context, { strength: 0 })).weights).to.deep.equal((await run('full-fine-tune', context)).weights);
  });

  it('pull with λ times the information, towards the snapshot', async () => {
    const fake = fakeTrainer();
    await run('ewc', { ...context, trainer: fake }, { strength: 50 });
    const { penalty } = fake.jobs.at(-1)!;
    const { fisher } = await fisherDiagonal({ ...context, trainer: fakeTrainer() }, 256);
    expect(penalty!.anchor).to.equal(context.base.weights);
    penalty!.strength.forEach((value, i) => expect(value).to.be.closeTo(50 * fisher[i]!, 1e-5 * value));
  });

  it('hold the model the nearer to the snapshot and its old accuracy the stronger they are (Kirkpatrick et al. 2017)', async () => {
    const { fisher } = await fisherDiagonal(context, 256);
    const stretch = (weights: Float32Array) =>
      weights.reduce((sum, value, i) => sum + fisher[i]! * (value - context.base.weights[i]!) ** 2, 0);
    const [free, held, tight] = [
      await run('ewc', context, { strength: 0 }),
      await run('ewc', context, { strength: 100 }),
      await run('ewc', context, { strength: 1e6 }),
    ];
    expect(stretch(held.weights)).to.be.below(stretch(free.weights) / 2);
    expect(stretch(tight.weights)).to.be.below(stretch(held.weights));
    expect(await accuracy(context, tight, 'old')).to.be.greaterThan(await accuracy(context, free, 'old'));
    // Adam takes steps of about the learning rate whatever the pull, so the tightest spring still trembles by a few of them.
    const most = fisher.indexOf(Math.max(...fisher));
    expect(Math.abs(tight.weights[most]! - context.base.weights[most]!)).to.be.below(5 * context.spec.base.learningRate);
    expect(apart(tight.weights, context.base.weights)).to.be.below(apart(free.weights, context.base.weights));
  });

  it('are as stiff as the Fisher information, which for the biases of the logits is E[p(1 − p)]', async () => {
    const { fisher } = await fisherDiagonal(context, 300);
    const bias = parameterSlots(context.model).at(-1)!;
    const answers = await trainer.predict(context.model, context.base.weights, encoded(context.base.encoder, context.oldRows));
    const expected = Array.from({ length: bias.size }, (_, c) => {
      let sum = 0;
      for (let row = 0; row < context.oldRows.rows; row++) sum += answers[row * bias.size + c]! * (1 - answers[row * bias.size + c]!);
      return sum / context.oldRows.rows;
    });
    // Few batches of drawn labels: the sum over classes is known to about a third.
    const total = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
    expect(total(fisher.subarray(bias.offset, bias.offset + bias.size)) / total(expected)).to.be.within(0.5, 1.7);
  });

  it('are as stiff under batch normalisation as in the same model with its moving statistics worked into the weights', async () => {
    const normed = await armContext(trainer, { model: { family: 'mlp', params: { hidden: [16, 12], norm: 'batch' } } });
    const folded = { ...normed, ...withoutNorms(normed) };
    const head = (of: ArmContext, values: Float32Array) => values.subarray(cutAtHead(of.model).at);
    const [under, without] = [
      head(normed, (await fisherDiagonal(normed, 256)).fisher),
      head(folded, (await fisherDiagonal(folded, 256)).fisher),
    ];
    const most = Math.max(...without);
    without.forEach((value, i) => expect(under[i]).to.be.closeTo(value, most * 1e-3));
  });
});
