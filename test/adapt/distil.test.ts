import { expect } from 'chai';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/adapt/types.ts';
import type { Trainer } from '../../src/experiment/trainer.ts';
import { softmax } from '../../src/adapt/softmax.ts';
import { accuracy, apart, armContext, run } from './arm-context.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';

describe('distilling the old model', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  it('with no weight on its answers is full fine-tuning', async () => {
    expect(apart((await run('distil', context, { weight: 0 })).weights, (await run('full-fine-tune', context)).weights)).to.be.below(1e-5);
  });

  it('with nothing but its answers, unsoftened, stays what it is', async () => {
    const kept = await run('distil', context, { weight: 1, temperature: 1 });
    expect(Math.abs((await accuracy(context, kept)) - (await accuracy(context, context.base)))).to.be.below(0.06);
  });

  it('learns targets that are the mixture of label and softened answer', async () => {
    const fake = fakeTrainer();
    await run('distil', { ...context, trainer: { ...fake, features: trainer.features } }, { weight: 0.25, temperature: 4 });
    const { targets, data } = fake.jobs[0]!;
    const { x } = await trainer.features(context.model, context.base.weights, data);
    const old = softmax(x, data.rows, 4);
    targets!.forEach((target, i) => expect(target).to.be.closeTo(0.25 * old[i]! + (data.y[Math.floor(i / 6)] === i % 6 ? 0.75 : 0), 1e-6));
  });

  it('softens more the hotter: at a high temperature all classes come near the same share', () => {
    const [cold, hot] = [softmax(Float32Array.of(0, 2, 4), 1, 0.5), softmax(Float32Array.of(0, 2, 4), 1, 20)];
    // exp(−4) and exp(0.1) by hand.
    expect(cold[1]! / cold[2]!).to.be.closeTo(Math.exp(-4), 1e-9);
    expect(hot[2]! / hot[1]!).to.be.closeTo(Math.exp(0.1), 1e-9);
  });
});
