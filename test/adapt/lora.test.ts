import { expect } from 'chai';
import { LowRank } from '../../src/adapt/low-rank.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';
import { apart, armContext, run } from './arm-context.ts';

describe('a low-rank addition, step by step', () => {
  let context: ArmContext;
  before(async () => {
    context = await armContext(fakeTrainer());
  });
  const falling = { schedule: { id: 'linear', warmUp: 0, from: 0 } };
  const under = (recipe: NonNullable<ArmContext['spec']['recipe']>, epochs: number): ArmContext => ({
    ...context,
    trainer: fakeTrainer(),
    spec: { ...context.spec, recipe, stop: { epochs } },
  });

  it('has the scale alpha/rank, and the rate of the schedule', async () => {
    const rank = 2;
    const fake = fakeTrainer();
    const { weights } = await run('lora', { ...under(falling, 2), trainer: fake }, { rank, alpha: 6 });
    const plain = fakeTrainer();
    await run('full-fine-tune', { ...under(falling, 2), trainer: plain });
    const [{ schedule }] = plain.jobs as [(typeof plain.jobs)[0]];
    expect(fake.jobs).to.have.length(4);
    // What the fake engine did to the weights of each step is its gradient.
    const gradients = await Promise.all(
      fake.jobs.map(async (job) => (await fakeTrainer().train(job, context.pace)).weights.map((value, i) => job.start[i]! - value)),
    );
    const expected = context.base.weights.slice();
    for (const { role, name, shape, offset, size } of parameterSlots(context.model)) {
      if (role !== 'kernel') continue;
      const added = new LowRank(shape[0]!, shape[1]!, rank, 6 / rank, context.random(`init/lora/${name}`));
      gradients.forEach((gradient, step) =>
        added.step(gradient.subarray(offset, offset + size), context.spec.base.learningRate * schedule![step]!),
      );
      added.addTo(expected.subarray(offset, offset + size));
    }
    expect(schedule![3]).to.be.below(schedule![0]!);
    expect(weights).to.deep.equal(expected);
  });

  it('averages over the share of its last steps that the recipe names, and looks at the average', async () => {
    const fake = fakeTrainer();
    const [averaged, plain] = [
      await run('lora', { ...under({ average: { id: 'last', share: 0.5 } }, 10), trainer: fake }),
      await run('lora', under({}, 10)),
    ];
    // Weights after a step are those that the next one starts from; there are 20 steps.
    const after = [...fake.jobs.slice(1).map(({ start }) => start), plain.weights];
    const last = after.slice(10);
    const mean = plain.weights.map((_, i) => last.reduce((sum, weights) => sum + weights[i]!, 0) / 10);
    expect(apart(averaged.weights, mean)).to.be.below(1e-6);
    expect(apart(averaged.weights, plain.weights)).to.be.above(1e-4);
  });

  it('takes no step where the model is accurate enough already', async () => {
    const spec = { ...context.spec, stop: { epochs: 10, until: { accuracy: 0 } } };
    const outcome = await run('lora', { ...context, trainer: fakeTrainer(), validation: context.newRows, spec });
    expect(outcome).to.include({ status: 'reached', steps: 0 });
    expect(outcome.weights).to.deep.equal(context.base.weights);
    expect(outcome.weights).not.to.equal(context.base.weights);
  });

  it('leaves convolutions as they are', async () => {
    const images = await armContext(fakeTrainer(), {
      data: { id: 'digits', params: {}, split: { baseTrain: 60, baseTest: 20, newPool: 60, newTest: 20 } },
      drift: [globalDrift('contrast', 3)],
      model: { family: 'cnn', params: { filters: [4, 6], dense: 16 } },
    });
    const { weights } = await run('lora', images);
    for (const { role, name, shape, offset, size } of parameterSlots(images.model)) {
      const change = apart(weights.subarray(offset, offset + size), images.base.weights.subarray(offset, offset + size));
      expect(change > 0, name).to.equal(role === 'kernel' && shape.length === 2);
    }
  });
});
