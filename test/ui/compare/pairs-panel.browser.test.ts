import { expect } from 'chai';
import { compared } from '../../../src/measure/statistics/comparison.ts';
import { summarise } from '../../../src/measure/summary.ts';
import type { RunRecord } from '../../../src/contracts/record.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { CompareRun } from '../../../src/state/compare-run.ts';
import { FieldChange } from '../../../src/ui/controls/fields.ts';
import '../../../src/ui/compare/pairs-panel.ts';
import { arms, soundTiming, synthetic, type Recipe } from '../../measure/synthetic-results.ts';
import { fakeStore } from '../fake-store.ts';
import { points } from '../../../src/measure/format.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const recipes = {
  none: { accuracyNew: 0.3 },
  'head-only': { accuracyNew: 0.9, spread: 0.001 },
  'full-fine-tune': { accuracyNew: 0.89, spread: 0.03 },
  'retrain-all': { accuracyNew: 0.8, spread: 0.01 },
};

async function panel(seeds: number, of: Readonly<Record<string, Recipe>> = recipes, margin = 0.01, metric?: string) {
  const summary = summarise(synthetic(seeds, of), arms, { margin, watts: null, ...soundTiming, ...(metric && { metric }) });
  const { store } = fakeStore();
  store.run = Object.assign(new CompareRun(presets.quick.spec), {
    phase: 'finished',
    record: { derived: { summary } } as unknown as RunRecord,
  });
  const element = await mount('pairs-panel', { store }, 900);
  const row = (title: string) => findAll(element, 'li').find((each) => words(each).startsWith(title))!;
  const charts = () => findAll<HTMLElementTagNameMap['forest-chart']>(element, 'forest-chart');
  return { element, summary, row, charts };
}

describe('one repair against every other', () => {
  it('holds all against the highest mean, and says what is shown, with the interval that is drawn', async () => {
    const { row, summary, charts } = await panel(8);
    expect(words(row('retrain on all')))
      .to.contain('Shown not to be the best')
      .and.to.contain('ahead on 0 of 8 seeds');
    const pair = compared(summary.comparisons, 'retrain-all', 'head-only');
    expect(words(row('retrain on all')))
      .to.contain(`p = ${summary.standing.p['retrain-all']!.toFixed(3)}`)
      .and.to.contain(points(pair.difference));
    expect(words(row('fine-tune all'))).to.match(/May be the best; (about \d+ more|more than 200|a few more) seeds/);
    const [chart] = charts().filter(({ arm }) => arm === 'retrain-all');
    expect(findAll(chart!, '.seed')).to.have.length(8);
    expect(findAll(chart!, '.interval')).to.have.length(1);
  });

  it('is turned round when another one is picked', async () => {
    const { element, row } = await panel(8);
    find(element, 'choice-field').dispatchEvent(new FieldChange('retrain-all'));
    await settled(element);
    expect(words(row('head only')))
      .to.contain('ahead on 8 of 8 seeds')
      .and.to.contain('ahead on 8 of 8 seeds');
  });

  it('says when two are as good as each other', async () => {
    const { row } = await panel(
      8,
      { 'head-only': { accuracyNew: 0.9, spread: 0.001 }, 'retrain-all': { accuracyNew: 0.899, spread: 0.001 } },
      0.05,
    );
    expect(words(row('retrain on all'))).to.contain('Equivalent within ±5.0 points');
  });

  it('shows dots and claims nothing below six seeds', async () => {
    const { row, charts } = await panel(4);
    expect(words(row('retrain on all')))
      .to.contain('No claim: 4 of 6 seeds')
      .and.not.to.contain('p =');
    for (const chart of charts().filter(({ arm }) => arm !== 'none'))
      expect([findAll(chart, '.seed').length, findAll(chart, '.interval').length]).to.deep.equal([4, 0]);
  });

  it('draws an arrow where doing nothing is far beyond what the repairs need', async () => {
    const { charts } = await panel(8);
    const [nothing] = charts().filter(({ arm }) => arm === 'none');
    expect(words(find(nothing!, 'text'))).to.equal('←');
    expect(nothing!.label).to.match(/^nothing: −60\.\d ± 0\.\d pt/);
  });

  it('is by the metric that decides, in its words: of a loss, less is better', async () => {
    const { element, row } = await panel(8, recipes, 0.01, 'log-loss');
    expect(words(find(element, 'p.quiet')))
      .to.contain('Difference in log loss on new rows to head only')
      .and.to.contain('a difference under 0.010 nats counts as none')
      .and.to.contain('The log loss decides this run');
    // Synthetic log loss is 1 − accuracy: retraining loses 0.1 more.
    expect(words(row('retrain on all'))).to.match(/\+0\.(09|10)\d ± 0\.0\d\d nats/);
  });
});
