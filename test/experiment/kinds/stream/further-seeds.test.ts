import type { RunEvent } from '../../../../src/contracts/events.ts';
import type { StreamResult } from '../../../../src/experiment/kinds/stream/context.ts';
import { expect } from 'chai';
import { StreamControl } from '../../../../src/experiment/kinds/stream/control.ts';
import { runStream } from '../../../../src/experiment/kinds/stream/run.ts';
import type { StreamCommand } from '../../../../src/contracts/stream.ts';
import { streamSummary } from '../../../../src/measure/stream-summary.ts';
import { globalDrift, type StreamSpec } from '../../../../src/spec/schema.ts';
import { fakeTrainer } from '../../fake-trainer.ts';
import { settled, until } from '../../../turns.ts';

import { spec, dataset, quiet, timeless } from './tiny-stream.ts';

describe('the further seeds of a stream', () => {
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
    const { policies } = streamSummary(spec, runs, seeds[0]!.ledger, {
      softwareAdapter: false,
      hidden: false,
      busyElsewhere: false,
      interrupted: false,
    });
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
    const kept = (await running) as StreamResult;
    expect(done).to.be.below(30);
    // What was through by then is kept, and the run says where it was stopped.
    expect(kept.aborted).to.deep.equal({ seed: 1, batch: 0 });
    expect(kept.seeds.map(({ seed }) => seed)).to.deep.equal([0]);
  });
});
