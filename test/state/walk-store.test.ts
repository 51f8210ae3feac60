import { expect } from 'chai';
import type { RunEvent } from '../../src/contracts/events.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import { summarise } from '../../src/measure/summary.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { contentId } from '../../src/spec/canonical.ts';
import { CompareRun } from '../../src/state/compare-run.ts';
import { planId } from '../../src/state/sweep-store.ts';
import { WalkStore, type WalkPlan } from '../../src/state/walk-store.ts';
import { arms, soundTiming, synthetic } from '../measure/synthetic-results.ts';
import { settled } from '../turns.ts';

const { spec } = presets.births;
const at = (cut: string): Spec => ({ ...spec, data: { ...spec.data, regimes: { cut }, split: { ...spec.data.split, newPool: 200 } } });
const cuts = ['1979-01-01', '1994-01-01'];
const plan: WalkPlan = { spec, axes: [], steps: cuts.map((cut) => ({ id: `cut at ${cut}`, cut, spec: at(cut) })), passed: [] };

/** A record of a cut at which the head reaches that. */
function record(head: number): RunRecord {
  const right: Readonly<Record<string, number>> = { none: 0.5, 'head-only': head };
  const results = synthetic(6, { none: { accuracyNew: 0 }, 'head-only': { accuracyNew: 0 } }).map((each) => ({
    ...each,
    measures: { ...each.measures, accuracyNew: right[each.arm]! },
  }));
  return { results, derived: { summary: summarise(results, arms, { margin: 0.01, watts: null, ...soundTiming }) } } as unknown as RunRecord;
}

function fake() {
  const played: { run: CompareRun; tell: (event: RunEvent) => void }[] = [];
  const walk = new WalkStore(
    {
      own: async () => ({}),
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
      pause: () => {},
      halt: () => {},
      enter: () => () => {},
    },
    () => 0,
  );
  return { walk, played };
}

describe('a walk through time on the page', () => {
  it('runs the experiments that were planned, each as part of that walk, and keeps what they come to', async () => {
    const { walk, played } = fake();
    const ended = walk.start(plan);
    await settled();
    expect(walk.walk, 'before the first').to.equal(undefined);
    expect([played[0]!.run.spec, played[0]!.run.sweep]).to.deep.equal([at('1979-01-01'), planId(plan)]);
    played[0]!.tell({ type: 'finished', record: record(0.8) });
    await settled();
    expect(walk.walk!.points.map(({ cut }) => cut)).to.deep.equal(['1979-01-01']);
    played[1]!.tell({ type: 'finished', record: record(0.9) });
    await ended;
    expect(walk.phase).to.equal('finished');
    const head = walk.walk!.arms.find(({ id }) => id === 'head-only')!;
    // 200 and 100 of a thousand each.
    expect(head.soFar.map(({ wrong }) => Math.round(wrong!))).to.deep.equal([200, 300]);
    expect(walk.walk, 'worked out once').to.equal(walk.walk);
  });

  it('goes on with the cuts that are not there yet', async () => {
    const { walk, played } = fake();
    const ended = walk.start(plan, new Map([[contentId(at('1979-01-01')), walk.came(record(0.8))]]));
    await settled();
    expect(played.map(({ run }) => run.spec.data.regimes)).to.deep.equal([{ cut: '1994-01-01' }]);
    played[0]!.tell({ type: 'finished', record: record(0.9) });
    await ended;
    expect(walk.walk!.points).to.have.length(2);
  });

  it('names the cut at which an experiment cannot run', async () => {
    const { walk, played } = fake();
    const ended = walk.start(plan);
    await settled();
    played[0]!.tell({ type: 'failed', code: 'bad-input', text: 'There is one class only.', kept: 0 });
    await ended;
    expect([walk.phase, walk.message]).to.deep.equal(['failed', 'With cut at 1979-01-01: There is one class only.']);
  });

  it('stays the walk of an experiment that is cut elsewhere, and of no other', () => {
    const { walk } = fake();
    void walk.start(plan);
    expect(walk.staleFor(at('2004-01-01'))).to.equal(false);
    expect(walk.staleFor({ ...spec, labels: { budget: 20 } })).to.equal(true);
  });
});
