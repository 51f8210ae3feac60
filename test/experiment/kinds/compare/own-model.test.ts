import { expect } from 'chai';
import type { RunRecord } from '../../../../src/contracts/record.ts';
import { loadDataset } from '../../../../datasets/registry.ts';
import { hashArrays } from '../../../../src/data/hash.ts';
import { checkAny } from '../../../../src/experiment/kinds/registry.ts';
import { factsOf } from '../../../../src/experiment/data-facts.ts';
import type { RunEvent } from '../../../../src/contracts/events.ts';
import { LabSession } from '../../../../src/services/lab/session.ts';
import type { OwnModel } from '../../../../src/models/own-model.ts';
import { initialParameters } from '../../../../src/models/parameters.ts';
import { buildModel, type ModelChoice } from '../../../../src/models/families.ts';
import { randomStream } from '../../../../src/random/random.ts';
import { plain } from '../../../../src/spec/fitting.ts';
import { presets } from '../../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../../src/spec/schema.ts';
import { fakeTrainer } from '../../fake-trainer.ts';

/** A model as if it came from files, for inputs of that shape. */
function ownModel(
  inputShape: readonly number[],
  classes: number,
  choice: ModelChoice = { family: 'mlp', params: { hidden: [12, 8] } },
): OwnModel {
  const model = buildModel(choice, inputShape, classes);
  const weights = initialParameters(model, randomStream(8, 'own'));
  return { name: 'model.json', sha256: hashArrays(weights), head: 2, model, weights };
}
const named = ({ name, sha256, head }: OwnModel): Spec['model'] => ({ family: 'imported', params: { name, sha256, head } });

const fits = ownModel([64], 10);
const spec: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'digits', params: {}, split: { baseTrain: 100, baseTest: 40, newPool: 60, newTest: 40 } },
  model: named(fits),
  base: { learningRate: 0.01, batchSize: 32, epochs: 3 },
  labels: { budget: 30 },
  stop: { epochs: 2 },
  seeds: { root: 5, count: 2 },
};

/** Everything a run says, and the trainings it asked for. */
async function run(of: Spec, model?: OwnModel) {
  const trainer = fakeTrainer();
  const session = new LabSession({
    createTrainer: async () => trainer,
    loadDataset,
    machine: { userAgent: 'test', cores: 2 },
    app: 'Drift Lab test',
  });
  const events: RunEvent[] = [];
  await session.run(of, (event) => events.push(event), model && { own: { model } });
  return { jobs: trainer.jobs, events, end: events.at(-1)! };
}

describe('a model of the user’s own', () => {
  it('is the base as it is: nothing is trained before the drift, and its hash is the same after as before', async () => {
    const { end, events, jobs } = await run(spec, fits);
    if (end.type !== 'finished') throw new Error(JSON.stringify(end));
    const hash = hashArrays(fits.weights);
    for (const { base } of (end.record as RunRecord).seeds) {
      expect([base.startHash, base.endHash]).to.deep.equal([hash, hash]);
      expect(base.curve).to.deep.equal([]);
      expect(base.times).to.deep.equal({ compileMs: 0, trainMs: 0, evaluateMs: 0 });
      expect(base.accuracyOld).to.be.within(0, 1);
    }
    expect(events.some(({ type }) => type === 'base-point')).to.equal(false);
    // Four repairs of each of two seeds, and no base training.
    expect(jobs.filter(({ optimizer }) => optimizer === 'adam')).to.have.length(8);
  });

  it('is where fine-tuning starts, and not where retraining does', async () => {
    const { end } = await run(spec, fits);
    if (end.type !== 'finished') throw new Error(JSON.stringify(end));
    const hash = hashArrays(fits.weights);
    const starts = (arm: string) =>
      (end.record as RunRecord).results.filter((result) => result.arm === arm).map(({ startHash }) => startHash === hash);
    for (const arm of ['none', 'head-only', 'full-fine-tune']) expect(starts(arm), arm).to.deep.equal([true, true]);
    for (const arm of ['retrain-new', 'retrain-all']) expect(starts(arm), arm).to.deep.equal([false, false]);
  });

  it('is never written to', async () => {
    const before = hashArrays(fits.weights);
    await run(spec, fits);
    expect(hashArrays(fits.weights)).to.equal(before);
  });

  it('takes images as rows of numbers where it is flat, and in their shape where it is not', async () => {
    const images = ownModel([8, 8, 1], 10, { family: 'cnn', params: { filters: [4], dense: 8 } });
    expect((await run({ ...spec, model: named(images) }, images)).end.type).to.equal('finished');
  });

  it('is left alone where the experiment names another model', async () => {
    const { jobs, end } = await run({ ...spec, model: { family: 'softmax', params: {} } }, fits);
    expect(end.type).to.equal('finished');
    expect(jobs[0]!.data.rows).to.equal(100);
  });

  const refused: readonly (readonly [string, OwnModel | undefined, RegExp])[] = [
    ['is not open', undefined, /^model: the model model\.json is not open here; open its model\.json and weights on the Model card$/],
    [
      'is another than the one meant',
      { ...fits, sha256: 'f'.repeat(64) },
      /^model: the open model is not the model\.json this experiment was made with; open the right files/,
    ],
    ['has its head elsewhere', { ...fits, head: 1 }, /^model: the open model is not the model\.json/],
  ];
  for (const [why, model, message] of refused) {
    it(`is refused when it ${why}`, async () => {
      const { end, jobs } = await run(spec, model);
      if (end.type !== 'failed') throw new Error('it ran');
      expect([end.code, jobs.length]).to.deep.equal(['bad-input', 0]);
      expect(end.text).to.match(message);
    });
  }

  it('is refused when its inputs or classes are not those of the data', async () => {
    const digits = factsOf(await loadDataset('digits', 240, 5, {}));
    const issues = (model: OwnModel) => checkAny({ ...spec, model: named(model) }, digits, model);
    const text = (model: OwnModel) =>
      issues(model)
        .map(({ path, message }) => `${path}: ${message}`)
        .join();
    expect(text(fits)).to.equal('');
    expect(text(ownModel([63], 10))).to.equal(
      'model: model.json takes inputs of 63 numbers, and this data has 8×8×1; choose data of that shape',
    );
    const tall = ownModel([9, 8, 1], 10, { family: 'cnn', params: { filters: [4], dense: 8 } });
    expect(text(tall)).to.match(/takes inputs of 9×8×1 numbers, and this data has 8×8×1/);
    expect(text(ownModel([64], 9))).to.equal('model: model.json tells 9 classes apart, and this data has 10; choose data with as many');
  });

  it('takes a table as its encoder makes it, one number for each category', async () => {
    const credit = factsOf(await loadDataset('credit', 1000, 5, {}));
    const [width] = credit.encodedShape;
    expect(width).to.be.above(credit.columns.length);
    const onCredit = (model: OwnModel): Spec => ({
      ...spec,
      data: { ...spec.data, id: 'credit' } as Spec['data'],
      drift: [],
      model: named(model),
    });
    const right = ownModel([width!], credit.classes.length);
    const raw = ownModel([credit.columns.length], credit.classes.length);
    expect(checkAny(onCredit(right), credit, right)).to.deep.equal([]);
    expect(checkAny(onCredit(raw), credit, raw)).to.have.length(1);
  });
});
