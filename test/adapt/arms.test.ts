import { plain } from '../../src/spec/fitting.ts';
import { expect } from 'chai';
import { analystHere } from '../../src/experiment/analyst-here.ts';
import { builtIns } from '../../datasets/registry.ts';
import { arms, findArm } from '../../src/adapt/registry.ts';
import { fitEncoder } from '../../src/data/encode.ts';
import type { Samples } from '../../src/data/types.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import { initialParameters } from '../../src/models/parameters.ts';
import type { Model } from '../../src/models/types.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';
import { epochsForBaseSteps } from '../../src/training/jobs.ts';
import { epochOrder } from '../../src/models/epoch-order.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { compare } from '../../src/experiment/kinds/compare/run.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';
import { randomStream } from '../../src/random/random.ts';

describe('epoch orders', () => {
  it('visit every row once an epoch', () => {
    const order = epochOrder(13, 4, randomStream(1, 'order'));
    for (let epoch = 0; epoch < 4; epoch++) {
      expect([...order.slice(epoch * 13, (epoch + 1) * 13)].sort((a, b) => a - b)).to.deep.equal([...Array(13).keys()]);
    }
  });

  it('share their beginning when one is longer', () => {
    expect(epochOrder(13, 9, randomStream(1, 'order')).slice(0, 52)).to.deep.equal(epochOrder(13, 4, randomStream(1, 'order')));
  });

  it('give few rows as many steps as the base model took', () => {
    // 25 steps an epoch × 30 epochs; 100 rows are 4 steps an epoch.
    expect(epochsForBaseSteps(presets.quick.spec, 100)).to.equal(188);
  });
});

describe('the arms on real digits', () => {
  let trainer: Trainer;
  before(async () => (trainer = await openWasmTrainer()));
  after(() => trainer.dispose());

  /** Mean accuracy by arm over two seeds. */
  async function race(change: Partial<Spec>) {
    const spec: Spec = { ...presets.quick.spec, seeds: { root: 20260101, count: 2 }, ...change };
    const { baseTrain, baseTest, newPool, newTest } = spec.data.split;
    const dataset = await builtIns.find(({ id }) => id === spec.data.id)!.load(baseTrain + baseTest + newPool + newTest, spec.seeds.root);
    const { results } = await compare({ spec, dataset, trainer, analyst: analystHere, pace: { breathe: async () => {} }, emit: () => {} });
    const mean = (arm: string, of: 'accuracyNew' | 'accuracyOld') => {
      const values = results.filter((result) => result.arm === arm).map((result) => result.measures[of]);
      return values.reduce((a, b) => a + b, 0) / values.length;
    };
    return Object.fromEntries(arms.map(({ id }) => [id, { new: mean(id, 'accuracyNew'), old: mean(id, 'accuracyOld') }]));
  }

  it('every repair beats nothing when the lens fogs over, and the head alone comes out on top', async () => {
    const by = await race({});
    for (const id of ['head-only', 'full-fine-tune', 'retrain-new', 'retrain-all'])
      expect(by[id]!.new).to.be.greaterThan(by['none']!.new + 0.2);
    expect(by['head-only']!.new).to.be.greaterThan(by['retrain-new']!.new);
  });

  it('when labels trade places, retraining on old and new together collapses and fine-tuning does not', async () => {
    const by = await race({ drift: [globalDrift('label-cycle', 3)] });
    expect(by['retrain-all']!.new).to.be.lessThan(0.6);
    expect(by['full-fine-tune']!.new).to.be.greaterThan(0.8);
    expect(by['head-only']!.new).to.be.greaterThan(0.75);
  });

  it('retraining on everything keeps the old world; retraining on the new alone forgets it', async () => {
    const by = await race({ drift: [globalDrift('rotation', 3)] });
    expect(by['retrain-all']!.old).to.be.greaterThan(by['none']!.old - 0.04);
    expect(by['retrain-new']!.old).to.be.lessThan(by['none']!.old - 0.3);
  });
});

describe('head only', () => {
  it('trains inside the whole net, and says why, where features computed once would be wrong', async () => {
    const model: Model = {
      inputShape: [6],
      blocks: [
        {
          name: 'first',
          layers: [
            { kind: 'dense', units: 8, activation: 'relu' },
            { kind: 'dropout', rate: 0.5 },
          ],
        },
        { name: 'head', layers: [{ kind: 'dense', units: 3, activation: 'linear' }] },
      ],
    };
    const trainer = fakeTrainer();
    const { rows, x, y } = randomJob(model, { rows: 12, batchSize: 4, name: 'rows' }).data;
    const samples: Samples = { rows, x, y, inputShape: [6] };
    const encoder = fitEncoder(
      samples,
      Array.from({ length: 6 }, (_, i) => ({ name: `c${i}`, kind: 'numeric' })),
    );
    const warnings: string[] = [];
    const weights = initialParameters(model, randomStream(1, 'weights'));
    const outcome = await findArm('head-only')!.run({
      trainer,
      pace: { breathe: async () => {} },
      spec: plain(presets.quick.spec),
      model,
      base: { weights, encoder },
      oldRows: samples,
      newRows: samples,
      test: { new: samples, old: samples },
      fitEncoder: () => encoder,
      random: (name) => randomStream(2, name),
      onPoint: () => {},
      warn: (text) => warnings.push(text),
    });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/without cached features: dropout below it/);
    expect(trainer.jobs[0]!.model).to.equal(model);
    expect(trainer.jobs[0]!.trainable).to.deep.equal({ blocks: ['head'], only: 'everything' });
    expect(outcome.weights).to.have.length(weights.length);
  });
});
