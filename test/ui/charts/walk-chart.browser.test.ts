import { expect } from 'chai';
import type { Interval } from '../../../src/maths/interval.ts';
import '../../../src/ui/charts/walk-chart.ts';
import type { ArmLine } from '../../../src/ui/charts/arm-lines.ts';
import { find, findAll, mount, words } from '../mount.ts';

const around = (mean: number, half = 0.02): Interval => ({ mean, lo: mean - half, hi: mean + half, values: [mean - half, mean + half] });
const line = (id: string, ...values: (number | null)[]): ArmLine => ({
  id,
  title: `${id} arm`,
  values: values.map((value) => (value === null ? null : around(value))),
});
const number = (element: Element, name: string) => Number(element.getAttribute(name));
const dots = (chart: HTMLElement, id: string) =>
  findAll(chart, `g.${id} circle`).map((dot) => ({ x: number(dot, 'cx'), y: number(dot, 'cy') }));

const cuts = ['2020-01-01', '2021-01-01', '2024-01-01'];
const lines = [line('none', 0.9, 0.7, null), line('head-only', 0.91, 0.85, null)];

describe('the chart of a walk', () => {
  it('places cuts in time, higher where a repair is better, and leaves room for those to come', async () => {
    const chart = await mount('walk-chart', { cuts, lines, label: 'accuracy' });
    const [first, second] = dots(chart, 'none');
    const names = findAll(chart, 'text[text-anchor=middle]');
    // Three years are three times as far as one, a leap day apart.
    const [a, b, c] = names.map((name) => number(name, 'x'));
    expect((c! - b!) / (b! - a!)).to.be.closeTo(3, 0.02);
    expect([first!.x, second!.x]).to.deep.equal([a, b]);
    expect(second!.y).to.be.greaterThan(first!.y);
    expect(dots(chart, 'none')).to.have.length(2);
    expect(names.map(words)).to.deep.equal(['2020', '2021', '2024']);
    expect(find(chart, 'svg').getAttribute('aria-label')).to.equal('accuracy');
  });

  it('rings the repair that is shown best, where one is', async () => {
    const chart = await mount('walk-chart', { cuts, lines, best: [undefined, 'head-only', undefined] });
    const rings = findAll(chart, '.best');
    expect(rings.map((ring) => ({ x: number(ring, 'cx'), y: number(ring, 'cy') }))).to.deep.equal([dots(chart, 'head-only')[1]]);
  });

  it('draws amounts from 0 on, as they are written', async () => {
    const grown = [{ id: 'none', title: 'no repair', values: [100, 250, 420].map((each) => around(each, 0)) }];
    const chart = await mount('walk-chart', { cuts: [10, 20, 30], lines: grown, amount: (value: number) => `${value} rows` });
    const ticks = findAll(chart, 'text[text-anchor=end]').map(words);
    expect([ticks[0], ticks.at(-1)]).to.deep.equal(['0 rows', '500 rows']);
    expect(findAll(chart, 'text[text-anchor=middle]').map(words)).to.deep.equal(['10', '20', '30']);
  });

  it('keeps the days of dates that do not begin a month, and names that would touch out of the axis', async () => {
    const many = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2024, 0, 3 + 7 * i)).toISOString().slice(0, 10));
    const chart = await mount('walk-chart', { cuts: many, lines: [line('none', ...many.map(() => 0.8))] });
    const names = findAll(chart, 'text[text-anchor=middle]');
    expect(words(names.at(-1)!)).to.equal(many.at(-1));
    expect(names.length).to.be.within(3, 20);
  });

  it('stands where there is one cut only', async () => {
    const chart = await mount('walk-chart', { cuts: ['2024-05-01'], lines: [line('none', 0.8)] });
    expect(dots(chart, 'none').every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).to.equal(true);
  });
});
