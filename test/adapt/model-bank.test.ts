import { expect } from 'chai';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { armContext, run } from './arm-context.ts';

describe('the model bank', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  it('takes the earlier model that knows this world, without a step', async () => {
    const { weights, encoder } = await run('retrain-all', context);
    const noise = { encoder, weights: weights.map((value, i) => value + Math.sin(i) * 3) };
    const outcome = await run('model-bank', { ...context, bank: [noise, { weights, encoder }, context.base] });
    expect(outcome.weights).to.equal(weights);
    expect(outcome.steps).to.equal(0);
    expect(outcome.details!['taken']).to.equal(1);
  });

  it('fine-tunes when no earlier model is better by the margin, and counts the looking', async () => {
    const outcome = await run('model-bank', { ...context, bank: [context.base] });
    const tuned = await run('full-fine-tune', context);
    expect(outcome.weights).to.deep.equal(tuned.weights);
    expect(outcome.flops).to.be.greaterThan(tuned.flops);
    expect(outcome.details!['taken']).to.equal(-1);
  });
});
