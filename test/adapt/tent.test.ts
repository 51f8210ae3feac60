import { expect } from 'chai';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { argmax } from '../../src/maths/argmax.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';
import { armContext, run } from './arm-context.ts';

describe('surer answers (TENT)', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer, { model: { family: 'mlp', params: { hidden: [16, 12], norm: 'batch' } } });
  });
  after(() => trainer.dispose());

  it('go over the rows as they came, as often as asked, and hold none of them out', async () => {
    const fake = fakeTrainer();
    const validation = context.test!.new;
    await run('tent', { ...context, trainer: fake, validation }, { passes: 2, batch: 32, rate: 0.01 });
    const { rows } = context.unlabelled!;
    const [job] = fake.jobs;
    expect([...job!.order]).to.deep.equal([...Array(rows).keys(), ...Array(rows).keys()]);
    expect(job).to.include({ epochs: 2, batchSize: 32, learningRate: 0.01, loss: 'entropy' });
    expect(job!.start).to.deep.equal((await run('adabn', { ...context, trainer: fakeTrainer() })).weights);
    expect(job!.watch.map(({ name }) => name)).to.deep.equal(['new', 'old']);
    expect(job).not.to.have.property('heldOut');
  });

  it('or sorted by the class that the model with the new statistics names, in the order in which they came within each', async () => {
    const jobs: Parameters<Trainer['train']>[0][] = [];
    const watching: Trainer = {
      ...fakeTrainer(),
      features: (...of) => trainer.features(...of),
      train: (job, ...rest) => (jobs.push(job), trainer.train(job, ...rest)),
    };
    await run('tent', { ...context, trainer: watching }, { order: 'class' });
    const [job] = jobs;
    const named = argmax(await trainer.predict(context.model, job!.start, job!.data), job!.data.rows);
    const visited = [...job!.order];
    expect([...visited].sort((a, b) => a - b)).to.deep.equal([...Array(job!.data.rows).keys()]);
    expect(new Set(named).size).to.be.above(2);
    visited.slice(1).forEach((row, i) => {
      const before = visited[i]!;
      expect(named[before]! < named[row]! || (named[before] === named[row] && before < row), `${before}, ${row}`).to.equal(true);
    });
  });

  it('are no model where they diverged: statistics are then not measured again', async () => {
    const fake = fakeTrainer();
    const broken: Trainer = { ...fake, train: async (job, ...rest) => ({ ...(await fake.train(job, ...rest)), status: 'diverged' }) };
    let passes = 0;
    const counting: Trainer = { ...broken, features: (...of) => (passes++, broken.features(...of)) };
    expect(await run('tent', { ...context, trainer: counting })).to.include({ status: 'diverged' });
    expect(passes).to.equal(2);
    await run('tent', { ...context, trainer: { ...counting, train: fake.train } });
    // Before and after: two normalisations each.
    expect(passes).to.equal(2 + 4);
  });
});
