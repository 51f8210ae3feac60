import { expect } from 'chai';
import { findArm } from '../../src/adapt/registry.ts';
import { keepForValidation, repair } from '../../src/adapt/repair.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { accuracy, armContext } from './arm-context.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';

describe('a repair as a spec asks for it', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  const outcome = async (id: string, of = context, learning?: { rates?: number[]; validation: number }) => {
    const repaired = await repair(findArm(id)!, of, learning);
    if ('refused' in repaired) throw new Error(repaired.refused);
    return repaired.outcome;
  };

  /** The row that is kept aside first. */
  const keepFirst = () => {
    const y = Int32Array.from({ length: 40 }, (_, row) => row);
    return keepForValidation({ ...context, newRows: { ...context.newRows, y } }, 0.25).kept.rows.y[0]!;
  };

  it('is refused where it cannot run, before and while it runs', async () => {
    expect(await repair(findArm('adabn')!, context)).to.have.property('refused');
    const noClass = { ...context, oldRows: { ...context.oldRows, y: new Int32Array(context.oldRows.rows) } };
    expect(await repair(findArm('prior-correction')!, noClass))
      .to.have.property('refused')
      .that.matches(/cannot be estimated/);
  });

  describe('with rates to choose from', () => {
    const learning = { rates: [1e-6, 0.01], validation: 0.25 };

    it('takes the one that does best on the labels kept aside, and then learns from all of them at it', async () => {
      const chosen = await outcome('full-fine-tune', context, learning);
      expect(chosen.details!['learningRate']).to.equal(0.01);
      expect(chosen.weights).to.deep.equal((await outcome('full-fine-tune')).weights);
    });

    it('books every trial as its cost', async () => {
      const clocked = { ...context, trainer: fakeTrainer() }; // a millisecond a step
      const [chosen, alone] = [await outcome('full-fine-tune', clocked, learning), await outcome('full-fine-tune', clocked)];
      const trial = { examples: 10 * 30, steps: 10 }; // ten epochs of three quarters of 40 labels, each a batch
      expect(chosen.examples).to.equal(alone.examples + 2 * trial.examples);
      expect(chosen.flops / alone.flops).to.be.closeTo(chosen.examples / alone.examples, 1e-9);
      expect(chosen.times.trainMs).to.equal(alone.times.trainMs + 2 * trial.steps);
      expect(chosen.curve[0]!.seconds).to.be.closeTo((2 * trial.steps) / 1000, 1e-9);
    });

    it('takes the first of equals, and none that diverges', async () => {
      // The fake engine learns the same at every rate.
      const chosen = async (of: Trainer) => (await outcome('full-fine-tune', { ...context, trainer: of }, { rates: [0.3, 0.1, 0.2], validation: 0.25 })).details; // prettier-ignore
      expect(await chosen(fakeTrainer())).to.deep.equal({ learningRate: 0.3, trials: 3 });
      const fake = fakeTrainer();
      const train: Trainer['train'] = async (job, ...rest) => ({ ...(await fake.train(job, ...rest)), status: job.learningRate === 0.3 ? 'diverged' : 'done' }); // prettier-ignore
      expect(await chosen({ ...fake, train })).to.deep.equal({ learningRate: 0.1, trials: 3 });
    });

    it('tries in silence, on the other labels, with those kept as its test', async () => {
      const fake = fakeTrainer();
      const told: number[] = [];
      const quiet = await outcome('full-fine-tune', { ...context, trainer: fake, onPoint: ({ seconds }) => told.push(seconds) }, learning);
      expect(told).to.deep.equal(quiet.curve.map(({ seconds }) => seconds));
      const { kept, rest } = keepForValidation(context, learning.validation);
      expect(fake.jobs.map(({ data }) => data.rows)).to.deep.equal([30, 30, 40]);
      for (const { data, watch } of fake.jobs.slice(0, 2)) {
        expect(data.y).to.deep.equal(rest.rows.y);
        expect(watch.map(({ y }) => y)).to.deep.equal([kept.rows.y, kept.rows.y]);
      }
      const window = fakeTrainer();
      await outcome('retrain-window', { ...context, trainer: window }, learning);
      // Trials know when their rows came: the last are the newest of them.
      const newest = Math.max(...rest.cameAt!);
      expect(window.jobs[0]!.data.y.at(-1)).to.equal(rest.rows.y[rest.cameAt!.indexOf(newest)]);
    });

    it('is refused where the labels that are left are too few, and lets errors of the program through', async () => {
      const y = new Int32Array(40).fill(1);
      y[keepFirst()] = 0;
      const refused = await repair(findArm('full-fine-tune')!, { ...context, newRows: { ...context.newRows, y } }, learning);
      expect(refused).to.have.property('refused').that.matches(/^The share of the labels that is left to learn from is too small .* name the same class/); // prettier-ignore
      const failing = repair(findArm('full-fine-tune')!, { ...context, trainer: fakeTrainer({ failAt: 2 }) }, learning);
      expect(await failing.catch((error: unknown) => error))
        .to.be.an('error')
        .with.property('message', 'the fake engine failed');
    });

    it('keeps one label aside at least, and leaves two', () => {
      const parts = (share: number) => {
        const { kept, rest } = keepForValidation(context, share);
        return [kept.rows.rows, rest.rows.rows];
      };
      expect([parts(0.001), parts(0.5), parts(0.999)]).to.deep.equal([[1, 39], [20, 20], [38, 2]]); // prettier-ignore
      const { newRows, random } = context;
      expect(keepForValidation({ newRows, random }, 0.5).kept).not.to.have.property('cameAt');
    });

    it('leaves arms without labels as they are', async () => {
      expect(await outcome('restandardise', context, learning)).not.to.have.property('details');
    });

    it('parts the same rows for every arm, none of them twice', () => {
      const [first, second] = [keepForValidation(context, 0.25), keepForValidation(context, 0.25)];
      expect(second.kept.rows.x).to.deep.equal(first.kept.rows.x);
      expect([...first.kept.cameAt!, ...first.rest.cameAt!].sort((a, b) => a - b)).to.deep.equal(
        [...context.cameAt!].sort((a, b) => a - b),
      );
      expect(first.kept.rows.rows).to.equal(10);
    });
  });

  describe('with rates that fit', () => {
    const learning = { validation: 0.33 };

    it('tries a few around the base model’s, keeps that one unless another is better by more than chance, and books the trials', async () => {
      const warnings: string[] = [];
      const clocked = { ...context, trainer: fakeTrainer(), warn: (text: string) => warnings.push(text) };
      const [chosen, alone] = [await outcome('full-fine-tune', clocked, learning), await outcome('full-fine-tune', clocked)];
      expect(warnings).to.deep.equal([]);
      expect(chosen.details).to.include({ learningRate: context.spec.base.learningRate, trials: 3 });
      expect(chosen.steps).to.equal(alone.steps + 3 * 10);
    });

    it('leaves a rate that is far too low', async () => {
      const many = await armContext(trainer, { labels: { budget: 180 } });
      const slow = { ...many, spec: { ...many.spec, base: { ...many.spec.base, learningRate: 3e-4 } } };
      const warnings: string[] = [];
      const chosen = await outcome('head-only', { ...slow, warn: (text) => warnings.push(text) }, learning);
      expect(chosen.details!['learningRate']).to.be.at.least(2e-3);
      // The search widens to 90 times the usual rate, and the last it tried was the best.
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.match(/^The learning rate 0\.027 that did best on held-out labels is the last that was tried/);
    });

    it('leaves retraining, what has no rate, and heads that are solved alone', async () => {
      for (const id of ['retrain-all', 'restandardise']) expect((await outcome(id, context, learning)).details, id).to.equal(undefined);
      const solved = { ...context, spec: { ...context.spec, recipe: { heads: { id: 'solved' } } } };
      expect((await outcome('head-only', solved, learning)).details).not.to.have.property('learningRate');
    });

    it('keeps the usual rate where the labels that are left could not be learned from: what runs at one rate runs', async () => {
      const { kept } = keepForValidation(
        { ...context, newRows: { ...context.newRows, y: Int32Array.from(context.newRows.y.keys()) } },
        0.33,
      );
      // The only row of another class is one of those kept aside.
      const y = context.newRows.y.map((_, row) => Number(row === kept.rows.y[0]));
      const chosen = await outcome('full-fine-tune', { ...context, newRows: { ...context.newRows, y } }, learning);
      expect(chosen.details).to.deep.equal({ learningRate: 0.01, trials: 0 });
    });

    it('chooses nothing by fewer labels than classes', async () => {
      const few = await armContext(trainer, { labels: { budget: 12 } });
      const chosen = await outcome('full-fine-tune', few, { validation: 0.1 });
      expect(chosen.details).to.deep.equal({ learningRate: 0.01, trials: 0 });
    });
  });

  describe('with an end before its epochs', () => {
    const until = (how: NonNullable<ArmContext['spec']['stop']['until']>): ArmContext => {
      const { kept, rest } = keepForValidation(context, 0.25);
      return { ...context, newRows: rest.rows, validation: kept.rows, spec: { ...context.spec, stop: { epochs: 200, until: how } } };
    };

    for (const id of ['full-fine-tune', 'head-only', 'retrain-all', 'auto-rgn', 'lora']) {
      it(`stops as soon as the labels kept aside are answered well enough: ${id}`, async () => {
        const { status, curve } = await outcome(id, until({ accuracy: 0.5 }));
        expect(status).to.equal('reached');
        expect(curve.at(-1)!.accuracy['validation']).to.be.at.least(0.5);
        for (const { accuracy } of curve.slice(0, -1)) expect(accuracy['validation']).to.be.below(0.5);
      });
    }

    it('keeps the model that was best on the labels kept aside, where the recipe says so: which ended with and without an early end', async () => {
      const { kept, rest } = keepForValidation(context, 0.25);
      const best: ArmContext = {
        ...context,
        newRows: rest.rows,
        validation: kept.rows,
        spec: {
          ...context.spec,
          recipe: { keep: { id: 'best', share: 0.25 } },
          base: { ...context.spec.base, learningRate: 0.1 },
          stop: { epochs: 30 },
        },
      };
      for (const id of ['full-fine-tune', 'retrain-new']) {
        const { curve, weights, encoder } = await outcome(id, best);
        const onKept = curve.map(({ accuracy }) => accuracy['validation']!);
        expect(await accuracy(best, { weights, encoder }, 'new', kept.rows), id).to.be.closeTo(Math.max(...onKept), 1e-9);
      }
    });

    it('cuts a schedule short: it is laid over all epochs, and the early end wins', async () => {
      const ended = until({ accuracy: 0.5 });
      const falling = { ...ended, spec: { ...ended.spec, recipe: { schedule: { id: 'linear', warmUp: 0, from: 0 } } } };
      const { status, steps } = await outcome('full-fine-tune', falling);
      expect(status).to.equal('reached');
      expect(steps).to.be.below(200);
      const watching = fakeTrainer();
      await outcome('full-fine-tune', { ...falling, trainer: watching });
      // 30 labels are one batch, so an epoch is a step.
      expect(watching.jobs.at(-1)!.schedule).to.have.length(200);
    });

    it('stops when nothing is gained, or the time is up', async () => {
      expect((await outcome('full-fine-tune', until({ plateau: 1 }))).status).to.equal('plateau');
      const short = await outcome('lp-ft', until({ seconds: 1e-6 }));
      expect(short.status).to.equal('time-up');
      expect(short.steps).to.be.below(200);
    });
  });
});
