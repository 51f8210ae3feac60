import { expect } from 'chai';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { cutAtHead } from '../../src/models/parameters.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';
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

  it('LP-FT gives each stage its part of the order that every repair gets, and the second its own rate', async () => {
    const [fake, plain] = [fakeTrainer(), fakeTrainer()];
    await run('lp-ft', { ...context, trainer: fake }, { share: 0.3, rate: 0.5 });
    await run('full-fine-tune', { ...context, trainer: plain });
    const [head, all] = fake.jobs;
    expect([head!.epochs, all!.epochs]).to.deep.equal([3, 7]);
    expect([...head!.order, ...all!.order]).to.deep.equal([...plain.jobs[0]!.order]);
    const { learningRate } = context.spec.base;
    expect([head!.learningRate, all!.learningRate]).to.deep.equal([learningRate, 0.5 * learningRate]);
    await run('lp-ft', { ...context, trainer: fake }, { share: 0, rate: 0.5 });
    expect(fake.jobs.at(-1)!.learningRate).to.equal(0.5 * learningRate);
    // All of one stage is no training of the other.
    await run('lp-ft', { ...context, trainer: fake }, { share: 1 });
    expect(fake.jobs.slice(2).map(({ epochs }) => epochs)).to.deep.equal([10, 10]);
  });

  it('LP-FT goes on after a plateau of the head, where the rest may help, and after no other end', async () => {
    const stages = async (status: 'plateau' | 'time-up' | 'diverged' | 'reached') => {
      const fake = fakeTrainer();
      const ended: Trainer = { ...fake, train: async (job, ...rest) => ({ ...(await fake.train(job, ...rest)), status: fake.jobs.length === 1 ? status : 'done' }) }; // prettier-ignore
      const outcome = await run('lp-ft', { ...context, trainer: ended });
      return [fake.jobs.length, outcome.status];
    };
    expect(await stages('plateau')).to.deep.equal([2, 'done']);
    for (const status of ['time-up', 'diverged', 'reached'] as const) expect(await stages(status)).to.deep.equal([1, status]);
  });

  it('LP-FT solves its head where heads are solved', async () => {
    const solved = { ...context, spec: { ...context.spec, recipe: { heads: { id: 'solved' } } } };
    expect((await run('lp-ft', solved, { share: 1 })).weights).to.deep.equal((await run('head-only', solved)).weights);
    expect((await run('lp-ft', solved, { share: 1 })).details).to.include.keys('L2');
  });

  it('WiSE-FT tells its last look as a point of its way', async () => {
    const told: number[] = [];
    const { curve, status } = await run('wise-ft', { ...context, onPoint: ({ step }) => told.push(step) });
    expect(told).to.deep.equal(curve.map(({ step }) => step));
    expect([status, curve.at(-1)!.step]).to.deep.equal(['done', curve.at(-2)!.step]);
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
