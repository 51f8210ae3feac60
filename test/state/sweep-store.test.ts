import { CompareRun } from '../../src/state/compare-run.ts';
import { expect } from 'chai';
import type { RunEvent } from '../../src/contracts/events.ts';
import { summarise } from '../../src/measure/summary.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';
import { cellsOf, labelsAxis, planId, SweepStore, type SweepPlan } from '../../src/state/sweep-store.ts';
import { contentId } from '../../src/spec/canonical.ts';
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
/** A plan over these label budgets. */
const over = (...budgets: number[]): SweepPlan => ({ spec, axes: [labelsAxis(budgets)] });
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
      pause: (run) => void (run.phase = run.phase === 'paused' ? 'running' : 'paused'),
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
    const ended = sweep.start(over(10, 50));
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
    void sweep.start(over(10, 50));
    await settled();
    expect(sweep.progress).to.deep.equal({ share: 0 });
    clock.ms = 2000;
    played[0]!.tell({ type: 'progress', what: 'base', done: 5, total: 10 });
    // A quarter of the sweep took 2 s: the rest takes 6.
    expect(sweep.progress).to.deep.equal({ share: 0.25, etaMs: 6000 });
  });

  it('keeps finished budgets when it is stopped, and says that they conclude nothing', async () => {
    const { sweep, played, halted, budgets } = fake();
    const ended = sweep.start(over(10, 50, 100));
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
    const first = sweep.start(over(10, 50));
    await settled();
    sweep.stop();
    void sweep.start(over(20, 40));
    played[0]!.tell(finished());
    await first;
    await settled();
    expect([budgets(), sweep.points, sweep.busy]).to.deep.equal([[10, 20], [], true]);
  });

  it('fails with the budget and the reason where one cannot run', async () => {
    const { sweep, played } = fake();
    const ended = sweep.start(over(10, 50));
    await settled();
    played[0]!.tell({ type: 'failed', code: 'bad-input', text: 'There is no such drift.', kept: 0 });
    await ended;
    expect([sweep.phase, sweep.message]).to.deep.equal(['failed', 'With 10 labels: There is no such drift.']);
  });

  it('fails where the user’s own data cannot be had', async () => {
    const { sweep } = fake(() => Promise.reject(new Error('the file is gone')));
    await sweep.start(over(10, 50));
    expect([sweep.phase, sweep.message]).to.deep.equal(['failed', 'The sweep could not go on: the file is gone. Start it again.']);
  });

  it('is of another experiment once that is changed, its label budget and region apart', async () => {
    const { sweep } = fake();
    expect(sweep.staleFor(spec), 'nothing was swept').to.equal(false);
    void sweep.start(over(10, 50));
    const changes: readonly [Partial<Spec>, boolean][] = [
      [{}, false],
      [{ labels: { budget: 7 } }, false],
      [{ energy: { ...spec.energy, region: 'FRA' } }, false],
      [{ drift: [globalDrift('contrast', 1)] }, true],
    ];
    for (const [change, stale] of changes) expect(sweep.staleFor({ ...spec, ...change }), JSON.stringify(change)).to.equal(stale);
  });

  it('runs every pair of what is varied, and calls each by what it is', async () => {
    const { sweep, played } = fake();
    const plan: SweepPlan = {
      spec,
      axes: [
        { path: 'drift[0].severity', values: [1, 3] },
        { path: 'stop.epochs', values: [5, 9] },
      ],
    };
    void sweep.start(plan);
    await settled();
    expect(sweep.cells.map(({ values }) => values)).to.deep.equal([
      [1, 5],
      [1, 9],
      [3, 5],
      [3, 9],
    ]);
    expect(played[0]!.run.spec.stop.epochs).to.equal(5);
    expect(played[0]!.run.sweep).to.equal(planId(plan));
    played[0]!.tell({ type: 'failed', code: 'engine', text: 'The device was lost.', kept: 0 });
    await settled();
    expect(sweep.message).to.equal('With drift[0].severity 1, stop.epochs 5: The device was lost.');
    expect([sweep.budgets, sweep.points]).to.deep.equal([[], []]);
  });

  it('goes on with what is not there yet', async () => {
    const { sweep, budgets, played } = fake();
    const plan = over(10, 50, 100);
    const cells = cellsOf(plan);
    const known = new Map([cells[0]!, cells[2]!].map(({ spec: each }) => [contentId(each), sweep.came(record())]));
    const ended = sweep.start(plan, known);
    await settled();
    expect([budgets(), sweep.points.map(({ labels }) => labels)]).to.deep.equal([[50], [10, 100]]);
    played[0]!.tell(finished());
    await ended;
    expect([sweep.phase, sweep.points.map(({ labels }) => labels)]).to.deep.equal(['finished', [10, 50, 100]]);
  });

  it('draws the same combinations for the same root seed', () => {
    const plan: SweepPlan = { spec, axes: [labelsAxis([10, 20, 50, 100]), { path: 'stop.epochs', values: [1, 2, 3, 4] }], random: 5 };
    expect(cellsOf(plan)).to.deep.equal(cellsOf(structuredClone(plan)));
    expect(cellsOf(plan)).to.have.length(5);
    const other = { ...plan, spec: { ...spec, seeds: { ...spec.seeds, root: 99 } } };
    expect(cellsOf(other).map(({ values }) => values)).to.not.deep.equal(cellsOf(plan).map(({ values }) => values));
  });

  it('pauses and goes on', async () => {
    const { sweep, played } = fake();
    void sweep.start(over(10, 50));
    await settled();
    sweep.togglePause();
    expect([sweep.paused, played[0]!.run.phase]).to.deep.equal([true, 'paused']);
    sweep.togglePause();
    expect(sweep.paused).to.equal(false);
  });

  it('refuses what a field cannot be before anything runs', async () => {
    const { sweep, played } = fake();
    let refused: unknown;
    await sweep.start(over(10, -1)).catch((error: unknown) => (refused = error));
    expect(refused).to.be.instanceOf(RangeError);
    expect([played.length, sweep.phase]).to.deep.equal([0, 'idle']);
  });
});
