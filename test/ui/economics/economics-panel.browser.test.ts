import { expect } from 'chai';
import { defaultEconomics } from '../../../src/decide/economics.ts';
import { summarise } from '../../../src/measure/summary.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { EconomicsStore } from '../../../src/state/economics-store.ts';
import type { TornadoChart } from '../../../src/ui/charts/tornado-chart.ts';
import type { EconomicsEnergy } from '../../../src/ui/economics/economics-energy.ts';
import type { EconomicsField } from '../../../src/ui/economics/economics-field.ts';
import { energyText, gramsText, money, plain } from '../../../src/ui/economics/economics-format.ts';
import '../../../src/ui/economics/economics-panel.ts';
import { namedRegions } from '../../../src/ui/economics/economics-regions.ts';
import { arms, soundTiming, synthetic } from '../../measure/synthetic-results.ts';
import { wattBand } from '../../../src/measure/energy/energy.ts';
import { findDevice } from '../../../src/measure/energy/devices.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

/** Storage that only this test sees. */
function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: () => null,
    length: 0,
  };
}

const watts = wattBand(findDevice('laptop-igpu')!, 1, 1);
const summary = (seeds = 8, retrained = 0.9) =>
  summarise(
    synthetic(seeds, {
      none: { accuracyNew: 0.5 },
      'head-only': { accuracyNew: 0.85, trainMs: 400 },
      'retrain-all': { accuracyNew: retrained, trainMs: 4000 },
    }),
    arms,
    { ...soundTiming, margin: 0.01, watts },
  );

/** The panel after a run, open, on prices of its own. */
async function panel(found = summary(), width = 700, prices = new EconomicsStore(memory)) {
  const { store, touch } = fakeStore(presets.quick.spec);
  Object.defineProperty(store, 'summary', { value: found, configurable: true });
  const element = await mount('economics-panel', { store, economics: prices }, width);
  find<HTMLDetailsElement>(element, 'details').open = true;
  await settled(element);
  await settled(element);
  return { element, store, prices, touch };
}
/** The sentences of the comparison, with the words that can be explained. */
const said = (element: HTMLElement): string[] =>
  findAll(element, '.said p').map((each) => {
    const term = each.querySelector('term-tip')?.term ?? '';
    return `${term} ${words(each)}`.replace(' :', ':').trim();
  });
const tableOf = (element: HTMLElement) => find(element, 'economics-table');
/** The name of a row, explained or not. */
const nameOf = (cell: Element): string => cell.querySelector('term-tip')?.term ?? words(cell);
const row = (element: HTMLElement, name: string) =>
  findAll(tableOf(element), 'tbody tr').find((each) => nameOf(each.children[0]!) === name)!;
const cells = (element: HTMLElement, name: string) => [...row(element, name).children].slice(1).map(words);
const field = (element: HTMLElement, id: string) =>
  find<EconomicsField>(find(element, 'economics-inputs'), `economics-field[data-id=${id}]`);
async function type(element: HTMLElement, id: string, text: string) {
  const input = find<HTMLInputElement>(field(element, id), 'input');
  input.value = text;
  input.dispatchEvent(new Event('change'));
  await settled(element);
  await settled(element);
}

describe('the panel “What it would cost you”', () => {
  it('is not there before a repair has a result, nor while a run goes on', async () => {
    const { store } = fakeStore();
    const element = await mount('economics-panel', { store, economics: new EconomicsStore(memory) });
    expect(findAll(element, 'details')).to.have.length(0);
    const after = await panel();
    after.store.run.phase = 'running';
    after.touch();
    await settled(after.element);
    expect(findAll(after.element, 'details')).to.have.length(0);
  });

  it('begins closed, with the range of the totals and that they are lower bounds', async () => {
    const { store } = fakeStore();
    Object.defineProperty(store, 'summary', { value: summary() });
    const element = await mount('economics-panel', { store, economics: new EconomicsStore(memory) });
    expect(find<HTMLDetailsElement>(element, 'details').open).to.equal(false);
    // 100 labels at $0.036, and computing in hundredths of a cent.
    expect(words(find(element, 'summary'))).to.match(/^What it would cost you at least \$3\.61–\$3\.71 a repair; some prices are blank$/);
    expect(findAll(element, 'economics-table')).to.have.length(0);
  });

  it('has a column per repair, and names what is blank', async () => {
    const { element } = await panel();
    expect(findAll(tableOf(element), 'thead th').map(words)).to.deep.equal(['cost of one repair', 'head only', 'retrain on all']);
    expect(cells(element, 'data preparation')).to.deep.equal(['$3.60', '$3.60']);
    // Half a second of computing, with electricity left out.
    expect(cells(element, 'compute')[0]).to.equal('≥ $0');
    expect(cells(element, 'talent')).to.deep.equal(['blank', 'blank']);
    expect(words(find(tableOf(element), '.missing')))
      .to.contain('engineer’s work to retrain')
      .and.contain('value of a day’s delay');
  });

  it('adds what is typed to the totals', async () => {
    const { element } = await panel();
    await type(element, 'engineerHoursRetrain', '10');
    expect(cells(element, 'talent')).to.deep.equal(['blank', '$760']);
    expect(cells(element, 'total')[1]).to.equal('≥ $764');
    await type(element, 'engineerHoursRetrain', '');
    expect(cells(element, 'talent')).to.deep.equal(['blank', 'blank']);
  });

  it('refuses a negative price beside its field, and keeps the one before', async () => {
    const { element, prices } = await panel();
    await type(element, 'labelPrice', '-1');
    expect(words(find(field(element, 'labelPrice'), '[role=alert]'))).to.equal('A number of 0 or more, or nothing, please.');
    expect(prices.inputs).to.equal(defaultEconomics);
    expect(() => prices.setPrice('labelPrice', -1)).to.throw(RangeError, 'labelPrice');
  });

  it('says where each figure is from, and goes back to it', async () => {
    const { element, prices } = await panel();
    expect(field(element, 'engineerRate').source).to.match(/BLS OEWS May 2024.*\(2024-05\)$/);
    await type(element, 'engineerRate', '100');
    expect(field(element, 'engineerRate').source).to.equal('your own figure');
    find(field(element, 'engineerRate'), 'button.link').click();
    expect(prices.inputs.prices.engineerRate).to.equal(defaultEconomics.prices.engineerRate);
  });

  it('tells the break-even in predictions, once an error has a price', async () => {
    const { element } = await panel();
    expect(said(element)[0]).to.match(/^Blank: cost of a wrong answer/);
    await type(element, 'engineerHoursRetrain', '10');
    await type(element, 'engineerHoursTune', '0');
    await type(element, 'errorCost', '0.5');
    expect(said(element)[0]).to.match(
      /^Break-even at [\d,]+ predictions until the next repair \([\d,]+–[\d,]+\): below it head only costs less in all, above it retrain on all\./,
    );
    await type(element, 'predictions', '1000');
    // A gap of about 0.05 × 0.5 × 1000 is $25 a patch, and retraining costs about $760 more.
    expect(said(element)[1]).to.match(/^Patch debt: after (2\d|3\d|4\d) fine-tunings in a row a retraining would have been cheaper/);
  });

  it('says that break-even needs both ways to repair', async () => {
    const one = summarise(synthetic(6, { none: { accuracyNew: 0.5 }, 'head-only': { accuracyNew: 0.8, trainMs: 400 } }), arms, {
      ...soundTiming,
      margin: 0.01,
      watts,
    });
    const { element } = await panel(one);
    expect(words(find(element, '.parts > p'))).to.match(/^Break-even needs a run with/);
  });

  it('draws what the difference hangs on, widest first', async () => {
    const { element } = await panel();
    await type(element, 'engineerHoursRetrain', '10');
    const chart = find<TornadoChart>(element, 'tornado-chart');
    const labels = findAll(chart, 'svg').map((each) => each.getAttribute('aria-label')!);
    expect(labels[0]).to.equal('engineer’s work to retrain: $380 at 5, $1,140 at 15');
    const width = (svg: Element) => [...svg.querySelectorAll('rect')].reduce((sum, rect) => sum + Number(rect.getAttribute('width')), 0);
    const widths = findAll(chart, 'svg').map(width);
    expect(widths).to.deep.equal([...widths].sort((a, b) => b - a));
    expect(widths[0]).to.be.closeTo(98, 0.1);
  });

  it('asks for a rate in another currency, and counts nothing until it is given', async () => {
    const { element, prices } = await panel();
    prices.setCurrency('EUR');
    await settled(element);
    expect(cells(element, 'data preparation')).to.deep.equal(['blank', 'blank']);
    expect(prices.foreign).to.deep.equal(['USD']);
    prices.setRate('USD', 0.5);
    await settled(element);
    expect(cells(element, 'data preparation')).to.deep.equal(['€1.80', '€1.80']);
    prices.setCurrency('GBP');
    expect(prices.inputs.rates, 'a rate to euros says nothing of pounds').to.deep.equal({});
  });

  it('needs no more than the width of a phone', async () => {
    const { element } = await panel(summary(), 358);
    expect(element.scrollWidth).to.be.at.most(358);
    for (const part of findAll(element, '.parts > *')) expect(part.getBoundingClientRect().width, part.localName).to.be.at.most(358);
  });
});

describe('energy and greenhouse gas on the page', () => {
  const energy = (element: HTMLElement) => find<EconomicsEnergy>(element, 'economics-energy');
  const rows = (element: HTMLElement) => findAll(energy(element), 'tbody tr').map((each) => [...each.children].map(words));

  it('follow the grid of the country in the experiment, without making the run stale', async () => {
    const { element, store } = await panel();
    const grams = () => rows(element)[1]![2]!;
    const world = grams();
    store.run.phase = 'finished';
    energy(element).dispatchEvent(new CustomEvent('region-change', { detail: 'FRA' }));
    await settled(element);
    await settled(element);
    expect(store.spec.energy.region).to.equal('FRA');
    expect(grams()).not.to.equal(world);
    expect(store.stale).to.equal(false);
  });

  it('name the licence of the data', async () => {
    const { element } = await panel();
    expect(findAll(energy(element), 'a').map(words)).to.deep.equal(['Ember', 'CO2.js', 'CC BY-SA 4.0']);
  });

  it('are grey with the reason where the proxy deserves no trust', async () => {
    const { element } = await panel(summary(2));
    expect(findAll(energy(element), 'tr.doubtful')).to.have.length(2);
    expect(words(energy(element).shadowRoot!.querySelector('p')!)).to.contain('fewer than 3 repeats');
  });

  it('can go without the lamp', async () => {
    const { element, prices } = await panel();
    // About 17 W for 4 s light a 10 W lamp for about 7 s.
    expect(rows(element)[1]![3]).to.match(/^[5-9](\.\d)? s$/);
    prices.setLamp(false);
    await settled(element);
    expect(rows(element)[1]).to.have.length(3);
  });

  it('take a meter reading in place of the proxy, and give it back', async () => {
    const { element } = await panel();
    const form = find<HTMLFormElement>(energy(element), 'form');
    const fill = (name: string, value: string) => ((form.elements.namedItem(name) as HTMLInputElement).value = value);
    fill('of', 'retrain-all');
    fill('amount', '0.1');
    form.requestSubmit();
    await settled(element);
    await settled(element);
    // 0.1 Wh = 360 J over 8 seeds.
    expect(rows(element)[1]![1]).to.equal('45 J metered');
    expect(rows(element)[0]![1]).to.match(/modelled$/);
    find(energy(element), 'li button').click();
    await settled(element);
    await settled(element);
    expect(rows(element)[1]![1]).to.match(/modelled$/);
  });
});

describe('the prices of a user', () => {
  it('outlive the page', () => {
    const storage = memory();
    const before = new EconomicsStore(() => storage);
    before.setPrice('months', 6);
    before.setCurrency('EUR');
    before.setRate('USD', 0.9);
    const after = new EconomicsStore(() => storage);
    expect(after.inputs).to.deep.equal(before.inputs);
    after.reset();
    expect(new EconomicsStore(() => storage).inputs).to.equal(defaultEconomics);
  });

  it('start from the defaults where storage is refused, or holds something else', () => {
    const refused = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    const store = new EconomicsStore(refused);
    store.setPrice('months', 6);
    expect(store.inputs.prices.months.value).to.equal(6);
    const price = (value: unknown) =>
      JSON.stringify({ currency: 'USD', rates: {}, lamp: true, prices: { months: { value, source: '', date: '' } } });
    for (const text of [
      '',
      '{',
      '[]',
      '7',
      '{"currency":"USD"}',
      price('6'),
      price(-6),
      price({}),
      price(6).replace('months', 'moths'),
      price(6).replace('USD', 'XXX'),
    ]) {
      const storage = memory();
      storage.setItem('drift-lab-economics', text);
      expect(new EconomicsStore(() => storage).inputs, text).to.equal(defaultEconomics);
    }
  });
});

describe('amounts as text', () => {
  it('have their currency and no more digits than are of use', () => {
    expect([0, 0.00241, 3.6, 99.99, 1545.25, -0.5, 120].map((amount) => money(amount, 'USD'))).to.deep.equal([
      '$0',
      '$0.0024',
      '$3.60',
      '$99.99',
      '$1,545',
      '−$0.50',
      '$120',
    ]);
    expect(money(3.6, 'EUR')).to.equal('€3.60');
    expect([24, 0.526, 146_375].map(plain)).to.deep.equal(['24', '0.526', '146,400']);
  });

  it('show a band where there is one', () => {
    const grams = { value: 0.0016, lo: 0.0007, hi: 0.0041, unit: 'gCO2e', kind: 'modelled', method: '', source: '' } as const;
    expect(gramsText(grams)).to.equal('≈ 1.6 mg (0.7–4.1)');
    expect(gramsText({ ...grams, value: 5.9e-6, lo: 5.9e-6, hi: 5.9e-6 })).to.equal('≈ 5.9 µg');
    expect(energyText({ ...grams, value: 1234, unit: 'J', kind: 'external' })).to.equal('1.23 kJ');
  });

  it('name every country, each by its own name', () => {
    const regions = namedRegions();
    expect(regions[0]).to.deep.equal({ id: 'WORLD', title: 'World average' });
    expect(new Set(regions.map(({ title }) => title)).size).to.equal(regions.length);
    const named = Object.fromEntries(regions.map(({ id, title }) => [id, title]));
    // ISO 3166-1; the codes whose first two letters are another country's.
    expect(named).to.include({
      CHN: 'China',
      CHL: 'Chile',
      AUT: 'Austria',
      SWE: 'Sweden',
      SVK: 'Slovakia',
      PRT: 'Portugal',
      XKX: 'Kosovo',
      KOR: 'South Korea',
      DNK: 'Denmark',
    });
    for (const { title } of regions) expect(title).to.match(/[a-z]{3}/);
  });
});
