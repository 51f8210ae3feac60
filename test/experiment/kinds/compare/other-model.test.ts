import { expect } from 'chai';
import { loadDataset } from '../../../../datasets/registry.ts';
import { advise } from '../../../../src/decide/advice.ts';
import { knownOf } from '../../../../src/decide/known.ts';
import { defaultSituation } from '../../../../src/decide/situation.ts';
import type { Body, RunRecord } from '../../../../src/contracts/record.ts';
import type { RepairedModel } from '../../../../src/contracts/repair.ts';
import type { Trainer } from '../../../../src/contracts/trainer.ts';
import { startCpuBackend } from '../../../../src/engine/tfjs/cpu-backend.ts';
import { createTfjsExecutor } from '../../../../src/engine/tfjs/tfjs-executor.ts';
import { trainerOn } from '../../../../src/engine/trainer.ts';
import { openWasmTrainer } from '../../../../src/engine/open-wasm.ts';
import { analystHere } from '../../../../src/experiment/analyst-here.ts';
import { DrivenControl } from '../../../../src/experiment/driven-control.ts';
import { checkOn, kindOf } from '../../../../src/experiment/kinds/registry.ts';
import { factsOf } from '../../../../src/engine/facts-of.ts';
import { csv } from '../../../../src/record/export/csv.ts';
import { modelSize, parameterCount } from '../../../../src/models/parameters.ts';
import { arms } from '../../../../src/adapt/registry.ts';
import { findPolicy, parametersOf } from '../../../../src/policies/registry.ts';
import { plain } from '../../../../src/spec/fitting.ts';
import { presets } from '../../../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../../../src/spec/kinds/stream/presets.ts';
import type { Spec } from '../../../../src/spec/schema.ts';

const small: Spec = {
  ...plain(presets.bend.spec),
  model: { family: 'mlp', params: { hidden: [3] } },
  arms: [
    { id: 'none' },
    { id: 'full-fine-tune' },
    { id: 'widen-tune' },
    { id: 'retrain-new' },
    { id: 'retrain-other', params: { width: 4 } },
  ],
  base: { learningRate: 0.03, batchSize: 32, epochs: 4 },
  stop: { epochs: 4 },
  measure: { ...presets.bend.spec.measure, selfChurn: true },
  seeds: { root: 3, count: 2 },
};

describe('a comparison with another architecture', () => {
  async function run(spec: Spec, trainer: Trainer) {
    const dataset = await loadDataset(spec.data.id, 2400, spec.seeds.root, spec.data.params);
    expect(checkOn(spec, dataset)).to.deep.equal([]);
    const kept = new Map<string, RepairedModel>();
    const views: string[] = [];
    const ran = await kindOf(spec).run({
      ...{ spec, dataset, trainer, analyst: analystHere, pace: new DrivenControl() },
      emit: (event) => void (event.type === 'boundary' && views.push(event.of)),
      keep: (arm, repaired) => void kept.set(arm, repaired),
    });
    const derived = ran.summarise({ softwareAdapter: false, hidden: false, busyElsewhere: false, interrupted: false });
    return {
      ...((await ran.complete(derived)) as Body<RunRecord>),
      spec,
      data: { ...dataset, rows: dataset.samples.rows, inputShape: dataset.samples.inputShape },
      kept,
      views,
    };
  }
  let wasm: Trainer;
  before(async () => {
    wasm = await openWasmTrainer();
  });
  after(() => wasm.dispose());

  it('holds of every result whose model it is, how well it fits, and what is drawn and kept is of that model', async () => {
    const record = await run(small, wasm);
    const { results, derived, kept, views } = record;
    const of = (arm: string) => results.find((result) => result.arm === arm && result.seed === 0)!;
    // 2 inputs, 3 units, 2 classes: 17 parameters; twice and four times as wide 32 and 62.
    expect(['none', 'full-fine-tune', 'retrain-new'].map((arm) => of(arm).model)).to.deep.equal([undefined, undefined, undefined]);
    expect([of('widen-tune').model?.parameters, of('retrain-other').model?.parameters]).to.deep.equal([32, 62]);
    expect(of('none').fit).to.equal(undefined);
    for (const arm of ['full-fine-tune', 'widen-tune', 'retrain-new', 'retrain-other']) {
      expect(of(arm).fit).to.be.within(0.5, 1);
      expect(of(arm).selfChurn).to.be.within(0, 1);
      const { model, weights } = kept.get(arm)!;
      expect(weights).to.have.length(parameterCount(model));
    }
    const [names, ...lines] = csv({ ...record, model: modelSize(kept.get('none')!.model) } as unknown as RunRecord)
      .split('\n')
      .map((line) => line.split(','));
    const [fit, parameters] = ['fit', 'parameters'].map((name) => names!.indexOf(name)) as [number, number];
    expect(lines.filter(([seed]) => seed === '0').map((cells) => [cells[1], cells[fit], cells[parameters]])).to.have.deep.members([
      ['none', '', '17'],
      ...['full-fine-tune', 'retrain-new'].map((id) => [id, String(of(id).fit), '17']),
      ['widen-tune', String(of('widen-tune').fit), '32'],
      ['retrain-other', String(of('retrain-other').fit), '62'],
    ]);
    expect(of('widen-tune').moved).to.have.all.keys('first', 'middle', 'head');
    expect(views).to.have.members(['base', 'none', 'full-fine-tune', 'widen-tune', 'retrain-new', 'retrain-other']);
    expect(derived.summary.arms.map(({ id, reshapes, fit }) => [id, !!reshapes, !!fit])).to.deep.equal([
      ['none', false, false],
      ['full-fine-tune', false, true],
      ['widen-tune', true, true],
      ['retrain-new', false, true],
      ['retrain-other', true, true],
    ]);
    // 4 × 62 bytes at least of parameters: the work is that of the other model.
    expect(of('retrain-other').counts.flops / of('retrain-new').counts.flops).to.be.closeTo(62 / 17, 0.8);
  });

  it('tells nothing of the fit where no repair changes the architecture, so that records stay what they were', async () => {
    const { results } = await run({ ...small, arms: [{ id: 'none' }, { id: 'retrain-new' }], measure: { margin: 0.01 } }, wasm);
    expect(results.every((result) => !('fit' in result) && !('model' in result))).to.equal(true);
  });

  it('comes to the same on TensorFlow.js as on our own kernels', async () => {
    const open = async () => createTfjsExecutor(await startCpuBackend(), factsOf('tfjs-cpu', 'a test'));
    const tfjs = trainerOn(await open(), open);
    try {
      const [here, there] = [
        await run({ ...small, seeds: { root: 3, count: 1 } }, wasm),
        await run({ ...small, seeds: { root: 3, count: 1 } }, tfjs),
      ];
      here.results.forEach((result, i) =>
        expect(there.results[i]!.measures.accuracyNew, result.arm).to.be.closeTo(result.measures.accuracyNew, 0.02),
      );
    } finally {
      tfjs.dispose();
    }
  });

  it('decides where a linear rule bends: what keeps the linear model is blocked by the evidence', async () => {
    const record = await run({ ...plain(presets.bend.spec), seeds: { root: 1, count: 6 } }, wasm);
    const advice = advise(knownOf(record, defaultSituation));
    expect(advice).to.include({ verdict: 'retrain', arm: 'retrain-other' });
    expect([...advice.blocked].sort()).to.deep.equal(['full-fine-tune', 'retrain-all', 'retrain-new']);
  });

  it('does not where the rule stays linear: the larger model fits its labels, and unseen rows worse', async () => {
    const record = await run({ ...plain(presets.tilt.spec), seeds: { root: 1, count: 6 } }, wasm);
    const { arms } = record.derived.summary;
    const [kept, other] = ['retrain-new', 'retrain-other'].map((id) => arms.find((arm) => arm.id === id)!) as [Arm, Arm];
    expect(other.fit!.mean).to.be.above(kept.fit!.mean + 0.03);
    expect(other.accuracyNew.mean).to.be.below(kept.accuracyNew.mean);
    const advice = advise(knownOf(record, defaultSituation));
    expect(advice.blocked).to.deep.equal([]);
    expect(advice.fired.find(({ id }) => id === 'S7')!.text).to.match(/by heart|is not shown/);
  });

  it('skips what cannot be made here, and says why', async () => {
    const { skipped } = await run({ ...small, model: { family: 'softmax', params: {} } }, wasm);
    expect(skipped?.map(({ arm }) => arm)).to.deep.equal(['widen-tune', 'widen-tune']);
    expect(skipped![0]!.reason).to.match(/no hidden layer to widen; retrain another model instead/);
  });

  it('is checked before it runs: bounds, names, and what would not fit into memory', async () => {
    const dataset = await loadDataset('plane', 2400, 3);
    const issues = (params: Record<string, number | string>, model: Spec['model'] = small.model) =>
      checkOn({ ...small, model, arms: [{ id: 'none' }, { id: 'retrain-other', params }] }, dataset);
    expect(issues({ width: 0 })[0]).to.deep.include({ path: 'arms[1].params.width' });
    expect(issues({ family: 'transformer' })[0]!.message).to.match(/choose one of resized, softmax, mlp, cnn/);
    expect(
      issues({ width: 16 }, { family: 'mlp', params: { hidden: [4096, 4096] } }).find(({ path }) => path === 'arms[1].params')!.message,
    ).to.match(/GB of parameters/);
  });

  it('is no repair for a stream, which says so', async () => {
    const { spec } = streamPresets.plants;
    const dataset = await loadDataset(
      spec.data.id,
      Object.values(spec.data.split).reduce((a, b) => a + b),
      spec.seeds.root,
      spec.data.params,
    );
    for (const action of ['retrain-other', 'widen-tune'])
      expect(checkOn({ ...spec, policies: [{ id: 'periodic', params: { action } }] }, dataset)[0]).to.deep.include({
        path: 'policies[0].params.action',
        message: `cannot be ${action}: a stream has one model, whose weights its repairs replace, while this one brings a model of other layers; choose another repair`,
      });
    for (const action of ['grow-inputs', 'grow-head'])
      expect(checkOn({ ...spec, policies: [{ id: 'periodic', params: { action } }] }, dataset)[0]!.message).to.match(
        /^cannot be grow-.*: the old rows tell what is new to the model, .*; choose another repair$/,
      );
    const offered = parametersOf(findPolicy('periodic')!, arms, {}).find(({ name }) => name === 'action')!;
    expect(offered.kind === 'choice' && offered.choices.map(({ id }) => id))
      .to.include('retrain-all')
      .and.not.include('retrain-other');
  });
});

type Arm = RunRecord['derived']['summary']['arms'][number];
