import { expect } from 'chai';
import { robustnessOf } from '../../../src/decide/robustness.ts';
import { verdict } from '../../../src/decide/verdict.ts';
import { summarise } from '../../../src/measure/summary.ts';
import type { RunRecord } from '../../../src/contracts/record.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { robustOf } from '../../../src/state/robust-store.ts';
import { CompareRun } from '../../../src/state/compare-run.ts';
import '../../../src/ui/compare/robust-panel.ts';
import { arms, soundTiming, synthetic } from '../../measure/synthetic-results.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const { spec } = presets.quick;
const summaryOf = (head: number, seeds: number) =>
  summarise(
    synthetic(seeds, { none: { accuracyNew: 0.5 }, 'head-only': { accuracyNew: head }, 'retrain-all': { accuracyNew: 0.9 } }),
    arms,
    { margin: 0.01, watts: null, ...soundTiming },
  );
const summary = summaryOf(0.8, 10);
const answer = { summary, verdict: verdict(summary) };
const robustness = robustnessOf(answer, [
  { variant: { id: 'rate-third', title: 'learning rate × ⅓', knob: 'learning rate' }, summary: summaryOf(0.8, 6) },
  { variant: { id: 'epochs-half', title: 'half the epochs', knob: 'epochs' }, summary: summaryOf(0.95, 6) },
]);

async function panel(record: object) {
  const { store } = fakeStore();
  const run = Object.assign(new CompareRun(spec), {
    phase: 'finished',
    record: { spec, durationMs: 3000, seeds: Array(10).fill({}), derived: answer, ...record } as unknown as RunRecord,
  });
  store.run = run;
  const element = await mount('robust-panel', { store }, 900);
  return { element, store, run };
}

describe('the section on other recipes', () => {
  it('says beforehand what it will take, and starts it', async () => {
    const { element, store, run } = await panel({});
    expect(words(find(element, '.start'))).to.match(/^Try 8 other recipes about \d+(\.\d)? s: 3 seeds each$/);
    const started: unknown[] = [];
    Object.assign(robustOf(store), { start: (of: unknown) => started.push(of) });
    find<HTMLButtonElement>(element, 'button').click();
    expect(started).to.deep.equal([run]);
  });

  it('draws a recipe in every row, the best for the favourite first, with who leads', async () => {
    const { element } = await panel({ robustness });
    const rows = findAll(element, 'li[data-recipe]');
    expect(rows.map((row) => row.dataset['recipe'])).to.deep.equal(['rate-third', 'epochs-half']);
    expect(words(rows[0]!)).to.contain('start over on all data leads').and.to.contain('6 seeds');
    expect(words(rows[1]!)).to.contain('tune the head leads');
    expect(words(find(element, '.found'))).to.contain('under 1 of 2 other recipes. It turns with the epochs');
  });

  it('shows how far it is while it goes on, and why it ended early', async () => {
    const { element, store, run } = await panel({});
    Object.assign(robustOf(store), { phase: 'running', asked: run });
    element.requestUpdate();
    await settled(element);
    expect(findAll(element, 'progress')).to.have.length(1);
    Object.assign(robustOf(store), { phase: 'stopped', message: 'Stopped. Nothing is concluded from a part of the recipes.' });
    element.requestUpdate();
    await settled(element);
    expect(words(find(element, '[role=status]'))).to.contain('Nothing is concluded');
  });
});
