import { expect } from 'chai';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { forwardFlops } from '../../src/measure/cost/work.ts';
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
});
