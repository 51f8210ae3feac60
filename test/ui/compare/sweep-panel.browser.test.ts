import { expect } from 'chai';
import { summarise } from '../../../src/measure/summary.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { globalDrift } from '../../../src/spec/schema.ts';
import { axisFrom } from '../../../src/spec/vary.ts';
import { CompareRun } from '../../../src/state/compare-run.ts';
import { cellsOf, labelsAxis, sweepOf, type SweepPlan, type SweepStore } from '../../../src/state/sweep-store.ts';
import type { SweepChart } from '../../../src/ui/charts/sweep-chart.ts';
import '../../../src/ui/compare/sweep-panel.ts';
import { arms, soundTiming, synthetic } from '../../measure/synthetic-results.ts';
import { fakeStore, type FakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const { spec } = presets.quick;
const at = (labels: number, tuned: number, retrained: number, seeds = 8) => ({
  labels,
  summary: summarise(
    synthetic(seeds, { none: { accuracyNew: 0.5 }, 'head-only': { accuracyNew: tuned }, 'retrain-all': { accuracyNew: retrained } }),
    arms,
    { margin: 0.01, watts: null, ...soundTiming },
  ),
});
const points = [at(10, 0.8, 0.7), at(100, 0.85, 0.93)];

/** A sweep over these budgets, of which so many are done. */
const swept = (done: readonly ReturnType<typeof at>[], of = spec): Pick<SweepStore, 'plan' | 'cells'> => ({
  plan: { spec: of, axes: [labelsAxis([10, 100])] },
  cells: cellsOf({ spec: of, axes: [labelsAxis([10, 100])] }).map((cell) => {
    const found = done.find(({ labels }) => labels === cell.spec.labels.budget);
    return { ...cell, ...(found && { summary: found.summary }) };
  }),
});

/** The panel, opened, on a sweep that is as the test says. */
async function opened(sweep: Partial<SweepStore> = {}, fake: FakeStore = fakeStore()) {
  Object.assign(sweepOf(fake.store), sweep);
  const element = await mount('sweep-panel', { store: fake.store });
  find(element, 'summary').click();
  await settled(element);
  return { ...fake, element };
}
const button = (element: HTMLElement) => find<HTMLButtonElement>(element, 'button.run, button.stop');

describe('the section on label budgets', () => {
  it('is closed at first', async () => {
    const element = await mount('sweep-panel', { store: fakeStore().store });
    expect(find<HTMLDetailsElement>(element, 'details').open).to.equal(false);
    expect(findAll(element, 'button')).to.have.length(0);
    expect(words(find(element, 'summary'))).to.match(/^How many labels would change this\?/);
  });

  it('says what it will run, and starts it', async () => {
    const { element, store } = await opened();
    expect(find<HTMLInputElement>(element, '.values').value).to.equal('10, 20, 50, 100, 200, 400');
    const started: unknown[] = [];
    Object.assign(sweepOf(store), { start: async (plan: SweepPlan) => void started.push(plan.axes) });
    button(element).click();
    expect(started).to.deep.equal([[labelsAxis([10, 20, 50, 100, 200, 400])]]);
  });

  it('cannot be started while a run goes on, or where the experiment cannot run', async () => {
    const busy = fakeStore();
    Object.assign(busy.store, { run: Object.assign(new CompareRun(spec), { phase: 'running' }) });
    const { element } = await opened({}, busy);
    expect(button(element).disabled).to.equal(true);
    expect(words(find(element, '.parts'))).to.contain('Wait until the run has ended');
    const refused = fakeStore();
    Object.assign(refused.store.data, { refusal: { text: 'no such drift', issues: [] } });
    expect(button((await opened({}, refused)).element).disabled).to.equal(true);
  });

  it('shows how far it is while it goes on, what is finished so far, and stops', async () => {
    const { element, store } = await opened({ phase: 'running', ...swept(points.slice(0, 1)) });
    expect(find<HTMLProgressElement>(element, 'progress').value).to.equal(0.5);
    expect(words(find(element, 'summary'))).to.contain('1 of 2 experiments done');
    expect(words(find(element, '.found')), 'a part concludes nothing').to.equal('');
    expect(
      find<SweepChart>(element, 'sweep-chart').lines.map(({ id, values }) => [id, values.map((value) => value !== null)]),
    ).to.deep.equal([
      ['none', [true, false]],
      ['head-only', [true, false]],
      ['retrain-all', [true, false]],
    ]);
    button(element).click();
    expect(sweepOf(store).phase).to.equal('stopped');
  });

  it('says in a sentence where retraining overtakes fine-tuning, and shades that in the chart', async () => {
    const { element } = await opened({ phase: 'finished', ...swept(points) });
    expect(words(find(element, '.found'))).to.match(/^Fine-tuning is overtaken between 10 and 100 labels: /);
    expect(find<SweepChart>(element, 'sweep-chart').between).to.deep.equal([10, 100]);
    expect(words(find(element, '.parts'))).to.contain('over 8 seeds');
  });

  it('concludes nothing from fewer than 6 seeds', async () => {
    const few = [at(10, 0.8, 0.7, 3), at(100, 0.85, 0.93, 3)];
    const { element } = await opened({ phase: 'finished', ...swept(few) });
    expect(words(find(element, '.found'))).to.match(/^Nothing is concluded from fewer than 6 seeds/);
    expect(find<SweepChart>(element, 'sweep-chart').between).to.equal(undefined);
  });

  it('says why a sweep ended early, and when it is of another experiment', async () => {
    const other = { ...spec, drift: [globalDrift('rotation', 2)] };
    const { element } = await opened({ phase: 'failed', ...swept(points.slice(0, 1), other), message: 'With 100 labels: no.' });
    expect(findAll(element, '[role=status]').map(words)).to.deep.equal([
      'With 100 labels: no.',
      'You changed the experiment. This sweep belongs to the one before; run it again to renew it.',
    ]);
    expect(words(button(element))).to.equal('Run the sweep again');
  });

  it('varies two fields, with a map of who is ahead', async () => {
    const plan: SweepPlan = {
      spec,
      axes: [
        { path: 'drift[0].severity', values: [1, 3] },
        { path: 'stop.epochs', values: [5, 9] },
      ],
    };
    const cells = cellsOf(plan).map((cell, i) => ({ ...cell, ...(i < 3 && { summary: at(10, i ? 0.9 : 0.6, 0.7).summary }) }));
    const { element } = await opened({ phase: 'stopped', plan, cells });
    const map = find(element, 'sweep-map');
    await settled(map);
    expect(findAll(map, 'td').map((cell) => words(cell).replace(/ ?[\d.]+ .*$/, ''))).to.deep.equal([
      'retrain on all',
      'head only',
      'head only',
      'to come',
    ]);
    expect(findAll(map, 'th[scope=col]').map(words)).to.deep.equal(['severity of the drift \\ epochs of a repair', '5', '9']);
  });

  it('varies up to four fields: a map for each value of the third and the fourth, with the same rows and columns', async () => {
    const plan: SweepPlan = {
      spec,
      axes: [
        { path: 'drift[0].severity', values: [1, 3] },
        { path: 'stop.epochs', values: [5, 9] },
        { path: 'base.learningRate', values: [0.001, 0.01] },
        { path: 'labels.budget', values: [20, 50, 100] },
      ],
    };
    const cells = cellsOf(plan).map((cell, i) => ({ ...cell, ...(i < 23 && { summary: at(10, i % 6 ? 0.9 : 0.6, 0.7).summary }) }));
    const { element } = await opened({ phase: 'stopped', plan, cells });
    const map = find(element, 'sweep-map');
    await settled(map);
    expect(findAll(map, 'figcaption').map(words)).to.deep.equal(
      [0.001, 0.01].flatMap((rate) => [20, 50, 100].map((labels) => `learning rate ${rate}, labels of the new world ${labels}`)),
    );
    for (const table of findAll(map, 'table')) {
      expect([...table.querySelectorAll('thead th')].map(words)).to.deep.equal(['severity of the drift \\ epochs of a repair', '5', '9']);
      expect([...table.querySelectorAll('tbody th')].map(words)).to.deep.equal(['1', '3']);
    }
    // Cell 23 is the last combination: severity 3, 9 epochs, rate 0.01, 100 labels. It is the only one to come.
    expect(findAll(map, 'td').map((cell) => words(cell) === 'to come')).to.deep.equal(cells.map((_, i) => i === 23));
    // Cell 0 and every sixth: the first value of the third and the fourth field.
    const ahead = (figure: HTMLElement) => [...figure.querySelectorAll('.name')].map(words);
    expect(findAll(map, 'figure').map(ahead).map((names) => names.every((name) => name.startsWith('retrain')))).to.deep.equal([true, false, false, false, false, false]); // prettier-ignore
  });

  it('offers one more field until there are four, and counts the combinations', async () => {
    const { element } = await opened();
    const more = () => findAll<HTMLButtonElement>(element, 'button.more');
    for (const fields of [2, 3, 4]) {
      more()[0]!.click();
      await settled(element);
      expect(findAll(element, '.values')).to.have.length(fields);
    }
    expect(more()).to.have.length(0);
    const counts = findAll<HTMLInputElement>(element, '.values').map(({ value }) => axisFrom(`x=${value}`).values.length);
    expect(words(find(element, '.count'))).to.equal(`of ${counts.reduce((product, each) => product * each, 1)} combinations`);
  });

  it('says what is wrong with what is typed, and runs nothing', async () => {
    const { element, store } = await opened();
    const started: unknown[] = [];
    Object.assign(sweepOf(store), { run: undefined });
    const values = find<HTMLInputElement>(element, '.values');
    values.value = '10, many';
    values.dispatchEvent(new Event('change'));
    await settled(element);
    button(element).click();
    await settled(element);
    await settled(element);
    expect(words(find(element, '[role=alert]'))).to.match(/^labels\.budget = "many"/);
    expect(started).to.deep.equal([]);
  });
});
