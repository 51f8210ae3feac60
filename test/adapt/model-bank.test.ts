import { expect } from 'chai';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { accuracy, armContext, run } from './arm-context.ts';

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

  it('takes the latest of equals, from exactly the margin on, and tells what it saw', async () => {
    const { weights, encoder } = await run('retrain-all', context);
    const known = { weights, encoder };
    const outcome = await run('model-bank', { ...context, bank: [known, { ...known }, context.base] });
    const { taken, accuracyBefore, accuracyOfBest } = outcome.details as Record<string, number>;
    expect(taken).to.equal(1);
    expect(accuracyBefore).to.equal(await accuracy(context, context.base, 'new', context.newRows));
    expect(accuracyOfBest).to.equal(await accuracy(context, known, 'new', context.newRows));
    // Labels are counted, so the difference is a number of fortieths.
    const by = Math.round(40 * (accuracyOfBest! - accuracyBefore!)) / 40;
    const takenAt = async (margin: number) => (await run('model-bank', { ...context, bank: [known] }, { margin })).details!['taken'];
    expect(await takenAt(by - 0.001)).to.equal(0);
    expect(await takenAt(by + 0.001)).to.equal(-1);
    expect(await run('model-bank', { ...context, bank: [context.base] }, { margin: 0 })).to.include({ steps: 0 });
  });

  it('without a model in it fine-tunes', async () => {
    const { details, weights } = await run('model-bank', { ...context, bank: [] });
    expect(details).to.have.all.keys('taken', 'accuracyBefore');
    expect(weights).to.deep.equal((await run('full-fine-tune', context)).weights);
  });
});
