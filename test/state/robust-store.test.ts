import { expect } from 'chai';
import { verdict } from '../../src/decide/verdict.ts';
import { summarise } from '../../src/measure/summary.ts';
import type { AnyRecord, RunRecord } from '../../src/contracts/record.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { recipeVariants } from '../../src/spec/recipe-variants.ts';
import { RobustStore } from '../../src/state/robust-store.ts';
import { CompareRun } from '../../src/state/compare-run.ts';
import { arms, soundTiming, synthetic } from '../measure/synthetic-results.ts';
import { fakeSeries } from './fake-series.ts';
import { settled } from '../turns.ts';

const { spec } = presets.quick;
const record = (head: number, seeds: number): RunRecord => {
  const summary = summarise(
    synthetic(seeds, { none: { accuracyNew: 0.5 }, 'head-only': { accuracyNew: head }, 'retrain-all': { accuracyNew: 0.9 } }),
    arms,
    { margin: 0.01, watts: null, ...soundTiming },
  );
  return { runId: 'sha256:before', spec, derived: { summary, verdict: verdict(summary) } } as unknown as RunRecord;
};

function fake() {
  const { parts, played } = fakeSeries();
  const kept: AnyRecord[] = [];
  const robust = new RobustStore({ ...parts, keep: (one) => void kept.push(one) }, () => 0);
  const asked = Object.assign(new CompareRun(spec), { phase: 'finished', record: record(0.8, 10) });
  return { robust, played, asked, kept };
}

describe('the recipes that an answer has to survive', () => {
  it('run one after the other, and what they say joins the record, which gets an id of its own', async () => {
    const { robust, played, asked, kept } = fake();
    const ended = robust.start(asked);
    for (const [i, { spec: expected, title }] of recipeVariants(spec).entries()) {
      await settled();
      expect(robust.running).to.equal(title);
      expect(played[i]!.run.spec).to.deep.equal(expected);
      played[i]!.tell({ type: 'finished', record: record(i < 2 ? 0.95 : 0.8, 6) });
    }
    await ended;
    expect(kept).to.deep.equal([asked.record]);
    const { robustness, runId } = asked.record!;
    expect(robustness).to.include({ favourite: 'retrain-all', stays: 6 });
    expect(robustness!.recipes).to.have.length(8);
    expect(runId).not.to.equal('sha256:before');
    expect(robust.busy).to.equal(false);
  });

  it('conclude nothing when stopped or when one fails, and can be asked again', async () => {
    const { robust, played, asked } = fake();
    const ended = robust.start(asked);
    await settled();
    played[0]!.tell({ type: 'failed', code: 'engine', text: 'The GPU is lost.', kept: 0 });
    await ended;
    expect([robust.phase, robust.message, asked.record!.robustness]).to.deep.equal([
      'failed',
      'With learning rate × ⅓: The GPU is lost.',
      undefined,
    ]);
    void robust.start(asked);
    await settled();
    robust.stop();
    expect([robust.phase, robust.message]).to.deep.equal(['stopped', 'Stopped. Nothing is concluded from a part of the recipes.']);
    expect(asked.record!.robustness).to.equal(undefined);
  });
});
