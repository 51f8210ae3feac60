import { expect } from 'chai';
import type { Interval } from '../../../src/maths/interval.ts';
import '../../../src/ui/charts/sweep-chart.ts';
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
  findAll(chart, `.${id} circle`).map((dot) => ({ x: number(dot, 'cx'), y: number(dot, 'cy') }));

describe('accuracy against labels', () => {
  it('has a logarithmic axis: ten times the labels is as far everywhere', async () => {
    const chart = await mount('sweep-chart', {
      budgets: [10, 100, 1000],
      lines: [line('a', 0.5, 0.7, 0.9)],
      label: 'accuracy against labels',
    });
    const [few, some, many] = dots(chart, 'a');
    expect(many!.x - some!.x).to.be.closeTo(some!.x - few!.x, 1e-9);
    expect(some!.y - many!.y, 'accuracy is linear').to.be.closeTo(few!.y - some!.y, 1e-9);
    expect(find(chart, 'svg').getAttribute('aria-label')).to.equal('accuracy against labels');
  });

  it('draws each interval as a band, and each repair in its colour and dash', async () => {
    const chart = await mount('sweep-chart', { budgets: [10, 100], lines: [line('full-fine-tune', 0.5, 0.9)] });
    const corners = find(chart, '.band')
      .getAttribute('points')!
      .split(' ')
      .map((corner) => Number(corner.split(',')[1]));
    const [few, many] = dots(chart, 'full-fine-tune');
    // From hi to hi, then back from lo to lo: as far above the points as below.
    expect(few!.y - corners[0]!).to.be.closeTo(corners[3]! - few!.y, 1e-9);
    expect(many!.y - corners[1]!).to.be.closeTo(corners[2]! - many!.y, 1e-9);
    expect(corners[0]).to.be.below(few!.y);
    expect(find(chart, 'polyline').getAttribute('stroke-dasharray')).to.equal('7 4');
  });

  it('shades where the lead changes, and only then', async () => {
    const lines = [line('a', 0.5, 0.7, 0.9)];
    const chart = await mount('sweep-chart', { budgets: [10, 50, 200], lines, between: [50, 200] });
    const [, some, many] = dots(chart, 'a');
    const shade = find(chart, '.crossing');
    expect([number(shade, 'x'), number(shade, 'x') + number(shade, 'width')]).to.deep.equal([some!.x, many!.x]);
    expect(findAll(await mount('sweep-chart', { budgets: [10, 50, 200], lines }), '.crossing')).to.have.length(0);
  });

  it('stands still while budgets come in: those to come have their place, and no dot', async () => {
    const chart = await mount('sweep-chart', { budgets: [10, 100, 1000], lines: [line('a', 0.5, null, null)] });
    const whole = await mount('sweep-chart', { budgets: [10, 100, 1000], lines: [line('a', 0.5, 0.7, 0.9)] });
    expect(dots(chart, 'a')).to.deep.equal(dots(whole, 'a').slice(0, 1));
  });

  it('keeps names that would touch apart', async () => {
    const chart = await mount('sweep-chart', { budgets: [10, 100], lines: ['a', 'b', 'c', 'd'].map((id) => line(id, 0.5, 0.99)) });
    const heights = findAll(chart, '.name')
      .map((name) => number(name, 'y'))
      .sort((p, q) => p - q);
    heights.slice(1).forEach((height, i) => expect(height - heights[i]!).to.be.at.least(14 - 1e-9));
  });

  it('has the same numbers as a table, a dash where there is none', async () => {
    const chart = await mount('sweep-chart', { budgets: [10, 100], lines: [line('a', 0.5, 0.9), line('b', null, 0.8)] });
    const rows = findAll(chart, 'tr').map((row) => [...row.children].map(words));
    expect(rows).to.deep.equal([
      ['labels', 'a arm', 'b arm'],
      ['10', '50.0 ± 2.0 %', '–'],
      ['100', '90.0 ± 2.0 %', '80.0 ± 2.0 %'],
    ]);
  });
});
