import { expect } from 'chai';
import type { Measures } from '../../../src/contracts/measures.ts';
import type { RunRecord } from '../../../src/contracts/record.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../src/spec/schema.ts';
import type { BarList } from '../../../src/ui/charts/bar-list.ts';
import { CellOpen, type ConfusionMap } from '../../../src/ui/charts/confusion-map.ts';
import { FieldChange, type ChoiceField } from '../../../src/ui/controls/fields.ts';
import '../../../src/ui/depth/depth-panel.ts';
import { pairsOf } from '../../../src/ui/depth/depth-figures.ts';
import '../../../src/ui/depth/depth-stage.ts';
import { plainMeasures } from '../../measure/synthetic-results.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';
import { runOf, type ArmOfRun } from '../run-of.ts';

const of = (...ids: string[]): Spec => ({ ...presets.quick.spec, arms: ids.map((id) => ({ id })) });
const confusing = (confusion: number[][]): Partial<Measures> => ({ scoresNew: { ...plainMeasures(0.5, 0.9).scoresNew, confusion } });

function storeWith(arms: Readonly<Record<string, ArmOfRun>>, seeds = 3) {
  const fake = fakeStore(of(...Object.keys(arms)));
  fake.store.run = runOf(fake.store.spec, arms, seeds);
  return { ...fake, pairs: pairsOf(fake.store.run.results, Object.keys(arms).at(-1)!) };
}
const race = { none: { accuracy: 0.5 }, 'head-only': { accuracy: 0.9, steps: 100 } };
const table = (element: HTMLElement, selector = 'tbody tr') =>
  Object.fromEntries(findAll(element, selector).map((row) => [words(row.children[0]!), [...row.children].slice(1).map(words).join(' | ')]));

describe('the section of what changed inside', () => {
  it('is folded, and comes when it is opened', async () => {
    const { store } = storeWith(race);
    const element = await mount('depth-stage', { store });
    expect(findAll(element, 'depth-panel')).to.have.length(0);
    find(element, 'summary').click();
    await new Promise<void>((resolve) => {
      const here = () => (element.shadowRoot!.querySelector('depth-panel') ? resolve() : requestAnimationFrame(here));
      here();
    });
    await settled(element);
    expect(findAll(element, 'depth-panel')).to.have.length(1);
  });

  it('says what is missing before a run, and where a run did not race “no repair”', async () => {
    const { store, touch } = fakeStore();
    const element = await mount('depth-panel', { store });
    expect(words(find(element, 'p'))).to.contain('Nothing to show yet');
    const { store: whole } = storeWith(race);
    store.run = whole.run;
    store.run.results.splice(0, Infinity, ...store.run.results.filter(({ arm }) => arm !== 'none'));
    store.run.apply({ type: 'stopped', kept: 3 });
    touch();
    await settled(element);
    expect(words(find(element, 'p'))).to.equal('There is no before and after: no seed has both this repair and “no repair”.');
  });

  it('shows the repair that the verdict favours, until another one is picked', async () => {
    const { store } = storeWith({ ...race, 'full-fine-tune': { accuracy: 0.8, steps: 100 } });
    store.run.record = {
      derived: { verdict: { favours: 'full-fine-tune' }, summary: store.summary },
      data: { classes: [] },
      seeds: [],
    } as unknown as RunRecord;
    const element = await mount('depth-panel', { store });
    const choice = find<ChoiceField>(element, 'choice-field');
    expect([choice.value, choice.choices.map(({ id }) => id)]).to.deep.equal(['full-fine-tune', ['head-only', 'full-fine-tune']]);
    choice.dispatchEvent(new FieldChange('head-only'));
    await settled(element);
    expect(choice.value).to.equal('head-only');
  });
});

describe('the confusion of a repair', () => {
  const confused = {
    none: {
      accuracy: 0.5,
      measures: confusing([
        [1, 1],
        [0, 2],
      ]),
    },
    'head-only': {
      accuracy: 0.9,
      steps: 10,
      measures: confusing([
        [2, 0],
        [1, 1],
      ]),
    },
  };

  it('is added up over seeds, as a table as well', async () => {
    const { store, pairs } = storeWith(confused);
    const element = await mount('depth-confusion', { store, pairs, arm: 'head-only' });
    expect(findAll<ConfusionMap>(element, 'confusion-map').map(({ matrix }) => matrix)).to.deep.equal([
      [
        [3, 3],
        [0, 6],
      ],
      [
        [6, 0],
        [3, 3],
      ],
      [
        [3, -3],
        [3, -3],
      ],
    ]);
    expect(table(element)).to.deep.equal({ 0: '3 → 6 | 3 → 0', 1: '0 → 3 | 6 → 3' });
  });

  it('opens the rows of the first seed in a cell, and closes them', async () => {
    const { store, pairs, touch } = storeWith(confused);
    store.run.apply({
      type: 'test-rows',
      seed: 0,
      rows: { rows: 4, inputShape: [2, 2, 1], x: new Float32Array(16), y: Int32Array.of(0, 0, 1, 1) },
    });
    store.run.apply({ type: 'predictions', seed: 0, arm: 'none', predicted: Int32Array.of(0, 1, 1, 1) });
    store.run.apply({ type: 'predictions', seed: 0, arm: 'head-only', predicted: Int32Array.of(0, 0, 0, 1) });
    touch();
    const element = await mount('depth-confusion', { store, pairs, arm: 'head-only' });
    findAll(element, 'confusion-map')[1]!.dispatchEvent(new CellOpen(1, 0));
    await settled(element);
    const samples = find(element, 'depth-samples');
    await settled(samples);
    expect(words(find(samples, 'p'))).to.equal('1 row of the first seed: label 1, named 0 after “tune the head”.');
    expect(findAll(samples, 'li').map(words)).to.deep.equal(['1 → 0']);
    expect(findAll(samples, '.predictions span').map(({ className }) => className)).to.deep.equal(['right', 'wrong']);
    find(samples, 'button').click();
    await settled(element);
    expect(findAll(element, 'depth-samples')).to.have.length(0);
  });

  it('says that a run from a file has no single rows', async () => {
    const { store, pairs } = storeWith(confused);
    const element = await mount('depth-confusion', { store, pairs, arm: 'head-only' });
    findAll(element, 'confusion-map')[0]!.dispatchEvent(new CellOpen(0, 0));
    await settled(element);
    expect(words(find(element, '[role=status]'))).to.contain('a run from a file has none');
  });
});

describe('the rows of a cell', () => {
  const facts = {
    classes: ['ham', 'spam'],
    predictedBefore: Int32Array.of(1),
    predictedAfter: Int32Array.of(0),
    what: 'label ham',
    indices: [0],
  };

  it('are texts as they were written, or the first columns of a table', async () => {
    const rows = { rows: 1, inputShape: [6], x: Float32Array.of(1.23456, NaN, 3, 4, 5, 6), y: Int32Array.of(0) };
    const texts = await mount('depth-samples', { ...facts, rows: { ...rows, text: ['free money'] } });
    expect([...find(texts, 'li').children].map(words)).to.deep.equal(['free money', 'spam → ham']);
    const cells = await mount('depth-samples', { ...facts, rows, columns: ['length', 'links', 'c', 'd', 'e', 'f'] });
    expect(words(find(cells, '.cells'))).to.equal('length 1.23 · links – · c 3 · d 4 · e 5 …');
  });

  it('are a dozen at most, and none where the first seed has none', async () => {
    const rows = { rows: 20, inputShape: [1, 1, 1], x: new Float32Array(20), y: new Int32Array(20) };
    const many = await mount('depth-samples', {
      ...facts,
      rows,
      predictedBefore: new Int32Array(20),
      predictedAfter: new Int32Array(20),
      indices: [...Array(20).keys()],
    });
    expect([findAll(many, 'li').length, words(find(many, 'p'))]).to.deep.equal([12, '12 of 20 rows of the first seed: label ham.']);
    const none = await mount('depth-samples', { ...facts, rows, indices: [] });
    expect(words(find(none, 'p'))).to.contain('No row of the first seed is in this cell');
  });
});

describe('the quality of the answers', () => {
  it('gives scores before and after with their paired change', async () => {
    const { store, pairs } = storeWith(race);
    const element = await mount('quality-scores', { store, pairs, arm: 'head-only' });
    const scores = table(element, '.scroll tbody tr');
    expect(scores['macro F1higher is better']).to.equal('50.0 ± 0.0 % | 90.0 ± 0.0 % | +40.0 ± 0.0 pt');
    expect(scores['log losslower is better']).to.equal('0.500 ± 0.000 nats | 0.100 ± 0.000 nats | −0.400 ± 0.000 nats');
    expect(scores, 'no groups, no worst one').to.not.have.property('accuracy of the worst grouphigher is better');
    const all = table(element);
    expect(all['fixed: wrong before, right now']).to.equal('5.0 ± 0.0 %');
    expect(all['broken: right before, wrong now']).to.equal('1.0 ± 0.0 %');
    expect(all['forgetting: old world, before minus after']).to.equal('0.0 ± 0.0 pt');
    expect(all['recovery: share of what can be won back']).to.equal('100.0 ± 0.0 %');
  });

  it('says so where nothing was to be won back', async () => {
    const { store, pairs } = storeWith({ none: { accuracy: 0.9 }, 'head-only': { accuracy: 0.8, steps: 10 } });
    const element = await mount('quality-scores', { store, pairs, arm: 'head-only' });
    expect(table(element)['recovery: share of what can be won back']).to.equal('nothing was to be won back');
  });

  it('tells no rate of groups that are too small, and that there may be no groups', async () => {
    const fairness = (accuracy: number): Partial<Measures> => ({
      fairnessNew: {
        groups: [
          { group: 0, rows: 60, accuracy },
          { group: 1, rows: 8, accuracy: null },
        ],
        worst: null,
        demographicParity: null,
        equalizedOdds: null,
      },
    });
    const { store, pairs } = storeWith({
      none: { accuracy: 0.5, measures: fairness(0.5) },
      'head-only': { accuracy: 0.9, measures: fairness(0.75) },
    });
    const element = await mount('quality-groups', { store, pairs });
    expect(table(element)).to.include({
      1: '60 | 50.0 ± 0.0 % | 75.0 ± 0.0 % | +25.0 ± 0.0 pt',
      2: '8 | fewer than 30 rows',
      'equalized odds difference': ' | needs two groups that are large enough',
    });
    const { store: plain, pairs: without } = storeWith(race);
    expect(words(find(await mount('quality-groups', { store: plain, pairs: without }), 'p'))).to.contain('has no groups');
  });
});

describe('the blocks of a model', () => {
  const bars = (element: HTMLElement) =>
    findAll<BarList>(element, 'bar-list').map((list) => list.bars.map(({ name, shown }) => `${name} ${shown}`));

  it('show how far they moved, and the pull on them when the run has ended', async () => {
    const { store, touch } = storeWith({ none: { accuracy: 0.5 }, 'head-only': { accuracy: 0.9, moved: { first: 0, head: 0.5 } } });
    const element = await mount('depth-blocks', { store, arm: 'head-only' });
    expect(bars(element)).to.deep.equal([['first 0.00 ± 0.00', 'head 0.50 ± 0.00']]);
    expect(findAll(element, 'p').map(words)).to.include('Told when the run has ended.');
    const seeds = [{ diagnosis: { pull: { first: 0.25, head: 1 } } }, { diagnosis: null }];
    store.run.record = { seeds } as unknown as RunRecord;
    touch();
    await settled(element);
    expect(bars(element)[1]).to.deep.equal(['first 0.25', 'head 1.00']);
  });

  it('show the gradients that set the rates, and what else a repair noted', async () => {
    const details = { 'relative gradient norm, layer 0': 0.4, 'relative gradient norm, layer 2': 0.1, learningRate: 0.003 };
    const { store } = storeWith({ none: { accuracy: 0.5 }, 'auto-rgn': { accuracy: 0.9, details } });
    const element = await mount('depth-blocks', { store, arm: 'auto-rgn' });
    expect(bars(element).at(-1)).to.deep.equal(['layer 0 0.40 ± 0.00', 'layer 2 0.10 ± 0.00']);
    expect(table(element)).to.deep.equal({ 'learning rate': '0.003' });
  });

  it('let the way to the tuned model be gone along, and a share of it be taken in the next run', async () => {
    const path = [0, 0.5, 1].map((share) => ({ share, accuracy: { new: 0.5 + 0.4 * share, old: 0.9 - 0.2 * share } }));
    const { store } = storeWith({ none: { accuracy: 0.5 }, 'wise-ft': { accuracy: 0.7, path } });
    const element = find<HTMLElementTagNameMap['depth-path']>(await mount('depth-blocks', { store, arm: 'wise-ft' }), 'depth-path');
    await settled(element);
    const slider = () => find<HTMLElementTagNameMap['range-field']>(element, 'range-field');
    expect([slider().shown, slider().meaning]).to.deep.equal(['50 %', 'new rows 70.0 ± 0.0 %, old rows 80.0 ± 0.0 %; this run took 50 %']);
    expect(findAll(element, 'button')).to.have.length(0);
    slider().dispatchEvent(new FieldChange(1));
    await settled(element);
    expect(slider().meaning).to.match(/^new rows 90\.0/);
    expect(store.spec.arms[1]).to.deep.equal({ id: 'wise-ft' });
    find(element, 'button').click();
    expect(store.spec.arms).to.deep.equal([{ id: 'none' }, { id: 'wise-ft', params: { alpha: 1 } }]);
  });
});
