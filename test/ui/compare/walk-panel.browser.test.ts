import { expect } from 'chai';
import type { WalkAnswer } from '../../../src/contracts/services.ts';
import { summarise } from '../../../src/measure/summary.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../src/spec/schema.ts';
import { cellsOf } from '../../../src/state/sweep-store.ts';
import { walkOf, type WalkPlan, type WalkStore } from '../../../src/state/walk-store.ts';
import type { WalkChart } from '../../../src/ui/charts/walk-chart.ts';
import '../../../src/ui/compare/walk-panel.ts';
import { arms, soundTiming, synthetic } from '../../measure/synthetic-results.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const { spec } = presets.births;
const at = (cut: string): Spec => ({ ...spec, data: { ...spec.data, regimes: { cut } } });
const steps = ['1979-01-01', '1994-01-01', '2004-01-01'].map((cut) => ({ id: `cut at ${cut}`, cut, spec: at(cut) }));
const passed = [{ cut: '1970-01-01', why: '365 rows are of the old world, too few' }];
const plan: WalkPlan = { spec, axes: [], steps, passed };

/** What a run at each cut comes to, of so many that are done; each later window is worse by 5 points. */
const cells = (done: number) =>
  cellsOf(plan).map((cell, i) => {
    const right: Readonly<Record<string, number>> = { none: 0.5, 'head-only': 0.8 - i / 50, 'retrain-all': 0.7 + i / 10 };
    // Seeds lie a point around, and agree on the order.
    const results = synthetic(8, { none: { accuracyNew: 0 }, 'head-only': { accuracyNew: 0 }, 'retrain-all': { accuracyNew: 0 } }).map(
      (each) => ({ ...each, measures: { ...each.measures, accuracyNew: right[each.arm]! + (each.seed % 2 ? 0.01 : -0.01) } }),
    );
    const aged = results.map((each) => ({
      ...each,
      later: steps.slice(i + 1).map((_, age) => each.measures.accuracyNew - 0.05 * (age + 1)),
    }));
    const summary = summarise(results, arms, { margin: 0.01, watts: null, ...soundTiming });
    return { ...cell, ...(i < done && { summary, results: aged }) };
  });

/** The panel, opened; `asked` is what the rows were asked about. */
async function opened(
  walk: Partial<WalkStore> = {},
  answer: (asked: readonly string[]) => WalkAnswer = () => ({ asked: ['every 5 years'], steps, passed }),
) {
  const asked: (readonly string[])[] = [];
  const fake = fakeStore(spec, {
    walk: async (_, cuts) => {
      asked.push(cuts);
      return answer(cuts);
    },
  });
  Object.assign(walkOf(fake.store), walk);
  const element = await mount('walk-panel', { store: fake.store });
  await element.show();
  return { ...fake, element, asked };
}

describe('the section on a walk through time', () => {
  it('is there for data that have a time, and closed at first', async () => {
    expect(words(await mount('walk-panel', { store: fakeStore(presets.quick.spec).store }))).to.equal('');
    const element = await mount('walk-panel', { store: fakeStore(spec).store });
    expect(find<HTMLDetailsElement>(element, 'details').open).to.equal(false);
    expect(findAll(element, 'button')).to.have.length(0);
  });

  it('says at which cuts it would run and which it passes over, and starts just that', async () => {
    const { element, store, asked } = await opened();
    expect(asked).to.deep.equal([[]]);
    expect(words(find(element, '.said'))).to.equal('3 cuts, from 1979-01-01 to 2004-01-01');
    expect(words(find(element, '.passed'))).to.equal('Not cut at 1970-01-01: 365 rows are of the old world, too few.');
    const started: WalkPlan[] = [];
    Object.assign(walkOf(store), { start: async (given: WalkPlan) => void started.push(given) });
    find(element, 'button.run').click();
    expect(started).to.deep.equal([plan]);
  });

  it('asks the rows again about cuts of one’s own, and says why they cannot be', async () => {
    const { element, asked } = await opened({}, (cuts) =>
      cuts.length ? { refusal: { text: '“soon” is no date', issues: [] } } : { asked: ['every 5 years'], steps, passed },
    );
    const select = find(element, 'choice-field').shadowRoot!.querySelector('select')!;
    expect(select.value).to.equal('every 5 years');
    select.value = 'typed';
    select.dispatchEvent(new Event('change'));
    await settled(element);
    const typed = find<HTMLInputElement>(element, '.values');
    typed.value = '1990-01-01, soon';
    typed.dispatchEvent(new Event('change'));
    await settled(element);
    await element.show();
    expect(asked.at(-1)).to.deep.equal(['1990-01-01', 'soon']);
    expect(words(find(element, '[role=alert]'))).to.equal('“soon” is no date');
    expect(find<HTMLButtonElement>(element, 'button.run').disabled).to.equal(true);
  });

  it('shows how far it is and what is finished so far, concludes nothing, and stops', async () => {
    const { element, store } = await opened({ phase: 'running', plan, cells: cells(1) });
    expect(find<HTMLProgressElement>(element, 'progress').value).to.be.closeTo(1 / 3, 1e-6);
    expect(words(find(element, 'summary'))).to.contain('1 of 3 cuts done');
    const found = find(element, 'walk-found');
    expect(words(find(found, '.found'))).to.equal('');
    expect(findAll(found, 'table')).to.have.length(1);
    expect(findAll(found, 'td.best').map(words)).to.deep.equal(['head only', 'to come', 'to come']);
    find(element, 'button.stop').click();
    expect(walkOf(store).phase).to.equal('stopped');
  });

  it('tells which repair was best at each cut, how each ages, and what it adds up to', async () => {
    const { element } = await opened({ phase: 'finished', plan, cells: cells(3) });
    const found = find(element, 'walk-found');
    expect(words(find(found, '.found'))).to.match(/^Of 3 cuts one repair is shown best at 3: .*Always making the same repair/s);
    const [byCut, byRepair] = findAll(found, 'table');
    expect([...byCut!.querySelectorAll('td.best')].map((cell) => words(cell as HTMLElement))).to.deep.equal([
      'head only',
      'retrain on all',
      'retrain on all',
    ]);
    const rows = [...byRepair!.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => words(cell as HTMLElement)));
    // Head only: 80, 78, 76 % right, and made anew 78 instead of 75, 76 instead of 73: shown after one window.
    expect(rows.find(([title]) => title === 'head only')).to.deep.include.members(['0', '660']);
    expect(rows.at(-1)!.slice(0, 3)).to.deep.equal(['best each time', '–', '500']);
    expect(find<WalkChart>(found, 'walk-chart').best).to.deep.equal(['head-only', 'retrain-all', 'retrain-all']);
  });

  it('draws what making the same repair always comes to instead', async () => {
    const { element } = await opened({ phase: 'finished', plan, cells: cells(3) });
    const found = find(element, 'walk-found');
    const select = find(found, 'choice-field').shadowRoot!.querySelector('select')!;
    expect([...select.options].map(({ value }) => value)).to.deep.equal(['sound', 'behind', 'wrong', 'labels', 'flops']);
    select.value = 'wrong';
    select.dispatchEvent(new Event('change'));
    await settled(found);
    const { lines, amount } = find<WalkChart>(found, 'walk-chart');
    expect(lines.find(({ id }) => id === 'head-only')!.values.map((value) => Math.round(value!.mean))).to.deep.equal([200, 420, 660]);
    expect(amount!(12.4)).to.equal('12');
  });

  it('says when what is shown is of another experiment', async () => {
    const { element } = await opened({ phase: 'finished', plan: { ...plan, spec: { ...spec, labels: { budget: 20 } } }, cells: cells(3) });
    expect(findAll(element, '[role=status]').map(words).join(' ')).to.contain(
      'You changed the experiment. This walk belongs to the one before',
    );
  });
});
