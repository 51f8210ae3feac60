import { expect } from 'chai';
import { loadDataset } from '../../../../datasets/registry.ts';
import type { RunRecord } from '../../../../src/contracts/record.ts';
import type { ArmSummary } from '../../../../src/contracts/results.ts';
import type { Trainer } from '../../../../src/contracts/trainer.ts';
import { arms } from '../../../../src/adapt/registry.ts';
import { DataError } from '../../../../src/data/errors.ts';
import { asAsked } from '../../../../src/data/parts-of-range.ts';
import type { Dataset } from '../../../../src/data/types.ts';
import { openWasmTrainer } from '../../../../src/engine/open-wasm.ts';
import { analystHere } from '../../../../src/experiment/analyst-here.ts';
import { DrivenControl } from '../../../../src/experiment/driven-control.ts';
import { checkOn, kindOf } from '../../../../src/experiment/kinds/registry.ts';
import type { Body } from '../../../../src/contracts/record.ts';
import { standardised } from '../../../../src/experiment/own-base.ts';
import { buildModel } from '../../../../src/models/families.ts';
import type { OwnModel } from '../../../../src/models/own-model.ts';
import { initialParameters } from '../../../../src/models/parameters.ts';
import { randomStream } from '../../../../src/random/random.ts';
import { parseAny } from '../../../../src/spec/parse.ts';
import { fitting, plain } from '../../../../src/spec/fitting.ts';
import { presets } from '../../../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../../../src/spec/schema.ts';

/** Friedman's function, whose inputs trade roles. */
const friedman: Spec = {
  ...plain(presets.quick.spec),
  task: 'regression',
  data: { id: 'friedman', params: {}, split: { baseTrain: 400, baseTest: 150, newPool: 200, newTest: 200 } },
  model: { family: 'mlp', params: { hidden: [16] } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 40 },
  drift: [globalDrift('concept-switch', 5)],
  labels: { budget: 150 },
  stop: { epochs: 60 },
  measure: { margin: 0.05 },
  arms: [{ id: 'none' }, { id: 'full-fine-tune' }, { id: 'retrain-all' }],
  seeds: { root: 5, count: 6 },
};

describe('a comparison whose models tell a number', () => {
  let trainer: Trainer;
  let dataset: Dataset;
  const run = async (spec: Spec, on = dataset) => {
    expect(checkOn(spec, on)).to.deep.equal([]);
    const warnings: string[] = [];
    const ran = await kindOf(spec).run({
      ...{ spec, dataset: on, trainer, analyst: analystHere, pace: new DrivenControl() },
      emit: (event) => void (event.type === 'warning' && warnings.push(event.text)),
    });
    const derived = ran.summarise({ softwareAdapter: false, hidden: false, busyElsewhere: false, interrupted: false });
    return { ...((await ran.complete(derived)) as Body<RunRecord>), warnings };
  };
  before(async () => {
    trainer = await openWasmTrainer();
    dataset = asAsked(friedman, await loadDataset('friedman', 950, 5));
  });
  after(() => trainer.dispose());

  it('is decided by the root mean squared error, in the unit of the number', async () => {
    const { derived, results, seeds } = await run(friedman);
    const { summary, verdict } = derived;
    expect(summary).to.deep.include({ metric: 'rmse', majority: 0 });
    // 5 % of the standard deviation of all numbers; Friedman's own is 4.9 with the noise.
    expect(summary.margin).to.be.closeTo(0.05 * summary.target!.sd, 1e-12);
    expect(summary.target!.sd).to.be.closeTo(5, 0.4);
    const [none, tuned, retrained] = summary.arms as [ArmSummary, ArmSummary, ArmSummary];
    const rmse = ({ merit }: ArmSummary) => -merit!.mean;
    expect(rmse(none)).to.be.above(rmse(retrained));
    // No model can be better than the noise, whose standard deviation is 1.
    expect(rmse(tuned)).to.be.within(1, rmse(retrained));
    expect(verdict).to.include({ kind: 'fine-tune', favours: 'full-fine-tune' });
    expect(verdict.sentences[0]).to.match(/^Its root mean squared error on new rows is \d\.\d\d ± \d\.\d\d less than without a repair\.$/);
    expect(verdict.sentences[2]).to.match(/^It reaches a root mean squared error of \d\.\d\d ± \d\.\d\d on new rows\.$/);
    expect(verdict.sentences.join(' ')).to.match(/forgets: R² on old rows before minus after/);
    // The base model knows its own world, as its seed says too, and its intervals hold there and not in the new one.
    expect(none.accuracyOld.mean).to.be.above(0.8);
    expect(seeds[0]!.base.accuracyOld).to.equal(results.find(({ arm, seed }) => arm === 'none' && seed === 0)!.measures.accuracyOld);
    const { numbersOld, numbersNew } = results.find(({ arm }) => arm === 'none')!.measures;
    expect(numbersOld!.coverage).to.be.closeTo(0.9, 0.02);
    expect(numbersNew!.coverage).to.be.below(0.6);
  });

  it('has its margin in the unit of the number where that is asked for, and another metric', async () => {
    const spec: Spec = { ...friedman, measure: { margin: 1.5, in: 'unit', metric: 'mae' }, seeds: { root: 5, count: 2 } };
    const { summary } = (await run(spec)).derived;
    expect(summary).to.include({ metric: 'mae', margin: 1.5 });
  });

  it('runs every repair that makes sense of it, and the others say why not', async () => {
    const spec = { ...friedman, arms: arms.map(({ id }) => ({ id })), seeds: { root: 5, count: 1 } };
    const { results, skipped = [], warnings } = await run(spec);
    expect(warnings).to.deep.equal([]);
    expect(skipped.map(({ arm }) => arm)).to.have.members([
      'model-bank',
      'middle-block',
      'prior-correction',
      'dfr',
      'tent',
      'adabn',
      'grow-inputs',
      'grow-head',
    ]);
    const why = (id: string) => skipped.find(({ arm }) => arm === id)!.reason;
    expect(why('tent')).to.equal('A number is told here, and this makes a model surer of its class; choose another repair.');
    expect(why('prior-correction')).to.match(/^A number is told here, and this corrects how often each class is answered;/);
    const rmse = new Map(results.map(({ arm, measures }) => [arm, measures.numbersNew!.rmse]));
    expect(results.every(({ status }) => status === 'done')).to.equal(true);
    // Whatever learns from new labels is better than nothing.
    for (const { id, needs } of arms) if (rmse.has(id) && needs.newLabels) expect(rmse.get(id), id).to.be.below(rmse.get('none')!);
  });

  it('is the same again, chooses rates that fit by squared errors, and ends early by R²', async () => {
    const spec: Spec = {
      ...friedman,
      learning: { validation: 0.33 },
      stop: { epochs: 60, until: { validation: 0.3, accuracy: 0.5 } },
      seeds: { root: 5, count: 1 },
    };
    const [one, other] = [await run(spec), await run(spec)];
    expect(one.results.map(({ endHash }) => endHash)).to.deep.equal(other.results.map(({ endHash }) => endHash));
    expect(one.baseRate!.tried.every(({ right }) => right !== null && right < 0)).to.equal(true);
    expect(one.results.find(({ arm }) => arm === 'full-fine-tune')!.status).to.equal('reached');
  });

  it('solves heads, as is recommended, by ridge regression or Huber’s loss: better than nothing, and the trunk stays bit by bit', async () => {
    for (const recipe of [fitting.recipe, { ...fitting.recipe, loss: { id: 'huber', delta: 0.5 } }]) {
      const spec: Spec = { ...friedman, recipe, arms: [{ id: 'none' }, { id: 'head-only' }], seeds: { root: 5, count: 1 } };
      const { results } = await run(spec);
      const [none, head] = ['none', 'head-only'].map((id) => results.find(({ arm }) => arm === id)!);
      expect(head!.details!['trials']).to.be.above(0);
      expect(head!.frozen!.after).to.equal(head!.frozen!.before);
      expect(head!.measures.numbersNew!.rmse).to.be.below(none!.measures.numbersNew!.rmse);
    }
  });

  it('tells births per day of another era, whose classes are something else, by the quarters of their range', async () => {
    const spec: Spec = {
      ...friedman,
      data: {
        id: 'births',
        params: {},
        split: { baseTrain: 800, baseTest: 300, newPool: 400, newTest: 300 },
        regimes: { old: ['1969–1973'], new: ['2009–2014'] },
      },
      drift: [],
      seeds: { root: 1, count: 1 },
    };
    const births = asAsked(spec, await loadDataset('births', 14_975, 1));
    expect(births.classes).to.have.length(4);
    const { results } = await run(spec, births);
    const rmse = (id: string) => results.find(({ arm }) => arm === id)!.measures.numbersNew!.rmse;
    expect(rmse('full-fine-tune')).to.be.below(rmse('none'));
    expect(rmse('none')).to.be.within(500, 5000);
  });
});

describe('an experiment on a number', () => {
  const issuesOf = async (change: Partial<Spec>) => {
    const spec = { ...friedman, ...change };
    return checkOn(spec, asAsked(spec, await loadDataset('friedman', 950, 5))).map(({ path, message }) => `${path}: ${message}`);
  };

  it('is read as it is written, and refuses a margin that cannot be meant', () => {
    expect(parseAny(friedman)).to.deep.equal({ ok: true, spec: friedman });
    const large = parseAny({ ...friedman, measure: { margin: 20 } });
    expect(large.ok ? [] : large.issues.map(({ path }) => path)).to.deep.equal(['measure.margin']);
    expect(parseAny({ ...friedman, measure: { margin: 20, in: 'unit' } }).ok).to.equal(true);
    expect(parseAny({ ...friedman, task: 'classification' }).ok).to.equal(false);
  });

  it('refuses what is of classes, each with a remedy', async () => {
    expect(await issuesOf({ measure: { margin: 0.01, metric: 'log-loss' } })).to.have.length(1);
    expect((await issuesOf({ measure: { margin: 0.01, metric: 'log-loss' } }))[0]).to.match(/judges classes.*choose one of rmse/);
    expect((await issuesOf({ recipe: { labels: { id: 'smoothed', amount: 0.1 } } }))[0]).to.match(/^recipe.labels: is of classes/);
    expect((await issuesOf({ drift: [globalDrift('label-cycle', 3)] }))[0]).to.match(/gives rows other classes by their names/);
    expect(await issuesOf({ recipe: { loss: { id: 'huber', delta: 1 } }, drift: [globalDrift('target-shift', 3)] })).to.deep.equal([]);
  });

  it('needs data with a number, and classes refuse what is of numbers', async () => {
    const digits = await loadDataset('digits', 950, 5);
    expect(() => asAsked(friedman, digits)).to.throw(DataError, 'has no number to tell');
    const { task: _, ...classes } = friedman;
    const issues = checkOn(
      { ...classes, drift: [], recipe: { loss: { id: 'huber', delta: 1 } }, measure: { margin: 0.01, metric: 'rmse' } },
      digits,
    );
    expect(issues.map(({ path }) => path)).to.deep.equal(['recipe.loss', 'measure.metric']);
  });
});

describe('a model of the user’s own that tells a number', () => {
  const trained = buildModel({ family: 'mlp', params: { hidden: [4] } }, [3], 1);
  const weights = initialParameters(trained, randomStream(3, 'own'));

  it('is given standardised by its last layer alone, and tells what it told', async () => {
    const trainer = await openWasmTrainer();
    const x = Float32Array.from({ length: 15 }, (_, i) => Math.sin(i));
    const rows = { rows: 5, x, y: new Int32Array(5) };
    const scale = { mean: 40, sd: 8 };
    const own = await trainer.features(trained, weights, rows);
    const given = await trainer.features(trained, standardised(trained, weights, scale), rows);
    given.x.forEach((value, row) => expect(scale.mean + scale.sd * value).to.be.closeTo(own.x[row]!, 1e-4));
    trainer.dispose();
  });

  it('is refused where it has more outputs, or ends in something else than a dense layer', () => {
    const own = (outputs: number, activation: 'linear' | 'relu'): OwnModel => ({
      ...{ name: 'm', sha256: '0'.repeat(64), head: 0, weights },
      model: { inputShape: [3], blocks: [{ name: 'head', layers: [{ kind: 'dense', units: outputs, activation }] }] },
    });
    const choice = { family: 'imported', params: { name: 'm', sha256: '0'.repeat(64), head: 0 } } as const;
    expect(() => buildModel(choice, [3], 1, own(2, 'linear'))).to.throw(RangeError, 'a number is told by one');
    expect(() => buildModel(choice, [3], 1, own(1, 'relu'))).to.throw(RangeError, 'ends in a dense layer');
    expect(buildModel(choice, [3], 1, own(1, 'linear')).inputShape).to.deep.equal([3]);
  });
});
