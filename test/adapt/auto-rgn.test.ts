import { expect } from 'chai';
import { relativeNorms } from '../../src/adapt/auto-rgn.ts';
import { gradientOf } from '../../src/adapt/gradient.ts';
import { encoded } from '../../src/training/jobs.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { accuracy, armContext, run } from './arm-context.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';

describe('rates by relative gradient norms', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  it('rest on the gradient of the loss, which finite differences confirm', async () => {
    const { model, base, newRows } = context;
    const rows = encoded(base.encoder, newRows);
    const loss = async (weights: Float32Array) => {
      const answers = await trainer.predict(model, weights, rows);
      return rows.y.reduce((sum, label, row) => sum - Math.log(answers[row * 6 + label]!), 0) / rows.rows;
    };
    const { values } = await gradientOf(context, base.weights, rows, 'dropout/new');
    for (const { offset } of parameterSlots(model)) {
      const moved = (by: number) => base.weights.map((value, i) => (i === offset ? value + by : value));
      const slope = ((await loss(moved(0.01))) - (await loss(moved(-0.01)))) / 0.02;
      expect(values[offset]).to.be.closeTo(slope, 5e-3 * (1 + Math.abs(slope)));
    }
  });

  it('are the norm of a layer’s gradient over that of its weights', () => {
    const weights = new Float32Array(context.base.weights.length).fill(2);
    const gradient = weights.map((_, i) => (i < 100 ? 1 : 0));
    const [first, , second] = parameterSlots(context.model);
    expect(second!.offset).to.be.greaterThan(100);
    const norms = relativeNorms(context.model, weights, gradient);
    expect(norms.get(0)).to.be.closeTo(Math.sqrt(100) / (2 * Math.sqrt(first!.size + 16)), 1e-9);
    expect([norms.get(1), norms.get(2)]).to.deep.equal([0, 0]);
  });

  it('give the layer with the largest the full rate, and none more', async () => {
    const fake = fakeTrainer();
    await run('auto-rgn', { ...context, trainer: fake }, { rounds: 2 });
    const tunings = fake.jobs.filter(({ rates }) => rates);
    expect(tunings).to.have.length(2);
    for (const { rates } of tunings) {
      expect(Math.max(...rates!)).to.equal(1);
      expect(Math.min(...rates!)).to.be.at.least(0);
    }
  });

  it('repair, in as many epochs as fine-tuning, and tell what they saw', async () => {
    const outcome = await run('auto-rgn', context);
    expect(await accuracy(context, outcome)).to.be.greaterThan((await accuracy(context, context.base)) + 0.1);
    // Five looks at a batch each come on top of its steps.
    expect(outcome.steps).to.equal((await run('full-fine-tune', context)).steps + 5);
    expect(Object.keys(outcome.details!)).to.have.length(3);
  });
});
