import { expect } from 'chai';
import type { Preview } from '../../../src/contracts/services.ts';
import '../../../src/ui/charts/sample-strip.ts';
import { findAll, mount, settled, words } from '../mount.ts';

/** Two images of 1×3 pixels. The first gets brighter, stays, gets darker; the second stays but is relabelled. */
const preview: Preview = {
  inputShape: [1, 3, 1],
  columns: [],
  classes: ['three', 'eight'],
  classCounts: { before: [1, 1], after: [2, 0] },
  before: { x: Float32Array.of(0, 0.5, 1, 0.2, 0.2, 0.2), y: Int32Array.of(0, 1) },
  after: { x: Float32Array.of(1, 0.5, 0.5, 0.2, 0.2, 0.2), y: Int32Array.of(0, 0) },
  ledger: [],
};

const pixels = (canvas: HTMLCanvasElement): number[][] => {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return Array.from({ length: data.length / 4 }, (_, i) => [...data.subarray(4 * i, 4 * i + 3)]);
};

describe('samples before and after', () => {
  const { style } = document.documentElement;
  beforeEach(() => {
    style.setProperty('--more', '#c86400');
    style.setProperty('--less', '#0064c8');
  });
  afterEach(() => {
    style.removeProperty('--more');
    style.removeProperty('--less');
  });

  it('draws every pixel: grey before and after, one colour for brighter and one for darker', async () => {
    const strip = await mount('sample-strip', { preview });
    const [before, , after, , difference, unchanged] = findAll<HTMLCanvasElement>(strip, 'canvas').map(pixels);
    expect(before).to.deep.equal([
      [0, 0, 0],
      [128, 128, 128],
      [255, 255, 255],
    ]);
    expect(after).to.deep.equal([
      [255, 255, 255],
      [128, 128, 128],
      [128, 128, 128],
    ]);
    expect(difference).to.deep.equal([
      [200, 100, 0],
      [0, 0, 0],
      [0, 50, 100],
    ]);
    expect(unchanged).to.deep.equal([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('names every picture, and shows where a label changed', async () => {
    const strip = await mount('sample-strip', { preview });
    expect(findAll(strip, 'canvas').map((canvas) => canvas.getAttribute('aria-label'))).to.deep.equal([
      'before: three',
      'before: eight',
      'after: three',
      'after: eight',
      'difference: three',
      'difference: eight',
    ]);
    expect(findAll(strip, '.names').map(words)).to.deep.equal(['three', 'eight → three']);
    expect(findAll(strip, '.changed').map(words)).to.deep.equal(['eight → three']);
  });

  it('shows no more samples than asked for', async () => {
    const strip = await mount('sample-strip', { preview, count: 1 });
    expect(findAll(strip, 'canvas')).to.have.length(3);
  });

  it('takes its samples evenly from all rows', async () => {
    // Image i is a single pixel of grey i/255.
    const rows = { x: Float32Array.from({ length: 16 }, (_, i) => i / 255), y: new Int32Array(16) };
    const strip = await mount('sample-strip', { preview: { ...preview, inputShape: [1, 1, 1], before: rows, after: rows }, count: 4 });
    const shades = findAll<HTMLCanvasElement>(strip, 'canvas')
      .slice(0, 4)
      .map((canvas) => pixels(canvas)[0]![0]);
    expect(shades).to.deep.equal([2, 6, 10, 14]);
  });

  it('draws colour images in their colours, and how much brighter they became over all three', async () => {
    const colour: Preview = {
      ...preview,
      inputShape: [1, 2, 3],
      before: { x: Float32Array.of(1, 0, 0, 0, 0.6, 1), y: Int32Array.of(0) },
      after: { x: Float32Array.of(1, 0.3, 0.3, 0, 0, 1), y: Int32Array.of(0) },
    };
    const strip = await mount('sample-strip', { preview: colour });
    const [before, after, difference] = findAll<HTMLCanvasElement>(strip, 'canvas').map(pixels);
    expect(before).to.deep.equal([
      [255, 0, 0],
      [0, 153, 255],
    ]);
    expect(after).to.deep.equal([
      [255, 77, 77],
      [0, 0, 255],
    ]);
    // Brighter by 0.2 of #c86400, darker by 0.2 of #0064c8.
    expect(difference).to.deep.equal([
      [40, 20, 0],
      [0, 20, 40],
    ]);
  });

  it('draws a new preview over the old one', async () => {
    const strip = await mount('sample-strip', { preview });
    strip.preview = { ...preview, before: preview.after };
    await settled(strip);
    expect(pixels(findAll<HTMLCanvasElement>(strip, 'canvas')[4]!)).to.deep.equal([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('takes the colours of another scheme', async () => {
    const strip = await mount('sample-strip', { preview });
    style.setProperty('--more', '#ff8b45');
    document.dispatchEvent(new Event('theme-change'));
    await settled(strip);
    expect(pixels(findAll<HTMLCanvasElement>(strip, 'canvas')[4]!)[0]).to.deep.equal([255, 139, 69]);
  });

  it('shows nothing before there is something to show', async () => {
    const strip = await mount('sample-strip', {});
    expect(findAll(strip, 'canvas')).to.have.length(0);
  });
});
