import { expect } from 'chai';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { forwardFlops } from '../../src/measure/cost/work.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';
import { apart, armContext, run } from './arm-context.ts';

describe('fine-tuning a part of the model', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  /** Names of the arrays that an arm changed. */
  async function changed(id: string): Promise<string[]> {
    const { weights } = await run(id, context);
    const differs = ({ offset, size }: { offset: number; size: number }) =>
      weights.subarray(offset, offset + size).some((value, i) => value !== context.base.weights[offset + i]);
    return parameterSlots(context.model)
      .filter(differs)
      .map(({ name }) => name);
  }

  it('changes the first block alone, the middle alone, the head alone, bit for bit', async () => {
    expect(await changed('first-block')).to.deep.equal(['first/0/kernel', 'first/0/bias']);
    expect(await changed('middle-block')).to.deep.equal(['middle/1/kernel', 'middle/1/bias']);
    expect(await changed('head-only')).to.deep.equal(['head/2/kernel', 'head/2/bias']);
    expect(await changed('bias-only')).to.deep.equal(['first/0/bias', 'middle/1/bias', 'head/2/bias']);
    expect(await changed('full-fine-tune')).to.have.length(6);
  });

  it('of the head gives the same model with cached features as without, for less counted work', async () => {
    const [cached, uncached] = [await run('head-only', context), await run('head-only-uncached', context)];
    expect(apart(cached.weights, uncached.weights)).to.be.below(1e-5);
    expect(cached.steps).to.equal(uncached.steps);
    const { trunk } = { trunk: { ...context.model, blocks: context.model.blocks.slice(0, -1) } };
    // Without the cache the trunk runs for every row of every epoch, with it once for every row.
    expect(uncached.flops - cached.flops).to.equal(forwardFlops(trunk) * context.newRows.rows * (context.spec.stop.epochs - 1));
  });

  it('above a cache takes the time of the cache as part of the way, and from what is left', async () => {
    const fake = fakeTrainer(); // a millisecond for the features of the new rows
    const told: number[] = [];
    const limited = { ...context, trainer: fake, spec: { ...context.spec, stop: { epochs: 10, until: { seconds: 5 } } } };
    const { curve, times, start } = await run('head-only', { ...limited, onPoint: ({ seconds }) => told.push(seconds) });
    expect(curve.map(({ seconds }) => seconds)).to.deep.equal([0.001, 0.021]);
    expect(told).to.deep.equal([0.001, 0.021]);
    expect(times.trainMs).to.equal(21);
    expect(fake.jobs[0]!.until).to.deep.equal({ seconds: 4.999 });
    expect(start).to.equal(context.base.weights);
    await run('full-fine-tune', limited);
    expect(fake.jobs[1]!.until).to.deep.equal({ seconds: 5 });
  });

  it('watches the rows held out of it on features where it trains on features, and asks for the same end', async () => {
    const fake = fakeTrainer();
    const kept = {
      ...context,
      trainer: fake,
      validation: context.test!.old,
      spec: { ...context.spec, stop: { epochs: 10, until: { plateau: 3 } } },
    };
    await run('head-only', kept);
    await run('full-fine-tune', kept);
    const [above, whole] = fake.jobs;
    for (const { until, watch } of [above!, whole!]) {
      expect(until).to.deep.equal({ plateau: { of: 'validation', points: 3 } });
      expect(watch.map(({ name }) => name)).to.deep.equal(['new', 'old', 'validation']);
    }
    expect([above!.watch[0]!.x.length, whole!.watch[0]!.x.length]).to.deep.equal([200 * 12, 200 * context.base.encoder.inputShape[0]!]);
    expect(above!.dropoutSeed).to.equal(whole!.dropoutSeed);
    expect(above!.order).to.deep.equal(whole!.order);
  });

  it('follows the recipe, but without labels, where most of it has nothing to act on', async () => {
    const fake = fakeTrainer();
    const recipe = { clip: { id: 'norm', at: 1 }, schedule: { id: 'linear', warmUp: 0, from: 0 } };
    const normed = await armContext(trainer, { model: { family: 'mlp', params: { hidden: [16, 12], norm: 'batch' } } });
    const under = { ...normed, trainer: fake, spec: { ...normed.spec, recipe } };
    for (const id of ['full-fine-tune', 'head-only-uncached', 'tent']) await run(id, under);
    const [tuned, head, surer] = fake.jobs;
    for (const job of [tuned!, head!]) expect(job).to.include.keys('clip', 'schedule');
    expect(surer).not.to.have.any.keys('clip', 'schedule');
    expect(surer).to.include({ loss: 'entropy', batchSize: 64, learningRate: 0.001, epochs: 1 });
    expect(surer!.trainable.only).to.equal('norms');
  });
});
