import { expect } from 'chai';
import type { RunRecord } from '../../../src/contracts/record.ts';
import { verdict } from '../../../src/decide/verdict.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../src/spec/schema.ts';
import { CompareRun } from '../../../src/state/compare-run.ts';
import '../../../src/ui/advice/advice-panel.ts';
import '../../../src/ui/compare/race-stage.ts';
import '../../../src/ui/compare/verdict-panel.ts';
import '../../../src/ui/experiment/run-bar.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';
import { runOf, summaryOf } from '../run-of.ts';

const spec: Spec = { ...presets.quick.spec, arms: ['none', 'head-only', 'retrain-all'].map((id) => ({ id })) };

/** A race that is over, with nothing diagnosed yet. */
function concluded() {
  const { store, touch } = fakeStore(spec);
  const run = runOf(
    spec,
    { none: { accuracy: 0.5 }, 'head-only': { accuracy: 0.9, steps: 100 }, 'retrain-all': { accuracy: 0.7, steps: 800 } },
    8,
  );
  store.run = run;
  const summary = summaryOf(run);
  const derived: RunRecord['derived'] = { summary, verdict: verdict(summary) };
  run.apply({ type: 'phase-started', phase: 'summary' });
  run.apply({ type: 'concluded', derived });
  const record = {
    ...{ runId: 'sha256:1', spec, derived, durationMs: 900, seeds: [], results: run.results },
    environment: { engine: { engine: 'wasm', library: 'none' } },
  } as unknown as RunRecord;
  return { store, touch, run, derived, record };
}
const headlineOf = ({ verdict: { headline } }: RunRecord['derived']) => `${headline.before}${headline.arm}${headline.after}`;

describe('the verdict of a race that is over', () => {
  it('does not wait for the diagnosis; only what needs the whole record does, and says so', async () => {
    const { store, touch, run, derived, record } = concluded();
    expect(run.busy).to.equal(true);
    const element = await mount('verdict-panel', { store });
    expect(words(find(element, '.headline'))).to.equal(headlineOf(derived));
    expect(words(find(element, '.note'))).to.contain('still being diagnosed');
    expect(findAll(element, '.actions')).to.have.length(0);

    run.apply({ type: 'finished', record });
    touch();
    await settled(element);
    expect(words(find(element, '.headline'))).to.equal(headlineOf(derived));
    expect(findAll(element, 'run-download')).to.have.length(1);
    expect(words(find(element, '.note'))).to.contain('took 0.9 s');
  });

  it('stays when the run is stopped before the diagnosis, without a record to save', async () => {
    const { store, run, derived } = concluded();
    run.apply({ type: 'stopped', kept: 24 });
    const element = await mount('verdict-panel', { store });
    expect(words(find(element, '.headline'))).to.equal(headlineOf(derived));
    expect(words(find(element, '.note'))).to.contain('no record of it to save');
  });

  it('is what the other parts of the page show: the race can be replayed, advice says what it waits for, and progress goes on', async () => {
    const { store } = concluded();
    expect(findAll(await mount('race-stage', { store }), '.replay')).to.have.length(1);
    expect(words(find(await mount('advice-panel', { store }), 'p'))).to.contain('as soon as the drift is diagnosed');
    expect(findAll(await mount('run-bar', { store }), 'progress')).to.have.length(1);
  });
});

describe('a run that goes on from another', () => {
  it('shows what that one came to until it has something to tell', () => {
    const { run, record } = concluded();
    run.apply({ type: 'finished', record });
    const next = new CompareRun(spec, { earlier: run });
    expect(next.derived).to.equal(undefined);
    expect(next.soFar).to.equal(record.derived.summary);
  });
});
