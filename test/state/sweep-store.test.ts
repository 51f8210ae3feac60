import { CompareRun } from '../../src/state/compare-run.ts';
import { expect } from 'chai';
import type { RunEvent } from '../../src/contracts/events.ts';
import { summarise } from '../../src/measure/summary.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';
import { SweepStore } from '../../src/state/sweep-store.ts';
import { arms, soundTiming, synthetic } from '../measure/synthetic-results.ts';
import { settled } from '../turns.ts';

const { spec } = presets.quick;
/** A record as a run with that many seeds leaves it, as far as a sweep looks. */
const record = (seeds = 6): RunRecord =>
  ({
    derived: {
      summary: summarise(
        synthetic(seeds, { none: { accuracyNew: 0.5 }, 'head-only': { accuracyNew: 0.8 }, 'retrain-all': { accuracyNew: 0.7 } }),
        arms,
        { margin: 0.01, watts: null, ...soundTiming },
      ),
    },
  }) as RunRecord;
const finished = (): RunEvent => ({ type: 'finished', record: record() });

/** A sweep whose runs go as the test says, and a clock that stands still. */
function fake(own: () => Promise<object> = async () => ({})) {
  const played: { run: CompareRun; tell: (event: RunEvent) => void }[] = [];
  const halted: CompareRun[] = [];
  const clock = { ms: 0 };
  let preempt = () => {};
  const sweep = new SweepStore(
    {
      own,
      newRun: (each) => new CompareRun(each),
      play: (run, _own, onEvent) =>
        new Promise<void>((resolve) => {
          run.phase = 'preparing';
          const tell = (event: RunEvent) => {
            run.apply(event);
            onEvent();
            if (!run.busy) resolve();
          };
          played.push({ run: run as CompareRun, tell });
        }),
      halt: (run) => void halted.push(run as CompareRun),
      enter: (giveWay) => {
        preempt = giveWay;
        return () => {};
      },
    },
    () => clock.ms,
  );
  const budgets = () => played.map(({ run }) => run.spec.labels.budget);
  return { sweep, played, halted, clock, budgets, preempt: () => preempt() };
}

describe('a sweep over label budgets', () => {
  it('runs the same experiment at every budget, one after the other', async () => {
    const { sweep, played, budgets } = fake();
    const ended = sweep.start(spec, [10, 50]);
    expect(sweep.busy).to.equal(true);
    await settled();
    expect(budgets(), 'the second waits').to.deep.equal([10]);
    // A race would end with another number of seeds at every budget: all of them run.
    expect(played[0]!.run.spec).to.deep.equal({
      ...spec,
      seeds: { root: spec.seeds.root, count: spec.seeds.count },
      labels: { budget: 10 },
    });
    played[0]!.tell(finished());
    await settled();
    expect([budgets(), sweep.points.map(({ labels }) => labels), sweep.phase]).to.deep.equal([[10, 50], [10], 'running']);
    played[1]!.tell(finished());
    await ended;
    expect([sweep.phase, sweep.points.map(({ labels }) => labels), sweep.run]).to.deep.equal(['finished', [10, 50], undefined]);
    expect(sweep.points[1]!.summary).to.deep.equal(record().derived.summary);
  });

  it('tells how far it is, and how long it will take at that pace', async () => {
    const { sweep, played, clock } = fake();
    void sweep.start(spec, [10, 50]);
    await settled();
    expect(sweep.progress).to.deep.equal({ share: 0 });
    clock.ms = 2000;
    played[0]!.tell({ type: 'progress', what: 'base', done: 5, total: 10 });
    // A quarter of the sweep took 2 s: the rest takes 6.
    expect(sweep.progress).to.deep.equal({ share: 0.25, etaMs: 6000 });
  });

  it('keeps finished budgets when it is stopped, and says that they conclude nothing', async () => {
    const { sweep, played, halted, budgets } = fake();
    const ended = sweep.start(spec, [10, 50, 100]);
    await settled();
    played[0]!.tell(finished());
    await settled();
    sweep.stop();
    expect([sweep.phase, sweep.points.length]).to.deep.equal(['stopped', 1]);
    expect(sweep.message).to.match(/nothing is concluded/);
    expect(halted).to.deep.equal([played[1]!.run]);
    played[1]!.tell({ type: 'stopped', kept: 0 });
    await ended;
    expect([budgets(), sweep.phase]).to.deep.equal([[10, 50], 'stopped']);
  });

  it('drops what an earlier sweep still tells', async () => {
    const { sweep, played, budgets } = fake();
    const first = sweep.start(spec, [10, 50]);
    await settled();
    sweep.stop();
    void sweep.start(spec, [20, 40]);
    played[0]!.tell(finished());
    await first;
    await settled();
    expect([budgets(), sweep.points, sweep.busy]).to.deep.equal([[10, 20], [], true]);
  });

  it('fails with the budget and the reason where one cannot run', async () => {
    const { sweep, played } = fake();
    const ended = sweep.start(spec, [10, 50]);
    await settled();
    played[0]!.tell({ type: 'failed', code: 'bad-input', text: 'There is no such drift.', kept: 0 });
    await ended;
    expect([sweep.phase, sweep.message]).to.deep.equal(['failed', 'With 10 labels: There is no such drift.']);
  });

  it('fails where the user’s own data cannot be had', async () => {
    const { sweep } = fake(() => Promise.reject(new Error('the file is gone')));
    await sweep.start(spec, [10, 50]);
    expect([sweep.phase, sweep.message]).to.deep.equal(['failed', 'The sweep could not go on: the file is gone. Start it again.']);
  });

  it('is of another experiment once that is changed, its label budget and region apart', async () => {
    const { sweep } = fake();
    expect(sweep.staleFor(spec), 'nothing was swept').to.equal(false);
    void sweep.start(spec, [10, 50]);
    const changes: readonly [Partial<Spec>, boolean][] = [
      [{}, false],
      [{ labels: { budget: 7 } }, false],
      [{ energy: { ...spec.energy, region: 'FRA' } }, false],
      [{ drift: [globalDrift('contrast', 1)] }, true],
    ];
    for (const [change, stale] of changes) expect(sweep.staleFor({ ...spec, ...change }), JSON.stringify(change)).to.equal(stale);
  });
});
