import type { CompareResult } from '../../../../src/experiment/kinds/compare/context.ts';
import type { EarlierComparison } from '../../../../src/contracts/record.ts';
import { plain } from '../../../../src/spec/fitting.ts';
import { analystHere } from '../../../../src/experiment/analyst-here.ts';
import { expect } from 'chai';
import { builtIns } from '../../../../datasets/registry.ts';
import { hashArrays } from '../../../../src/data/hash.ts';
import type { Dataset } from '../../../../src/data/types.ts';
import { openWasmTrainer } from '../../../../src/engine/open-wasm.ts';
import { compare } from '../../../../src/experiment/kinds/compare/run.ts';
import type { RunEvent } from '../../../../src/contracts/events.ts';
import type { Trainer } from '../../../../src/contracts/trainer.ts';
import { presets } from '../../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../../src/spec/schema.ts';
import { fakeTrainer } from '../../fake-trainer.ts';

const tiny: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'digits', params: {}, split: { baseTrain: 200, baseTest: 80, newPool: 60, newTest: 80 } },
  model: { family: 'mlp', params: { hidden: [16, 12] } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 6 },
  labels: { budget: 40 },
  stop: { epochs: 5 },
  seeds: { root: 11, count: 2 },
};
const pace = { breathe: async () => {} };
let dataset: Dataset;

async function run(spec: Spec, trainer: Trainer, events: RunEvent[] = [], earlier?: EarlierComparison): Promise<CompareResult> {
  return compare({ spec, dataset, trainer, analyst: analystHere, pace, emit: (event) => events.push(event), ...(earlier && { earlier }) });
}

/** Everything of a result that must not depend on the clock. */
const timeless = ({ seeds, results }: CompareResult) => ({
  seeds: seeds.map(({ base: { times: _, curve: __, ...base }, ...seed }) => ({ ...seed, base })),
  results: results.map(({ times: _, curve, ...result }) => ({ ...result, curve: curve.map(({ seconds: __, ...point }) => point) })),
});

describe('the comparison', () => {
  before(async () => {
    dataset = await builtIns.find(({ id }) => id === 'digits')!.load(420, tiny.seeds.root);
  });

  it('starts every fine-tuning arm from the same snapshot and every retraining from the same fresh start', async () => {
    const { seeds, results } = await run(tiny, fakeTrainer());
    for (const { seed, base } of seeds) {
      const of = (arm: string) => results.find((result) => result.seed === seed && result.arm === arm)!;
      expect(of('none').startHash).to.equal(base.endHash);
      expect(of('head-only').startHash).to.equal(base.endHash);
      expect(of('full-fine-tune').startHash).to.equal(base.endHash);
      expect(of('retrain-new').startHash).to.equal(of('retrain-all').startHash);
      expect(of('retrain-new').startHash).not.to.equal(base.startHash);
    }
  });

  it('makes every repair again with other luck where that is asked for: the same answers from doing nothing, and the race as before', async () => {
    const trainer = await openWasmTrainer();
    const plain = await run(tiny, trainer);
    const repeated = await run({ ...tiny, measure: { margin: 0.01, selfChurn: true } }, trainer);
    trainer.dispose();
    const of = (arm: string) => repeated.results.filter((result) => result.arm === arm).map(({ selfChurn }) => selfChurn!);
    expect(of('none').every((churn) => churn === 0)).to.equal(true);
    expect(of('retrain-new').some((churn) => churn > 0)).to.equal(true);
    expect(repeated.results.map(({ endHash }) => endHash)).to.deep.equal(plain.results.map(({ endHash }) => endHash));
    expect(plain.results.some((result) => 'selfChurn' in result)).to.equal(false);
  });

  it('gives every arm the same labels in the same order', async () => {
    const trainer = fakeTrainer();
    await run({ ...tiny, seeds: { root: 11, count: 1 } }, trainer);
    // Trained on the 40 new labels: head-only (on features), full-fine-tune, retrain-new. The plain step is that of the diagnosis.
    const onNew = trainer.jobs.filter((job) => job.data.rows === 40 && job.optimizer === 'adam');
    expect(onNew).to.have.length(3);
    for (const job of onNew) {
      expect(job.data.y).to.deep.equal(onNew[0]!.data.y);
      expect(job.order.slice(0, 40 * 5)).to.deep.equal(onNew[0]!.order.slice(0, 40 * 5));
    }
    const all = trainer.jobs.find((job) => job.data.rows === 240)!;
    expect(all.data.y.slice(200)).to.deep.equal(onNew[0]!.data.y);
  });

  it('lets retraining on new labels take as many steps as the base model took, and fine-tuning its own epochs', async () => {
    const { results } = await run(tiny, fakeTrainer());
    const steps = (arm: string) => results.find((result) => result.arm === arm)!.counts.steps;
    expect(steps('retrain-new')).to.equal(42); // ⌈200/32⌉ × 6
    expect(steps('retrain-all')).to.equal(48); // ⌈240/32⌉ × 6
    expect(steps('head-only')).to.equal(10); // ⌈40/32⌉ × 5
    expect(steps('none')).to.equal(0);
  });

  it('chooses the base model’s rate once, on old rows of the first seed that are no test rows, and gives it to every training without a choice of its own', async () => {
    const trainer = fakeTrainer();
    const spec: Spec = { ...tiny, learning: { validation: 0.33 }, seeds: { root: 11, count: 2 } };
    const { baseRate, results } = await run(spec, trainer);
    expect(baseRate).to.deep.include({ usual: tiny.base.learningRate, rate: tiny.base.learningRate, heldOut: 40 });
    expect(baseRate!.tried).to.have.length(3);
    // A fifth of the 200 old rows is held out: ⌈160/32⌉ steps × 6 epochs at each of three rates.
    expect(baseRate!.steps).to.equal(90);
    expect(trainer.jobs.filter(({ data }) => data.rows === 160)).to.have.length(3);
    expect(results.filter(({ arm }) => arm === 'retrain-all').every(({ details }) => details === undefined)).to.equal(true);
    const more = fakeTrainer();
    const further = await run({ ...spec, seeds: { root: 11, count: 3 } }, more, [], {
      ...(baseRate && { baseRate }),
      seeds: [],
      results: [],
    });
    expect(further.baseRate).to.deep.equal(baseRate);
    expect(
      more.jobs.filter(({ data }) => data.rows === 160),
      'a run that goes on has it already',
    ).to.have.length(0);
  });

  it('draws another order of arms, split and drift world for each seed', async () => {
    const { seeds } = await run({ ...tiny, seeds: { root: 11, count: 6 } }, fakeTrainer());
    const distinct = (values: unknown[]) => new Set(values.map((value) => JSON.stringify(value))).size;
    expect(distinct(seeds.map((seed) => seed.splitHash))).to.equal(6);
    expect(distinct(seeds.map((seed) => seed.driftedHash))).to.equal(6);
    expect(distinct(seeds.map((seed) => seed.armOrder))).to.be.greaterThan(1);
  });

  it('writes the drift of each seed into the ledger and says so before the arms start', async () => {
    const events: RunEvent[] = [];
    const { seeds } = await run(tiny, fakeTrainer(), events);
    expect(seeds[0]!.ledger[0]).to.deep.include({
      id: 'contrast',
      kind: 'P(x)',
      severity: 3,
      where: { scope: 'all' },
      when: { pattern: 'sudden', start: 0 },
    });
    const order = events.filter((event) => 'seed' in event && event.seed === 1).map((event) => event.type);
    expect(order.indexOf('drift-applied')).to.be.lessThan(order.indexOf('arm-started'));
    expect(order.indexOf('base-point')).to.be.lessThan(order.indexOf('drift-applied'));
  });

  it('counts trainings up to the planned total and then has nothing left', async () => {
    const events: RunEvent[] = [];
    await run(tiny, fakeTrainer(), events);
    const progress = events.filter((event) => event.type === 'progress');
    expect(progress.at(-1)).to.include({ done: 10, total: 10, etaMs: 0 });
    progress.reduce((before, event) => (expect(event.done).to.be.at.least(before), event.done), 0);
  });

  it('tells, of the first seed only, the held-out rows and what every repair names for each of them', async () => {
    const events: RunEvent[] = [];
    const { results } = await run(tiny, fakeTrainer(), events);
    const told = events.filter((event) => event.type === 'test-rows');
    expect(told.map(({ seed, rows }) => [seed, rows.rows])).to.deep.equal([[0, 80]]);
    const answers = events.filter((event) => event.type === 'predictions');
    expect(answers.map(({ seed, arm }) => `${seed} ${arm}`)).to.have.members(tiny.arms.map(({ id }) => `0 ${id}`));
    const { y } = told[0]!.rows;
    for (const { arm, predicted } of answers) {
      const right = predicted.filter((label, row) => label === y[row]).length;
      expect(right / 80, arm).to.be.closeTo(results.find((result) => result.seed === 0 && result.arm === arm)!.measures.accuracyNew, 1e-12);
    }
  });

  it('skips a repair that cannot run here, says so once a seed, and goes on', async () => {
    const events: RunEvent[] = [];
    const { results, skipped } = await run(
      { ...tiny, arms: [{ id: 'none' }, { id: 'adabn' }, { id: 'full-fine-tune' }] },
      fakeTrainer(),
      events,
    );
    expect(skipped.map(({ seed, arm }) => [seed, arm])).to.deep.equal([
      [0, 'adabn'],
      [1, 'adabn'],
    ]);
    expect(skipped[0]!.reason).to.match(/no batch normalisation/);
    expect(events.filter(({ type }) => type === 'arm-skipped').map(({ type: _, ...rest }) => rest)).to.deep.equal(skipped);
    expect(results.map(({ arm }) => arm).sort()).to.deep.equal(['full-fine-tune', 'full-fine-tune', 'none', 'none']);
    expect(events.filter((event) => event.type === 'progress').at(-1)).to.include({ done: 6, total: 6 });
  });

  it('shows repairs the inputs of the new world, but not their labels', async () => {
    const trainer = fakeTrainer();
    const seen: Int32Array[] = [];
    const features: Trainer['features'] = async (trunk, weights, data) => (seen.push(data.y), trainer.features(trunk, weights, data));
    await run(
      {
        ...tiny,
        model: { family: 'mlp', params: { hidden: [8], norm: 'batch' } },
        arms: [{ id: 'none' }, { id: 'adabn' }],
        seeds: { root: 11, count: 1 },
      },
      { ...trainer, features },
    );
    expect(seen).to.have.length(1);
    expect(seen[0]!.length).to.equal(60);
    expect(seen[0]!.every((label) => label === -1)).to.equal(true);
  });

  it('passes the parameters of a repair on, and keeps labels aside where the end is decided on some', async () => {
    const trainer = fakeTrainer();
    const stop = { epochs: 5, until: { validation: 0.25, plateau: 3, joules: 100 } };
    const { results } = await run(
      { ...tiny, stop, arms: [{ id: 'none' }, { id: 'replay', params: { ratio: 0 } }], seeds: { root: 11, count: 1 } },
      trainer,
    );
    const job = trainer.jobs.at(-1)!;
    expect(job.data.rows).to.equal(30);
    expect(job.watch.map(({ name, rows }) => [name, rows])).to.deep.equal([
      ['new', 80],
      ['old', 80],
      ['validation', 10],
    ]);
    expect(job.until!.plateau).to.deep.equal({ of: 'validation', points: 3 });
    expect(job.until!.seconds).to.be.within(100 / 100, 100 / 5); // a laptop draws 5 … 100 W
    // Kept labels were bought as well.
    expect(results.find(({ arm }) => arm === 'replay')!.counts.labels).to.equal(40);
  });

  describe('with the real engine', () => {
    let trainer: Trainer;
    before(async () => (trainer = await openWasmTrainer()));
    after(() => trainer.dispose());

    it('gives bit-equal results for equal seeds', async () => {
      const [first, second] = [await run(tiny, trainer), await run(tiny, trainer)];
      expect(timeless(second)).to.deep.equal(timeless(first));
    });

    it('gives the same results whatever the order in which arms are listed and run', async () => {
      const listed = await run(tiny, trainer);
      const reversed = await run({ ...tiny, arms: [...tiny.arms].reverse() }, trainer);
      const byArm = (result: CompareResult) => timeless(result).results.sort((a, b) => a.seed - b.seed || a.arm.localeCompare(b.arm));
      expect(byArm(reversed)).to.deep.equal(byArm(listed));
      expect(reversed.seeds.map((seed) => seed.armOrder)).not.to.deep.equal(listed.seeds.map((seed) => seed.armOrder));
    });

    it('leaves the trunk bit-equal in head-only and moves it in full fine-tuning', async () => {
      const { results } = await run(tiny, trainer);
      for (const result of results.filter(({ arm }) => arm === 'head-only')) {
        expect(result.frozen!.after).to.equal(result.frozen!.before);
        expect(result.endHash).not.to.equal(result.startHash);
      }
      expect(results.find(({ arm }) => arm === 'full-fine-tune')!.frozen).to.equal(undefined);
    });

    it('measures the weights it returns: the last point of a curve is the accuracy of the arm', async () => {
      const { results } = await run(tiny, trainer);
      for (const { arm, curve, measures } of results) {
        if (arm === 'none') continue;
        expect(curve.at(-1)!.accuracy['new']).to.be.closeTo(measures.accuracyNew, 1e-9);
        expect(curve.at(-1)!.accuracy['old']).to.be.closeTo(measures.accuracyOld, 1e-9);
      }
    });

    it('starts fine-tuning where doing nothing stands', async () => {
      const { results } = await run(tiny, trainer);
      for (const seed of [0, 1]) {
        const of = (arm: string) => results.find((result) => result.seed === seed && result.arm === arm)!;
        expect(of('full-fine-tune').curve[0]!.accuracy['new']).to.equal(of('none').measures.accuracyNew);
        expect(of('head-only').curve[0]!.accuracy['new']).to.equal(of('none').measures.accuracyNew);
      }
    });

    it('without drift, the new world is as easy as the old one', async () => {
      const calm = await run(
        { ...tiny, drift: [], data: { ...tiny.data, split: { baseTrain: 200, baseTest: 80, newPool: 60, newTest: 80 } } as Spec['data'] },
        trainer,
      );
      const none = calm.results.filter(({ arm }) => arm === 'none');
      for (const { measures } of none) expect(Math.abs(measures.accuracyNew - measures.accuracyOld)).to.be.below(0.15);
    });

    it('keeps the tensor count flat from seed to seed', async () => {
      await run({ ...tiny, seeds: { root: 3, count: 1 } }, trainer);
      const after = trainer.held();
      await run({ ...tiny, seeds: { root: 4, count: 3 } }, trainer);
      expect(trainer.held()).to.equal(after);
    });
  });

  it('hashes the snapshot it hands out (recomputed here from a job)', async () => {
    const trainer = fakeTrainer();
    const { results } = await run({ ...tiny, seeds: { root: 11, count: 1 } }, trainer);
    const full = trainer.jobs.find((job) => job.data.rows === 40 && job.epochs === 5 && job.start.length > 1000)!;
    expect(hashArrays(full.start)).to.equal(results.find(({ arm }) => arm === 'full-fine-tune')!.startHash);
  });
});
