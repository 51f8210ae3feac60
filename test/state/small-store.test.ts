import { expect } from 'chai';
import { verdict } from '../../src/decide/verdict.ts';
import { summarise } from '../../src/measure/summary.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { smallRuns } from '../../src/spec/shrunk.ts';
import { SmallStore } from '../../src/state/small-store.ts';
import { arms, soundTiming, synthetic } from '../measure/synthetic-results.ts';
import { fakeSeries } from './fake-series.ts';
import { settled } from '../turns.ts';

const { spec } = presets.quick;
const record = (): RunRecord => {
  const results = synthetic(6, { none: { accuracyNew: 0.5 }, 'retrain-all': { accuracyNew: 0.9, trainMs: 100 } });
  const summary = summarise(results, arms, { margin: 0.01, watts: null, ...soundTiming });
  return { runId: 'sha256:one', spec, derived: { summary, verdict: verdict(summary) } } as unknown as RunRecord;
};

function fake() {
  const { parts, played } = fakeSeries();
  return { small: new SmallStore(parts, () => 0), played };
}

describe('starting small', () => {
  it('runs the sizes one after the other, ascending, and foresees the whole', async () => {
    const { small, played } = fake();
    const ended = small.start(spec);
    for (const [i, { share, spec: expected }] of smallRuns(spec).entries()) {
      await settled();
      expect(small.running).to.equal(share);
      expect(played[i]!.run.spec).to.deep.equal(expected);
      played[i]!.tell({ type: 'finished', record: record() });
    }
    await ended;
    expect(small.phase).to.equal('finished');
    expect(small.foreseen!.favourite.id).to.equal('retrain-all');
    expect(small.isOf(spec)).to.equal(true);
    expect(small.isOf({ ...spec, labels: { budget: 3 } })).to.equal(false);
  });
  it('says why, where the experiment is small already', async () => {
    const { small, played } = fake();
    await small.start({ ...spec, labels: { budget: 4 } });
    expect([small.phase, played.length]).to.deep.equal(['failed', 0]);
    expect(small.message).to.match(/labels\.budget is 1, fewer than 2.*run it as it is/);
  });
  it('foresees nothing from a part of the sizes', async () => {
    const { small, played } = fake();
    const ended = small.start(spec);
    await settled();
    small.stop();
    played[0]!.tell({ type: 'stopped', kept: 0 });
    await ended;
    expect([small.phase, small.foreseen]).to.deep.equal(['stopped', undefined]);
    expect(small.message).to.contain('Nothing is foreseen from a part of the sizes.');
  });
});
