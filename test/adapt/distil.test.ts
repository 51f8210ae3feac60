import { expect } from 'chai';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { encoded } from '../../src/training/jobs.ts';
import { argmax } from '../../src/maths/argmax.ts';
import { accuracyOf } from '../../src/measure/metrics/measures.ts';
import type { ArmContext, ArmOutcome } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { softmax } from '../../src/adapt/softmax.ts';
import { apart, armContext, run } from './arm-context.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';

describe('distilling the old model', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  /** Share of new rows that a repaired model answers as the old one did. */
  async function agreement({ weights, encoder }: Pick<ArmOutcome, 'weights' | 'encoder'>): Promise<number> {
    const rows = encoded(encoder, context.test!.new);
    const answers = async (model: Float32Array) => argmax(await trainer.predict(context.model, model, rows), rows.rows);
    return accuracyOf(await answers(weights), await answers(context.base.weights));
  }

  it('with no weight on its answers is full fine-tuning', async () => {
    expect(apart((await run('distil', context, { weight: 0 })).weights, (await run('full-fine-tune', context)).weights)).to.be.below(1e-5);
  });

  it('with nothing but its answers stays what it is, however soft: the old model is where the loss is least', async () => {
    for (const temperature of [1, 2, 8]) {
      const kept = await run('distil', context, { weight: 1, temperature });
      // Not all: where the gradient is rounding alone, Adam blows it up to small steps.
      expect(await agreement(kept), `at ${temperature}`).to.be.above(0.9);
    }
    expect(await agreement(await run('full-fine-tune', context)), 'the labels alone').to.be.below(0.7);
  });

  it('learns the labels, and the answers of the old model at the temperature', async () => {
    const fake = fakeTrainer();
    await run('distil', { ...context, trainer: { ...fake, features: trainer.features } }, { weight: 0.25, temperature: 4 });
    const { data, distillation } = fake.jobs[0]!;
    expect(distillation).to.include({ temperature: 4, weight: 0.25 });
    expect(data.y).to.deep.equal(context.newRows.y);
    const { x } = await trainer.features(context.model, context.base.weights, data);
    const old = softmax(x, data.rows, 4);
    expect(distillation!.targets).to.have.length(old.length);
    distillation!.targets.forEach((target, i) => expect(target).to.be.closeTo(old[i]!, 1e-6));
  });

  it('softens more the hotter: at a high temperature all classes come near the same share', () => {
    const [cold, hot] = [softmax(Float32Array.of(0, 2, 4), 1, 0.5), softmax(Float32Array.of(0, 2, 4), 1, 20)];
    // exp(−4) and exp(0.1) by hand.
    expect(cold[1]! / cold[2]!).to.be.closeTo(Math.exp(-4), 1e-9);
    expect(hot[2]! / hot[1]!).to.be.closeTo(Math.exp(0.1), 1e-9);
    // Scores whose powers of e no number holds.
    expect([...softmax(Float32Array.of(2000, 0, -2000, 2000, 2000, 0), 2)]).to.deep.equal([1, 0, 0, 0.5, 0.5, 0]);
  });
});
