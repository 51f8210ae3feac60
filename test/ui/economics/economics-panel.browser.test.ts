import { expect } from 'chai';
import { defaultEconomics } from '../../../src/decide/economics.ts';
import { summarise } from '../../../src/measure/summary.ts';
import { EconomicsStore } from '../../../src/state/economics-store.ts';
import type { TornadoChart } from '../../../src/ui/charts/tornado-chart.ts';
import type { EconomicsField } from '../../../src/ui/economics/economics-field.ts';
import { arms, soundTiming, synthetic } from '../../measure/synthetic-results.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';
import { memory } from '../../memory-storage.ts';
import { summary, panel, watts } from './panel-here.ts';

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
