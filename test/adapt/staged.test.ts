import { expect } from 'chai';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { cutAtHead } from '../../src/models/parameters.ts';
import { accuracy, apart, armContext, run } from './arm-context.ts';

describe('fine-tuning in stages', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  it('LP-FT is head only when all epochs are the head’s, and full fine-tuning when none are', async () => {
    expect((await run('lp-ft', context, { share: 1 })).weights).to.deep.equal((await run('head-only', context)).weights);
    expect((await run('lp-ft', context, { share: 0, rate: 1 })).weights).to.deep.equal((await run('full-fine-tune', context)).weights);
  });

  it('LP-FT moves the layers below the head less than full fine-tuning does (Kumar et al. 2022)', async () => {
    const { at } = cutAtHead(context.model);
    const moved = async (id: string) => apart((await run(id, context)).weights.slice(0, at), context.base.weights.slice(0, at));
    expect(await moved('lp-ft')).to.be.greaterThan(0);
    expect(await moved('lp-ft')).to.be.below((await moved('full-fine-tune')) / 2);
  });

  it('LP-FT takes as many steps as fine-tuning, on one curve whose steps and seconds only grow', async () => {
    const outcome = await run('lp-ft', context);
    expect(outcome.steps).to.equal((await run('full-fine-tune', context)).steps);
    expect(outcome.curve.at(-1)!.step).to.equal(outcome.steps);
    outcome.curve.reduce((before, point) => {
      expect(point.step).to.be.greaterThan(before.step);
      expect(point.seconds).to.be.at.least(before.seconds);
      return point;
    });
  });

  it('WiSE-FT is the snapshot at 0, the fine-tuned model at 1, and half way between at a half (Wortsman et al. 2022)', async () => {
    const tuned = await run('full-fine-tune', context);
    expect((await run('wise-ft', context, { alpha: 0 })).weights).to.deep.equal(context.base.weights);
    expect((await run('wise-ft', context, { alpha: 1 })).weights).to.deep.equal(tuned.weights);
    const half = await run('wise-ft', context);
    expect(
      apart(
        half.weights,
        context.base.weights.map((value, i) => (value + tuned.weights[i]!) / 2),
      ),
    ).to.be.below(1e-7);
    expect(half.curve.at(-1)!.accuracy['new']).to.be.closeTo(await accuracy(context, half), 1e-9);
  });

  it('WiSE-FT tells the accuracy all the way from the snapshot to the fine-tuned model', async () => {
    const tuned = await run('full-fine-tune', context);
    const { path, curve } = await run('wise-ft', context);
    expect(path!.map(({ share }) => share)).to.deep.equal(Array.from({ length: 21 }, (_, i) => i / 20));
    expect(path![0]!.accuracy).to.deep.equal(curve[0]!.accuracy);
    expect(path![10]!.accuracy).to.deep.equal(curve.at(-1)!.accuracy);
    expect(path![20]!.accuracy).to.deep.equal(tuned.curve.at(-1)!.accuracy);
  });
});
