import { expect } from 'chai';
import { relativeNorms } from '../../src/adapt/auto-rgn.ts';
import { gradientOf } from '../../src/adapt/gradient.ts';
import { encoded } from '../../src/training/jobs.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { buildModel } from '../../src/models/families.ts';
import { parameterCount, parameterSlots } from '../../src/models/parameters.ts';
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

  it('follow what each look finds, tell what the first did, and learn the rows in the order that every repair gets', async () => {
    const fake = fakeTrainer();
    const falling = { ...context, trainer: fake, spec: { ...context.spec, recipe: { schedule: { id: 'linear', warmUp: 0, from: 0 } } } };
    const { details } = await run('auto-rgn', falling, { rounds: 3 });
    const looks = fake.jobs.filter(({ rates }) => !rates);
    const tunings = fake.jobs.filter(({ rates }) => rates);
    expect([looks.length, tunings.length]).to.deep.equal([3, 3]);
    // Of 10 epochs 3, 4 and 3.
    expect(tunings.map(({ epochs }) => epochs)).to.deep.equal([3, 4, 3]);
    const norms = await Promise.all(
      looks.map(async ({ start, data }) =>
        relativeNorms(context.model, start, (await gradientOf({ ...context, trainer: fakeTrainer() }, start, data, 'dropout/new')).values),
      ),
    );
    tunings.forEach(({ rates }, round) => {
      const largest = Math.max(...norms[round]!.values());
      const expected = parameterSlots(context.model).map(({ layer }) => norms[round]!.get(layer)! / largest);
      rates!.forEach((rate, i) => expect(rate).to.be.closeTo(expected[i]!, 1e-9));
    });
    expect(Object.values(details!)).to.deep.equal([...norms[0]!.values()]);
    const plain = fakeTrainer();
    await run('full-fine-tune', { ...falling, trainer: plain });
    const [whole] = plain.jobs;
    expect(tunings.flatMap(({ order }) => [...order])).to.deep.equal([...whole!.order]);
    expect(tunings.flatMap(({ schedule }) => [...schedule!])).to.deep.equal([...whole!.schedule!]);
  });

  it('are all the same where no weight has a gradient', async () => {
    const fake = fakeTrainer();
    const still: Trainer = { ...fake, train: async (job, ...rest) => ({ ...(await fake.train(job, ...rest)), weights: job.start }) };
    await run('auto-rgn', { ...context, trainer: still }, { rounds: 1 });
    expect(new Set(fake.jobs.at(-1)!.rates)).to.deep.equal(new Set([1]));
  });

  it('go on after a plateau, which the next look may end, and after no other end', async () => {
    const rounds = async (status: 'plateau' | 'time-up' | 'diverged') => {
      const fake = fakeTrainer();
      const ended: Trainer = { ...fake, train: async (job, ...rest) => ({ ...(await fake.train(job, ...rest)), status: job.rates ? status : 'done' }) }; // prettier-ignore
      await run('auto-rgn', { ...context, trainer: ended }, { rounds: 2 });
      return fake.jobs.filter(({ rates }) => rates).length;
    };
    expect([await rounds('plateau'), await rounds('time-up'), await rounds('diverged')]).to.deep.equal([2, 1, 1]);
  });

  it('take no notice of moving statistics', () => {
    const model = buildModel({ family: 'mlp', params: { hidden: [4], norm: 'batch' } }, [3], 2);
    const weights = new Float32Array(parameterCount(model)).fill(1);
    const gradient = new Float32Array(weights.length);
    for (const { role, offset, size } of parameterSlots(model)) if (role.startsWith('moving')) gradient.fill(5, offset, offset + size);
    expect([...relativeNorms(model, weights, gradient).values()].every((norm) => norm === 0)).to.equal(true);
  });

  it('repair, in as many epochs as fine-tuning, and tell what they saw', async () => {
    const outcome = await run('auto-rgn', context);
    expect(await accuracy(context, outcome)).to.be.greaterThan((await accuracy(context, context.base)) + 0.1);
    // Five looks at a batch each come on top of its steps.
    expect(outcome.steps).to.equal((await run('full-fine-tune', context)).steps + 5);
    expect(Object.keys(outcome.details!)).to.have.length(3);
  });
});
