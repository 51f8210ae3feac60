import { expect } from 'chai';
import fc from 'fast-check';
import type { Interval } from '../../../src/maths/interval.ts';
import '../../../src/ui/charts/cross-chart.ts';
import type { Cross } from '../../../src/ui/charts/cross-chart.ts';
import { find, findAll, mount, settled } from '../mount.ts';

const around = (mean: number, half = 0): Interval => ({ mean, lo: mean - half, hi: mean + half, values: [mean, mean] });
const cross = (id: string, x: Interval, y: Interval, title = id): Cross => ({ id, title, x, y });
const number = (element: Element, name: string) => Number(element.getAttribute(name));
const circle = (chart: HTMLElement, id: string) => {
  const dot = find<SVGCircleElement>(chart, `.${id} circle`);
  return { x: number(dot, 'cx'), y: number(dot, 'cy') };
};

describe('accuracy against cost', () => {
  it('puts a dearer repair further right, and a better one higher up', async () => {
    const chart = await mount('cross-chart', {
      label: 'accuracy against time',
      crosses: [cross('cheap', around(1), around(0.8)), cross('middling', around(2), around(0.85)), cross('dear', around(4), around(0.95))],
    });
    expect(find(chart, 'svg').getAttribute('aria-label')).to.equal('accuracy against time');
    const [cheap, middling, dear] = ['cheap', 'middling', 'dear'].map((id) => circle(chart, id));
    // Linear scales: twice the difference is twice as far.
    expect(dear!.x - middling!.x).to.be.closeTo(2 * (middling!.x - cheap!.x), 1e-6);
    expect(middling!.y - dear!.y).to.be.closeTo(2 * (cheap!.y - middling!.y), 1e-6);
    expect(cheap!.x).to.be.below(middling!.x);
    expect(cheap!.y).to.be.above(middling!.y);
  });

  it('draws both intervals as a cross around the point', async () => {
    const chart = await mount('cross-chart', {
      crosses: [cross('a', around(2, 1), around(0.8, 0.05)), cross('b', around(4), around(0.9))],
    });
    const [flat, upright] = findAll<SVGLineElement>(chart, '.a line');
    const perUnit = (circle(chart, 'b').x - circle(chart, 'a').x) / 2;
    expect(number(flat!, 'x2') - number(flat!, 'x1')).to.be.closeTo(2 * perUnit, 1e-6);
    const perShare = (circle(chart, 'a').y - circle(chart, 'b').y) / 0.1;
    expect(number(upright!, 'y1') - number(upright!, 'y2')).to.be.closeTo(0.1 * perShare, 1e-6);
    expect(findAll(chart, '.b line').map((line) => line.getBoundingClientRect().width + line.getBoundingClientRect().height)).to.deep.equal(
      [0, 0],
    );
  });

  it('keeps every point inside the drawing, free repairs and intervals below zero included', async () => {
    const chart = await mount('cross-chart', {
      crosses: [cross('free', around(0), around(0.02, 0.2)), cross('dear', around(5, 9), around(0.99, 0.2))],
    });
    const svg = find<SVGSVGElement>(chart, 'svg');
    const { width, height } = svg.viewBox.baseVal;
    for (const line of findAll(chart, '.mark line')) {
      for (const [name, most] of [
        ['x1', width],
        ['x2', width],
        ['y1', height],
        ['y2', height],
      ] as const) {
        expect(number(line, name)).to.be.within(0, most);
      }
    }
  });

  it('leaves out names that have no room rather than writing them over others', async () => {
    const chart = await mount('cross-chart', {
      crosses: Array.from({ length: 23 }, (_, i) => cross(`arm-${i}`, around(1), around(0.9), `a repair with a name ${i}`)),
    });
    const names = findAll(chart, '.name').map((name) => name.getBoundingClientRect());
    expect(findAll(chart, 'circle')).to.have.length(23);
    expect(names.length).to.be.within(2, 22);
    names.forEach((a, i) => names.slice(i + 1).forEach((b) => expect(Math.abs(a.y - b.y)).to.be.at.least(10)));
  });

  it('never writes one name over another', async () => {
    const chart = await mount('cross-chart', {});
    const titles = ['nothing', 'head only', 'fine-tune all', 'retrain on new', 'retrain on all'];
    const places = fc.array(fc.tuple(fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: 0.5, max: 1, noNaN: true })), {
      minLength: 5,
      maxLength: 5,
    });
    const same: [number, number][] = titles.map(() => [1, 0.9]);
    await fc.assert(
      fc.asyncProperty(places, async (points) => {
        chart.crosses = points.map(([x, y], i) => cross(`arm-${i}`, around(x), around(y), titles[i]));
        await chart.updateComplete;
        const boxes = findAll<SVGTextElement>(chart, 'text.name').map((name) => name.getBBox());
        boxes.forEach((a, i) =>
          boxes.slice(i + 1).forEach((b) => {
            const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
            const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
            // A line's box is taller than its letters.
            expect(Math.min(across, down - 3), `${titles[i]} at ${JSON.stringify(points)}`).to.be.at.most(0);
          }),
        );
      }),
      {
        numRuns: 40,
        examples: [
          [same],
          [
            [
              [0, 0.9269379351741661],
              [0.2488888888888889, 0.8929873157407408],
              [0, 0.5],
              [0, 0.5],
              [2.5000000000000004, 0.5],
            ],
          ],
          [
            [
              [0, 0.997],
              [0, 0.997],
              [0, 0.997],
              [0, 0.5],
              [0, 0.997],
            ],
          ],
        ],
      },
    );
  });

  it('is drawn for its own width', async () => {
    const chart = await mount('cross-chart', { crosses: [cross('a', around(1), around(0.9))] }, 500);
    expect(find<SVGSVGElement>(chart, 'svg').viewBox.baseVal.width).to.equal(500);
    chart.parentElement!.style.width = '320px';
    await settled(chart);
    expect(find<SVGSVGElement>(chart, 'svg').viewBox.baseVal.width).to.equal(320);
  });
});
