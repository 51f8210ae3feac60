import type { Trainer } from '../../../../src/contracts/trainer.ts';
import { fitEncoder } from '../../../../src/data/encode.ts';
import type { Samples, Dataset } from '../../../../src/data/types.ts';
import { buildModel } from '../../../../src/models/families.ts';
import { predictRows } from '../../../../src/experiment/kinds/stream/serving.ts';
import type { RunEvent } from '../../../../src/contracts/events.ts';
import type { StreamPace, StreamResult } from '../../../../src/experiment/kinds/stream/context.ts';
import { expect } from 'chai';
import { builtIns } from '../../../../datasets/registry.ts';
import { openWasmTrainer } from '../../../../src/engine/open-wasm.ts';
import { StreamControl } from '../../../../src/experiment/kinds/stream/control.ts';
import { runStream } from '../../../../src/experiment/kinds/stream/run.ts';
import type { StreamCommand } from '../../../../src/contracts/stream.ts';
import { streamSummary } from '../../../../src/measure/stream-summary.ts';
import { globalDrift, type StreamSpec } from '../../../../src/spec/schema.ts';
import { plain } from '../../../../src/spec/fitting.ts';
import { streamPresets } from '../../../../src/spec/kinds/stream/presets.ts';
import { fakeTrainer } from '../../fake-trainer.ts';
import { settled, until } from '../../../turns.ts';

const spec: StreamSpec = {
  ...plain(streamPresets.plants.spec),
  data: { id: 'sensors', params: {}, split: { baseTrain: 100, baseTest: 40, newPool: 300, newTest: 40 } },
  model: { family: 'mlp', params: { hidden: [8] } },
  base: { learningRate: 0.01, batchSize: 16, epochs: 2 },
  stop: { epochs: 2 },
  drift: [{ ...globalDrift('gain-offset', 5), when: { pattern: 'sudden', start: 0.5 } }],
  seeds: { root: 20260101, count: 1 },
  stream: { batch: 20, window: 50 },
  labels: { share: 1, delay: 2 },
  policies: [
    { id: 'never', params: {} },
    { id: 'periodic', params: { every: 4, action: 'retrain-new' } },
    { id: 'periodic', params: { every: 4, action: 'head-only' } },
  ],
};
let dataset: Dataset;

const quiet = (commands: (batch: number) => readonly StreamCommand[] = () => []): StreamPace => ({
  breathe: async () => {},
  beforeBatch: async () => {},
  commands,
});

async function run(
  change: Partial<StreamSpec> = {},
  commands?: (batch: number) => readonly StreamCommand[],
  events: RunEvent[] = [],
): Promise<StreamResult & { readonly jobs: ReturnType<typeof fakeTrainer>['jobs'] }> {
  const trainer = fakeTrainer();
  const result = await runStream({
    spec: { ...spec, ...change },
    dataset,
    trainer,
    pace: quiet(commands),
    emit: (event) => events.push(event),
  });
  return { ...result, jobs: trainer.jobs };
}

const timeless = ({ runs }: StreamResult) =>
  runs.map(({ points, ...rest }) => ({
    ...rest,
    actions: rest.actions.map(({ seconds: _, ...action }) => action),
    points: points.map(({ seconds: _, action: __, ...point }) => point),
  }));

describe('a stream', () => {
  before(async () => {
    dataset = await builtIns.find(({ id }) => id === 'sensors')!.load(480, spec.seeds.root);
  });

  it('shows all policies the same batches, and tells every one of them', async () => {
    const events: RunEvent[] = [];
    const { runs, seeds } = await run({ seeds: { ...spec.seeds, count: 2 } }, undefined, events);
    expect(seeds).to.have.length(2);
    expect(runs).to.have.length(6);
    for (const { points } of runs) expect(points).to.have.length(15);
    expect(events.filter(({ type }) => type === 'stream-batch')).to.have.length(30);
    // Until the first repair, all serve with the same model.
    const [never, periodic] = runs;
    expect(periodic!.points.slice(0, 4).map(({ accuracy }) => accuracy)).to.deep.equal(
      never!.points.slice(0, 4).map(({ accuracy }) => accuracy),
    );
  });

  it('is the same again with the same seed', async () => {
    expect(timeless(await run())).to.deep.equal(timeless(await run()));
  });

  it('repairs with labels that have come back, at most the window of them, and the new model serves from the next batch', async () => {
    const { runs, jobs } = await run();
    const { actions } = runs[1]!;
    expect(actions.map(({ batch }) => batch)).to.deep.equal([3, 7, 11]);
    // After batch 3 the labels of batches 0 and 1 are there: 40 rows; later the window of 50.
    expect(actions.map(({ labels }) => labels)).to.deep.equal([40, 50, 50]);
    expect(jobs[1]!.data.rows).to.equal(40);
    expect(new Set(actions.map(({ endHash }) => endHash)).size).to.equal(3);
  });

  it('buys no label for a policy that looks at none but those that its repairs learn from', async () => {
    const { runs } = await run();
    expect(runs[0]!.points.at(-1)!.labels).to.equal(0);
    expect(runs[1]!.points.at(-1)!.labels).to.be.within(50, 150);
    const { runs: watched } = await run({ policies: [{ id: 'accuracy', params: { drop: 0.9 } }] });
    expect(watched[0]!.points.at(-1)!.labels).to.equal(13 * 20);
  });

  it('waits with a repair until there are labels', async () => {
    const { runs } = await run({ labels: { share: 1, delay: 12 } });
    expect(runs[1]!.actions.map(({ batch }) => batch)).to.deep.equal([12]);
    const { runs: none } = await run({ labels: { share: 0, delay: 0 } });
    expect(none[1]!.actions).to.deep.equal([]);
  });

  it('asks a person where that is wanted: approved it is done, rejected not, and a roll back brings the model before', async () => {
    const byHand: Partial<StreamSpec> = { policies: [{ id: 'periodic', params: { every: 4, action: 'retrain-new', approval: 'hand' } }] };
    const { runs: asked } = await run(byHand);
    expect(asked[0]!.actions).to.deep.equal([]);
    expect(asked[0]!.points[3]).to.include({ waiting: true, alarm: true });

    const answers: Record<number, StreamCommand[]> = {
      4: [{ type: 'reject', policy: 0 }],
      8: [{ type: 'approve', policy: 0 }],
      10: [{ type: 'rollback', policy: 0 }],
    };
    const { runs, edits } = await run(byHand, (batch) => answers[batch] ?? []);
    expect(edits.map(({ what, batch }) => [what, batch])).to.deep.equal([
      ['reject', 4],
      ['approve', 8],
      ['rollback', 10],
    ]);
    expect(runs[0]!.actions.map(({ arm, by, batch }) => [arm, by, batch])).to.deep.equal([
      ['retrain-new', 'person', 8],
      ['rollback', 'person', 9],
    ]);
  });

  it('changes the rest of the stream by hand, for all policies alike, and nothing before it', async () => {
    const plain = await run({ drift: [] });
    const drift = globalDrift('gain-offset', 5);
    const changed = await run({ drift: [] }, (batch) => (batch === 8 ? [{ type: 'drift', drift }] : []));
    const accuracies = ({ runs }: StreamResult, policy: number) => runs[policy]!.points.map(({ accuracy }) => accuracy);
    expect(accuracies(changed, 0).slice(0, 8)).to.deep.equal(accuracies(plain, 0).slice(0, 8));
    expect(accuracies(changed, 0).slice(8)).not.to.deep.equal(accuracies(plain, 0).slice(8));
    expect(changed.edits).to.deep.include({ seed: 0, batch: 8, what: 'drift', drift });
  });

  it('holds every model against every batch on the first seed; what served is what the matrix says', async () => {
    // The fake's answers depend on a row's place in a call; a real engine's do not.
    const trainer = await openWasmTrainer();
    const { runs } = await runStream({
      spec: { ...spec, seeds: { ...spec.seeds, count: 2 } },
      dataset,
      trainer,
      pace: quiet(),
      emit: () => undefined,
    });
    trainer.dispose();
    const { matrix, points, actions } = runs[1]!;
    expect(matrix).to.have.length(1 + actions.length);
    points.forEach(({ accuracy }, batch) => {
      const model = actions.filter((action) => action.batch < batch).length;
      expect(matrix![model]![batch]).to.be.closeTo(accuracy, 1e-9);
    });
    expect(runs[4]!.matrix).to.equal(undefined);
  });

  it('repairs without labels at once, and buys none', async () => {
    const { runs } = await run({
      labels: { share: 0, delay: 0 },
      policies: [{ id: 'periodic', params: { every: 4, action: 'restandardise' } }],
    });
    expect(runs[0]!.actions.map(({ batch, labels }) => [batch, labels])).to.deep.equal([
      [3, 0],
      [7, 0],
      [11, 0],
    ]);
    expect(runs[0]!.points.at(-1)!.labels).to.equal(0);
  });

  it('takes the model of an earlier world from the bank when that world is back', async () => {
    const trainer = await openWasmTrainer();
    const recurring = {
      ...globalDrift('swap-channels', 5),
      when: { pattern: 'recurring', start: 0.3, end: 1, period: 0.6, duty: 0.5 },
    } as StreamSpec['drift'][number];
    const policies = [{ id: 'periodic', params: { every: 3, action: 'model-bank' } }];
    const trained = { base: { learningRate: 0.01, batchSize: 16, epochs: 12 }, labels: { share: 1, delay: 0 }, stop: { epochs: 6 } };
    const { runs, seeds } = await runStream({
      spec: { ...spec, ...trained, drift: [recurring], policies },
      dataset,
      trainer,
      pace: quiet(),
      emit: () => undefined,
    });
    trainer.dispose();
    // The world changes at 30 %, is back at 60 % and changes again at 90 %: no model is made anew after the first change.
    const { actions } = runs[0]!;
    expect(actions.map(({ batch }) => batch)).to.deep.equal([2, 5, 8, 11, 14]);
    expect([seeds[0]!.baseHash, actions[0]!.endHash]).to.include(actions[3]!.endHash);
    expect(actions[4]!.endHash).to.equal(actions[2]!.endHash);
  });

  it('says once why a repair cannot be made, and goes on', async () => {
    const events: RunEvent[] = [];
    const { runs } = await run({ policies: [{ id: 'periodic', params: { every: 4, action: 'adabn' } }] }, undefined, events);
    expect(runs[0]!.actions).to.deep.equal([]);
    const warnings = events.flatMap((event) => (event.type === 'warning' ? [event.text] : []));
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/Seed 1, .*batch normalisation/);
  });

  it('knows the best moments in hindsight: an oracle repairs once the drift has begun, and never loses to doing nothing', async () => {
    const trainer = await openWasmTrainer();
    const policies = [
      { id: 'never', params: {} },
      { id: 'oracle', params: { action: 'restandardise', price: 5 } },
    ];
    const { runs } = await runStream({
      spec: { ...spec, base: { learningRate: 0.01, batchSize: 16, epochs: 12 }, policies },
      dataset,
      trainer,
      pace: quiet(),
      emit: () => undefined,
    });
    trainer.dispose();
    const [never, oracle] = runs;
    expect(oracle!.actions.length).to.be.above(0);
    expect(oracle!.points.at(-1)!.errors + 5 * oracle!.actions.length).to.be.at.most(never!.points.at(-1)!.errors);
  });

  it('sums up: rows lost against the best of each batch, recovery, repairs', async () => {
    const { runs, seeds } = await run();
    const { policies } = streamSummary(spec, runs, seeds[0]!.ledger, { softwareAdapter: false, hidden: false, busyElsewhere: false });
    expect(policies).to.have.length(3);
    const [never, periodic] = policies;
    expect(never!.repairs.mean).to.equal(0);
    expect(periodic!.repairs.mean).to.equal(3);
    const total = runs[0]!.points.reduce(
      (sum, _, batch) => sum + 20 * (Math.max(...runs.map(({ points }) => points[batch]!.accuracy)) - runs[0]!.points[batch]!.accuracy),
      0,
    );
    expect(never!.lost.mean).to.be.closeTo(total, 1e-9);
    expect(never!.detection).to.equal(null);
    // Periodic asks after batches 3, 7 and 11; the drift begins in the middle of batch 7, whose last row is 159.
    expect(periodic!.detection).to.deep.equal({ precision: 2 / 3, episodeRecall: 1, falseAlarms: 1, delayRows: 159 - 150 });
    expect(never!.errors.mean).to.equal(runs[0]!.points.at(-1)!.errors);
    // Without an oracle or a regret policy in the spec a repair is worth 60 wrong answers.
    expect(periodic!.cost.mean).to.equal(periodic!.errors.mean + 3 * 60);
    expect(never!.energy).to.equal(null);
    expect(never!.validity).to.deep.equal([]);
    expect(
      streamSummary(spec, runs, seeds[0]!.ledger, {
        softwareAdapter: false,
        hidden: true,
        busyElsewhere: false,
      }).policies[1]!.validity.join(),
    ).to.match(/hidden/);
  });
});

describe('the further seeds of a stream', () => {
  before(async () => {
    dataset ??= await builtIns.find(({ id }) => id === 'sensors')!.load(480, spec.seeds.root);
  });

  const oracle: StreamSpec['policies'][number] = { id: 'oracle', params: { price: 60 } };
  const many = (
    change: Partial<StreamSpec> & { atOnce?: number; commands?: (batch: number) => readonly StreamCommand[]; events?: RunEvent[] } = {},
  ) => {
    const { atOnce = 1, commands, events = [], ...rest } = change;
    return runStream({
      spec: { ...spec, seeds: { ...spec.seeds, count: 9 }, ...rest },
      dataset,
      trainer: fakeTrainer({ atOnce }),
      pace: quiet(commands),
      emit: (event) => events.push(event),
    });
  };
  const racing = {
    seeds: { ...spec.seeds, count: 12, race: true as const },
    policies: [...spec.policies, oracle, { id: 'every-rows', params: { every: 20 } }],
  };

  it('are the same however many go side by side, in a race and without', async () => {
    for (const change of [{}, racing]) {
      const one = await many(change);
      for (const atOnce of [2, 3, 8]) {
        const together = await many({ ...change, atOnce });
        expect(timeless(together), `${atOnce} at once`).to.deep.equal(timeless(one));
        expect([together.seeds, together.retired]).to.deep.equal([one.seeds, one.retired]);
      }
    }
  });

  it('race: who is shown to cost more runs no more, doing nothing goes on, the oracle stays on the first seed, and what is left runs as it would have', async () => {
    const events: RunEvent[] = [];
    const { runs, seeds, retired } = await many({ ...racing, events });
    // A repair after every batch costs 60 wrong answers each time: no stream of 15 batches of 20 rows is worth that.
    const out = retired.find(({ policy }) => policy === 4)!;
    expect(out.after).to.be.within(5, 8);
    expect(runs.filter(({ policy }) => policy === 4)).to.have.length(8);
    expect([0, 3].map((policy) => runs.filter((run) => run.policy === policy).length)).to.deep.equal([seeds.length, 1]);
    const looks = events.flatMap((event) => (event.type === 'stream-raced' ? [event] : []));
    expect(looks.map((look) => look.seeds)).to.deep.equal([4, 8].slice(0, looks.length));
    expect(looks[0]!.retired).to.deep.equal([]);

    const { seeds: allSeeds, ...fixed } = racing;
    const all = await many({ ...fixed, seeds: { root: allSeeds.root, count: seeds.length } });
    expect(all.retired).to.deep.equal([]);
    const of = (result: StreamResult) => timeless(result).filter(({ policy }) => policy === 0 || policy === 3);
    expect(of({ ...all, runs })).to.deep.equal(of(all));
  });

  it('end a race early once it is settled', async () => {
    const { seeds } = await many({
      seeds: racing.seeds,
      policies: [
        { id: 'never', params: {} },
        { id: 'every-rows', params: { every: 20 } },
      ],
    });
    expect(seeds).to.have.length(8);
  });

  it('repeat a drift by hand before the same batch, and no approval, rejection or roll back', async () => {
    const drift = globalDrift('gain-offset', 5);
    const plain = await many({ drift: [] });
    const changed = await many({
      drift: [],
      commands: (batch) => (batch === 8 ? [{ type: 'drift', drift }] : batch === 9 ? [{ type: 'rollback', policy: 1 }] : []),
    });
    expect(changed.edits.map(({ seed, what }) => [seed, what])).to.deep.equal([
      [0, 'drift'],
      [0, 'rollback'],
    ]);
    const accuracies = ({ runs }: StreamResult, seed: number) =>
      runs.find((run) => run.seed === seed && run.policy === 0)!.points.map(({ accuracy }) => accuracy);
    for (const seed of [0, 1, 8]) {
      expect(accuracies(changed, seed).slice(0, 8)).to.deep.equal(accuracies(plain, seed).slice(0, 8));
      expect(accuracies(changed, seed).slice(8)).not.to.deep.equal(accuracies(plain, seed).slice(8));
    }
    for (const { seed, actions } of changed.runs) if (seed > 0) expect(actions.filter(({ arm }) => arm === 'rollback')).to.deep.equal([]);
  });

  it('go by without the policies that a person decides for, and are left out where there are no others', async () => {
    const byHand = { id: 'periodic', params: { every: 4, action: 'retrain-new', approval: 'hand' } };
    const { runs } = await many({ policies: [{ id: 'never', params: {} }, byHand] });
    expect(runs.filter(({ policy }) => policy === 1).map(({ seed }) => seed)).to.deep.equal([0]);
    expect(runs.filter(({ policy }) => policy === 0)).to.have.length(9);
    expect((await many({ policies: [byHand] })).seeds).to.have.length(1);
  });

  it('take a repair that diverged as it came, and say so', async () => {
    const trainer = fakeTrainer();
    let trained = 0;
    const breaking = {
      ...trainer,
      train: async (...of: Parameters<typeof trainer.train>) =>
        trained++ === 1
          ? { ...(await trainer.train(...of)), weights: of[0].start.map(() => NaN), status: 'diverged' as const }
          : trainer.train(...of),
    };
    const { runs, seeds } = await runStream({ spec, dataset, trainer: breaking, pace: quiet(), emit: () => undefined });
    expect(runs.flatMap(({ actions }) => actions.filter(({ diverged }) => diverged))).to.have.length(1);
    const { policies } = streamSummary(spec, runs, seeds[0]!.ledger, { softwareAdapter: false, hidden: false, busyElsewhere: false });
    expect(policies.map(({ diverged }) => diverged)).to.deep.equal([0, 1, 0]);
    for (const { cost } of policies) expect(Number.isFinite(cost.mean)).to.equal(true);
  });

  it('wait while paused, take no steps, and stop', async () => {
    const control = new StreamControl(1);
    let done = 0;
    const first = {
      ...control,
      breathe: () => control.breathe(),
      commands: () => [],
      beforeBatch: async (seed: number, batch: number) => (seed === 0 ? undefined : control.beforeBatch(seed, batch)),
    };
    const running = runStream({
      ...{ spec: { ...spec, seeds: { ...spec.seeds, count: 3 } }, dataset, trainer: fakeTrainer({ atOnce: 2 }), pace: first },
      emit: (event) => {
        if (event.type === 'stream-batch' && event.seed > 0 && ++done === 6) control.pause();
      },
    }).catch((error: unknown) => error);
    await until(() => done >= 6);
    control.obey({ type: 'step' });
    await settled();
    const paused = done;
    // What was on its way when the pause came still comes.
    expect(paused).to.be.within(6, 8);
    control.resume();
    await until(() => done > paused);
    control.stop();
    expect(await running).to.be.instanceOf(Error);
    expect(done).to.be.below(30);
  });
});

describe('driving a stream', () => {
  it('pauses, lets single batches come, jumps, and stops', async () => {
    const control = new StreamControl();
    control.pause();
    let batch = 0;
    const loop = (async () => {
      for (; batch < 100; batch++) await control.beforeBatch(0, batch);
    })().catch((error: unknown) => error);
    control.obey({ type: 'step' });
    await until(() => batch === 1);
    control.obey({ type: 'jump', batch: 30 });
    await until(() => batch === 30);
    control.obey({ type: 'drift', drift: globalDrift('gain-offset', 5), batch: 40 });
    control.obey({ type: 'approve', policy: 0 });
    expect(control.commands(30)).to.deep.equal([{ type: 'approve', policy: 0 }]);
    expect(control.commands(40)).to.have.length(1);
    control.stop();
    expect(await loop).to.be.instanceOf(Error);
    expect(batch).to.equal(30);
  });
});

describe('a repair in a stream', () => {
  /** Every training but the base model’s ends in numbers that are none. */
  const diverging = (): Trainer => {
    const trainer = fakeTrainer();
    let base = true;
    return {
      ...trainer,
      async train(job, pace, onPoint) {
        const result = await trainer.train(job, pace, onPoint);
        if (base) {
          base = false;
          return result;
        }
        return { ...result, status: 'diverged', weights: result.weights.map(() => NaN) };
      },
    };
  };

  it('that diverges is written down and paid for, and the model before goes on serving', async () => {
    const events: RunEvent[] = [];
    const policies = [
      { id: 'never', params: {} },
      { id: 'periodic', params: { every: 4, action: 'full-fine-tune' } },
    ];
    const result = await runStream({
      ...{ spec: { ...spec, policies }, dataset, trainer: diverging(), pace: quiet() },
      emit: (event) => events.push(event),
    });
    const [never, repaired] = result.runs;
    expect(repaired!.actions.length).to.be.above(0);
    expect(repaired!.actions.every(({ diverged }) => diverged)).to.equal(true);
    expect(
      repaired!.points.map(({ accuracy }) => accuracy),
      'served by the base model throughout',
    ).to.deep.equal(never!.points.map(({ accuracy }) => accuracy));
    expect([repaired!.accuracyEnd, repaired!.accuracyOld]).to.deep.equal([never!.accuracyEnd, never!.accuracyOld]);
    const warnings = events.flatMap((event) => (event.type === 'warning' ? [event] : []));
    expect(warnings.map(({ code }) => code)).to.deep.equal(['repair-diverged']);
    expect(warnings[0]!.text).to.match(/Seed 1, .*diverged; it was not installed/);
  });

  it('has the parameters that its policy names, and their defaults without', async () => {
    const strengthOf = async (params: Record<string, number>) => {
      const { jobs } = await run({ policies: [{ id: 'periodic', params: { every: 4, action: 'ewc', ...params } }] });
      return jobs.find(({ penalty }) => penalty)!.penalty!.strength.reduce((a, b) => a + b, 0);
    };
    const usual = await strengthOf({});
    expect((await strengthOf({ repairStrength: 300 })) / usual).to.be.closeTo(3, 1e-3);
  });

  it('is not scored on the way: nobody looks at its curve', async () => {
    const { jobs } = await run({ policies: [{ id: 'periodic', params: { every: 4, action: 'full-fine-tune' } }] });
    expect(jobs.every(({ watch }) => watch.length === 0)).to.equal(true);
  });
});

describe('a model that has diverged', () => {
  it('predicts no class and is sure of nothing, whoever asks', async () => {
    const trainer = { ...fakeTrainer(), predict: async () => Float32Array.of(NaN, NaN, 0.25, 0.75) };
    const rows: Samples = { rows: 2, inputShape: [1], x: new Float32Array(2), y: Int32Array.of(0, 1) };
    const encoder = fitEncoder(rows, [{ name: 'a', kind: 'numeric' }]);
    const { predicted, confidence } = await predictRows(
      trainer,
      buildModel(spec.model, [1], 2),
      { weights: new Float32Array(), encoder },
      rows,
    );
    expect([...predicted]).to.deep.equal([-1, 1]);
    expect([...confidence]).to.deep.equal([0, 0.75]);
  });
});
