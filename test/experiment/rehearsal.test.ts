import { expect } from 'chai';
import { baseJob } from '../../src/training/base.ts';
import { analystHere } from '../../src/experiment/analyst-here.ts';
import { builtIns } from '../../datasets/registry.ts';
import { arms } from '../../src/adapt/registry.ts';
import type { Dataset } from '../../src/data/types.ts';
import { compare } from '../../src/experiment/kinds/compare/run.ts';
import { rehearse, type Rehearsed } from '../../src/experiment/rehearsal.ts';
import { seedStart, trainingOf } from '../../src/experiment/kinds/compare/seed-start.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { fakeTrainer } from './fake-trainer.ts';

const spec: Spec = {
  ...plain(presets.sensors.spec),
  data: { id: 'sensors', params: {}, split: { baseTrain: 100, baseTest: 60, newPool: 60, newTest: 60 } },
  model: { family: 'mlp', params: { hidden: [8, 6], norm: 'batch' } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 3 },
  labels: { budget: 40 },
  stop: { epochs: 4 },
  arms: arms.map(({ id }) => ({ id })),
  seeds: { root: 5, count: 1 },
};

describe('a comparison gone through without training', () => {
  let dataset: Dataset;
  let rehearsed: Rehearsed[];
  const of = (id: string) => rehearsed.find(({ arm }) => arm === id)!;
  before(async () => {
    dataset = await builtIns.find(({ id }) => id === 'sensors')!.load(280, spec.seeds.root);
    rehearsed = await rehearse({ spec, dataset }, seedStart({ spec, dataset }, 0), 0);
  });

  it('comes to every repair, with its parameters, and says of those that cannot run why', () => {
    expect(rehearsed.map(({ arm }) => arm)).to.deep.equal(arms.map(({ id }) => id));
    expect(rehearsed.filter(({ refused }) => refused).map(({ arm }) => arm)).to.deep.equal(['grow-inputs', 'grow-head', 'model-bank']);
    expect(of('model-bank').refused).to.match(/no earlier model/);
    expect(of('ewc').params).to.deep.equal({ strength: 100, rows: 256 });
  });

  it('has the start weights, the labels and the orders of the real one', async () => {
    const trainer = fakeTrainer();
    await compare({
      spec: { ...spec, arms: ['none', 'full-fine-tune', 'retrain-all'].map((id) => ({ id })) },
      dataset,
      trainer,
      analyst: analystHere,
      pace: { breathe: async () => {} },
      emit: () => {},
    });
    const start = seedStart({ spec, dataset }, 0);
    const [base, ...repairs] = trainer.jobs.filter(({ optimizer }) => optimizer === 'adam');
    const tuned = repairs.find(({ data }) => data.rows === 40)!;
    const retrained = repairs.find(({ data }) => data.rows === 140)!;
    expect(baseJob(spec, trainingOf(start), 0)).to.deep.equal(base);
    expect(of('full-fine-tune').drawn.get('order/new')).to.deep.equal(tuned.order);
    expect(of('full-fine-tune').start).to.equal(undefined);
    expect(of('retrain-all').drawn.get('order/all')).to.deep.equal(retrained.order);
    expect(of('retrain-all').start).to.deep.equal(retrained.start);
    expect(Array.from(start.labelled, (row) => start.worlds.new.pool.y[row])).to.deep.equal(Array.from(tuned.data.y));
  });

  it('knows what else repairs draw, and whether they fit an encoder of their own', () => {
    expect([...of('ewc').drawn.keys()]).to.have.members(['fisher/rows', 'fisher/labels', 'order/new']);
    expect(of('ewc').drawn.get('fisher/labels')).to.be.instanceOf(Float64Array).with.length(100);
    expect([...of('replay').drawn.keys()]).to.have.members(['replay/rows', 'order/new', 'order/old']);
    expect([...of('lora').drawn.keys()].filter((name) => name.startsWith('init/'))).to.have.length(3);
    expect([...of('tent').drawn.keys()]).to.deep.equal([]);
    expect(rehearsed.filter(({ encoder }) => encoder).map(({ arm }) => arm)).to.deep.equal([
      'restandardise',
      'retrain-new',
      'retrain-all',
      'retrain-window',
      'retrain-other',
    ]);
    expect(rehearsed.filter(({ model }) => model).map(({ arm }) => arm)).to.deep.equal(['widen-tune', 'retrain-other']);
  });
});
