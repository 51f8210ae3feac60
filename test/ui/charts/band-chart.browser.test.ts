import { expect } from 'chai';
import '../../../src/ui/charts/band-chart.ts';
import type { BandChart } from '../../../src/ui/charts/band-chart.ts';
import type { BandLine } from '../../../src/ui/charts/band-data.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const POINTS = 25;
const x = Float64Array.from({ length: POINTS }, (_, i) => i);
const line = (id: string, value: (i: number) => number, color = '--line-color'): BandLine => {
  const mean = Float64Array.from(x, (_, i) => value(i));
  return { id, title: `${id} arm`, color, dash: [], mean, lo: mean, hi: mean, endsAt: POINTS - 1 };
};
/** The chart with these lines, once it is drawn: the drawing library comes after the page, and on a busy machine well after it. */
async function chart(lines: readonly BandLine[]): Promise<BandChart> {
  const element = await mount('band-chart', {
    data: { x, lines },
    end: POINTS - 1,
    xTitle: 'steps',
    label: 'Accuracy over steps',
    xFormat: (value: number) => `${value}!`,
  });
  while (!findAll(element, 'canvas').length) await settled(element);
  return element;
}

/** How many pixels of the canvas have about this colour. */
function pixels(element: BandChart, [red, green, blue]: readonly number[]): number {
  const canvas = find<HTMLCanvasElement>(element, 'canvas');
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    const near = (offset: number, wanted: number | undefined) => Math.abs(data[at + offset]! - wanted!) < 40;
    if (data[at + 3]! > 200 && near(0, red) && near(1, green) && near(2, blue)) count++;
  }
  return count;
}
const RED = [255, 0, 0];
const GREEN = [0, 255, 0];

describe('a chart of lines with bands', () => {
  it('is an image that says what it shows', async () => {
    const element = await chart([line('a', () => 0.5)]);
    expect(find(element, '[role=img]').getAttribute('aria-label')).to.equal('Accuracy over steps');
  });

  it('has the same numbers as a table: a row per place on the axis, a column per line', async () => {
    const element = await chart([line('a', (i) => i / 100), line('b', (i) => (i < 12 ? NaN : 0.5))]);
    expect(words(find(element, 'summary'))).to.equal('Table');
    const rows = findAll(element, 'tr').map((row) => [...row.children].map(words));
    expect(rows[0]).to.deep.equal(['steps', 'a arm', 'b arm']);
    expect(rows).to.have.length(14);
    expect(rows[1]).to.deep.equal(['0!', '0.0 %', '–']);
    expect(rows[7]).to.deep.equal(['12!', '12.0 %', '50.0 %']);
    expect(rows[13]).to.deep.equal(['24!', '24.0 %', '50.0 %']);
  });

  it('has lines of another run thin and pale beneath the others, without names, and in the table after them', async () => {
    document.documentElement.style.setProperty('--line-color', '#ff0000');
    const element = await chart([line('a', () => 0.2)]);
    const alone = pixels(element, RED);
    // The same place as a line: what is beneath hides nothing.
    element.data = { x, lines: [line('a', () => 0.2)], ghosts: [line('ghost a', () => 0.2), line('ghost b', () => 0.7)] };
    await settled(element);
    expect(pixels(element, RED)).to.be.within(0.9 * alone, 1.1 * alone);
    const canvas = find<HTMLCanvasElement>(element, 'canvas');
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height / 2);
    const pale = Array.from({ length: data.length / 4 }, (_, i) => data.subarray(4 * i, 4 * i + 4)).filter(
      ([red, green, blue, alpha]) => red! > 200 && green! < 60 && blue! < 60 && alpha! > 40 && alpha! < 200,
    );
    expect(pale.length, 'half transparent red in the upper half').to.be.above(50);
    const rows = findAll(element, 'tr').map((row) => [...row.children].map(words));
    expect(rows[0]).to.deep.equal(['steps', 'a arm', 'ghost a arm', 'ghost b arm']);
    expect(rows[3]!.slice(1)).to.deep.equal(['20.0 %', '20.0 %', '70.0 %']);
    document.documentElement.style.removeProperty('--line-color');
  });

  it('has an empty table and no complaint without lines', async () => {
    const element = await mount('band-chart', { label: 'nothing yet' });
    expect(findAll(element, 'tbody tr')).to.have.length(0);
  });

  it('draws lines that come later', async () => {
    document.documentElement.style.setProperty('--line-color', '#ff0000');
    const element = await chart([line('a', () => NaN)]);
    const before = pixels(element, RED);
    element.data = { x, lines: [line('a', () => 0.5)] };
    await settled(element);
    expect(pixels(element, RED)).to.be.above(before + 100);
    document.documentElement.style.removeProperty('--line-color');
  });

  it('takes new colours when the scheme changes', async () => {
    document.documentElement.style.setProperty('--line-color', '#ff0000');
    const element = await chart([line('a', () => 0.5)]);
    expect(pixels(element, RED)).to.be.above(100);
    document.documentElement.style.setProperty('--line-color', '#00ff00');
    document.dispatchEvent(new Event('theme-change'));
    await settled(element);
    expect(pixels(element, RED)).to.equal(0);
    expect(pixels(element, GREEN)).to.be.above(100);
    document.documentElement.style.removeProperty('--line-color');
  });

  it('fits its box when that changes', async () => {
    const element = await chart([line('a', () => 0.5)]);
    for (const width of [300, 800]) {
      element.parentElement!.style.width = `${width}px`;
      await settled(element);
      expect(find<HTMLCanvasElement>(element, 'canvas').getBoundingClientRect().width).to.equal(width);
    }
  });

  it('goes on fitting its box after it was moved in the page', async () => {
    const element = await chart([line('a', () => 0.5)]);
    element.parentElement!.append(element);
    element.parentElement!.style.width = '420px';
    await settled(element);
    expect(find<HTMLCanvasElement>(element, 'canvas').getBoundingClientRect().width).to.equal(420);
  });
});
