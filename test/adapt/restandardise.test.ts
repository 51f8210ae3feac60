import { expect } from 'chai';
import { encode } from '../../src/data/encode.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { accuracy, armContext, run } from './arm-context.ts';

describe('rescaling the inputs', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  it('undoes any gain and offset of the columns exactly, when the rows are the same', async () => {
    const width = context.oldRows.inputShape[0]!;
    const unlabelled = { ...context.oldRows, x: context.oldRows.x.map((value, i) => value * (1 + (i % width)) - 5 * (i % width)) };
    const { encoder } = await run('restandardise', { ...context, unlabelled });
    const [expected, actual] = [encode(context.base.encoder, context.oldRows), encode(encoder, unlabelled)];
    expect(Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)))).to.be.below(1e-3);
  });

  it('recovers from a change of gain and offset of sensors without a label or a step', async () => {
    const outcome = await run('restandardise', context);
    expect(await accuracy(context, outcome)).to.be.greaterThan((await accuracy(context, context.base)) + 0.3);
    expect([outcome.steps, outcome.weights]).to.deep.equal([0, context.base.weights]);
  });
});
