import { expect } from 'chai';
import '../../../src/ui/charts/chart-frame.ts';
import '../../../src/ui/charts/cross-chart.ts';
import { pngOfCanvas, pngOfSvg, svgText, svgTextOfLayout } from '../../../src/ui/charts/picture.ts';
import '../../../src/ui/charts/heat-map.ts';
import '../../../src/ui/charts/reliability-chart.ts';
import '../../../src/ui/charts/sweep-map.ts';
import { summarise } from '../../../src/measure/summary.ts';
import { arms, soundTiming, synthetic } from '../../measure/synthetic-results.ts';
import { find, findAll, mount } from '../mount.ts';

const interval = { mean: 2, lo: 1, hi: 3, values: [1, 3] };
const chart = () =>
  mount('cross-chart', {
    label: 'accuracy against time',
    crosses: [{ id: 'head-only', title: 'head only', x: interval, y: { mean: 0.8, lo: 0.7, hi: 0.9, values: [0.7, 0.9] } }],
  });

async function pixels(png: Uint8Array<ArrayBuffer>) {
  const bitmap = await createImageBitmap(new Blob([png], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return { width: bitmap.width, height: bitmap.height, data: context.getImageData(0, 0, bitmap.width, bitmap.height).data };
}
const inkIn = (data: Uint8ClampedArray, [r, g, b]: readonly number[]) => {
  let count = 0;
  for (let i = 0; i < data.length; i += 4) count += data[i] === r && data[i + 1] === g && data[i + 2] === b ? 1 : 0;
  return count;
};

describe('a chart as a picture', () => {
  it('SVG: stands by itself, with the colours that it has on the page', async () => {
    const drawing = find<SVGSVGElement>(await chart(), 'svg');
    const text = svgText(drawing, '#fbfbf9');
    expect(text).to.not.match(/var\(|class=|<!--|<style/);
    const read = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(read.querySelector('parsererror')).to.equal(null);
    expect(read.documentElement.getAttribute('aria-label')).to.equal('accuracy against time');
    const dot = drawing.querySelector('circle')!;
    const copied = read.querySelector('circle')!;
    expect([copied.getAttribute('cx'), copied.getAttribute('fill')]).to.deep.equal([dot.getAttribute('cx'), getComputedStyle(dot).fill]);
    expect(read.querySelector('rect')!.getAttribute('fill')).to.equal('#fbfbf9');
  });

  it('PNG of a drawing: twice its size, on its ground, with its marks', async () => {
    const drawing = find<SVGSVGElement>(await chart(), 'svg');
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svgText(drawing, '#ffffff').replace(/^.*?viewBox="[^"]*"/s, ''))!;
    const picture = await pixels(await pngOfSvg(svgText(drawing, '#fbfbf9'), '#fbfbf9'));
    expect([picture.width, picture.height]).to.deep.equal([2 * Number(width), 2 * Number(height)]);
    expect([...picture.data.slice(0, 4)]).to.deep.equal([0xfb, 0xfb, 0xf9, 255]);
    const ink = getComputedStyle(drawing.querySelector('circle')!).fill.match(/\d+/g)!.map(Number);
    expect(inkIn(picture.data, ink), 'pixels of the dot').to.be.above(20);
  });

  it('PNG of a canvas: its pixels, on its ground', async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 6, height: 4 });
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#0072b2';
    context.fillRect(0, 0, 3, 4);
    const { width, height, data } = await pixels(await pngOfCanvas(canvas, '#ffffff'));
    expect([width, height, inkIn(data, [0, 0x72, 0xb2]), inkIn(data, [255, 255, 255])]).to.deep.equal([6, 4, 12, 12]);
  });

  it('SVG of what the page lays out: a table with its words, grounds and borders where they stand, without what is hidden or pressed', async () => {
    const summary = summarise(
      synthetic(8, { none: { accuracyNew: 0.5 }, 'head-only': { accuracyNew: 0.9 }, 'retrain-all': { accuracyNew: 0.7 } }),
      arms,
      { margin: 0.01, watts: null, ...soundTiming },
    );
    document.documentElement.style.setProperty('--arm-head-only', '#0072b2');
    const map = await mount('sweep-map', { axes: ['severity', 'epochs'], cells: [{ values: [1, 5], summary }, { values: [1, 9] }] });
    const button = Object.assign(document.createElement('button'), { textContent: 'pressed' });
    map.shadowRoot!.append(button);
    const text = svgTextOfLayout(map, '#fbfbf9');
    const read = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(read.querySelector('parsererror')).to.equal(null);
    expect(text).to.not.match(/var\(|color-mix|oklch|<!--|pressed/);
    const said = [...read.querySelectorAll('text')];
    expect(said.map(({ textContent }) => textContent).join(' ')).to.match(/^severity \\ epochs 5 9 1 head only \d\d\.\d .*% to come$/);
    // Where the words stand on the page, as wide as there.
    const cell = findAll(map, 'td')[0]!.getBoundingClientRect();
    const head = said.find(({ textContent }) => textContent === 'head only')!;
    const origin = map.getBoundingClientRect();
    expect(Number(head.getAttribute('textLength'))).to.be.within(20, cell.width);
    expect(Number(head.getAttribute('x'))).to.be.within(cell.left - origin.left, cell.right - origin.left);
    expect(Number(head.getAttribute('y'))).to.be.within(cell.top - origin.top, cell.bottom - origin.top);
    const colour = getComputedStyle(findAll(map, 'td')[0]!).borderLeftColor;
    expect([...read.querySelectorAll('rect')].some((rect) => rect.getAttribute('fill') === colour && rect.getAttribute('width') === '6')).to.equal(true); // prettier-ignore
    const picture = await pixels(await pngOfSvg(text, '#fbfbf9'));
    expect(inkIn(picture.data, colour.match(/\d+/g)!.map(Number)), 'pixels of the mark').to.be.above(100);
    document.documentElement.style.removeProperty('--arm-head-only');
  });

  it('SVG of what the page lays out: several drawings with their names, and what is on a canvas', async () => {
    const lines = [{ id: 'head-only', title: 'head only', bins: [{ rows: 10, confidence: 0.6, accuracy: 0.5 }] }];
    const chart = await mount('reliability-chart', { lines, label: 'r' } as never);
    const text = svgTextOfLayout(chart, '#ffffff');
    const read = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(read.querySelectorAll('svg > svg')).to.have.length(1);
    expect([...read.querySelectorAll('svg > text')].map(({ textContent }) => textContent).join(' ')).to.contain('head only');
    const map = await mount('heat-map', { values: [[0, 1], [1, 0]], label: 'm' }); // prettier-ignore
    expect(svgTextOfLayout(map, '#ffffff')).to.match(/<image [^>]*href="data:image\/png;base64,/);
  });

  it('is offered as SVG and PNG for drawings, as PNG alone for what is on a canvas', async () => {
    const names = (frame: HTMLElement) =>
      [...frame.shadowRoot!.querySelectorAll('button')].map((button) => button.ariaLabel).filter((name) => name?.startsWith('Save'));
    expect(names(await mount('chart-frame', {}))).to.deep.equal(['Save chart as SVG', 'Save chart as PNG']);
    expect(names(await mount('chart-frame', { canvas: true }))).to.deep.equal(['Save chart as PNG']);
  });
});
