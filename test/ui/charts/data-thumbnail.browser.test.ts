import { expect } from 'chai';
import type { Thumbnail } from '../../../src/contracts/services.ts';
import '../../../src/ui/charts/data-thumbnail.ts';
import { pixelAt, plainClassColors } from '../canvas.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];
const NOTHING = [0, 0, 0, 0];

/** Eight images of 1×2 pixels; image i is of grey i/8 and white. */
const grey: Thumbnail = {
  kind: 'images',
  shape: [1, 2, 1],
  tiles: Array.from({ length: 8 }, (_, i) => ({ pixels: Float32Array.of(i / 8, 1), label: i })),
};
const cloud: Thumbnail = {
  kind: 'points',
  columns: ['a', 'b'],
  x: Float32Array.of(0, 1, 0.5),
  y: Float32Array.of(0, 1, 0),
  label: Int32Array.of(0, 1, 1),
};

describe('a data set at a glance', () => {
  plainClassColors();

  it('is a mosaic of images, four across and two down', async () => {
    const canvas = find<HTMLCanvasElement>(await mount('data-thumbnail', { picture: grey }), 'canvas');
    expect([canvas.width, canvas.height]).to.deep.equal([8, 2]);
    for (let i = 0; i < 8; i++) {
      const [x, y] = [(i % 4) / 4, Math.floor(i / 4) / 2];
      const shade = Math.round((255 * i) / 8);
      pixelAt(canvas, x, y)
        .slice(0, 3)
        .forEach((channel) => expect(channel, `image ${i}`).to.be.closeTo(shade, 1));
      expect(pixelAt(canvas, x + 1 / 8, y), `image ${i}`).to.deep.equal([255, 255, 255, 255]);
    }
  });

  it('keeps the colours of colour images', async () => {
    const picture: Thumbnail = { kind: 'images', shape: [1, 1, 3], tiles: [{ pixels: Float32Array.of(0, 0, 1), label: 0 }] };
    const canvas = find<HTMLCanvasElement>(await mount('data-thumbnail', { picture }), 'canvas');
    expect(pixelAt(canvas, 0, 0)).to.deep.equal(BLUE);
    expect(pixelAt(canvas, 0.9, 0.9)).to.deep.equal(NOTHING);
  });

  it('is a cloud of points in the colours of their classes, the second column upwards', async () => {
    const canvas = find<HTMLCanvasElement>(await mount('data-thumbnail', { picture: cloud }), 'canvas');
    const [left, bottom] = [8 / canvas.width, 1 - 8 / canvas.height];
    expect(pixelAt(canvas, left, bottom)).to.deep.equal(RED);
    expect(pixelAt(canvas, 1 - left, 1 - bottom)).to.deep.equal(BLUE);
    expect(pixelAt(canvas, 0.5, bottom)).to.deep.equal(BLUE);
    expect(pixelAt(canvas, 0.5, 0.5)).to.deep.equal(NOTHING);
  });

  it('takes the colours of another theme', async () => {
    const element = await mount('data-thumbnail', { picture: cloud });
    document.documentElement.style.setProperty('--arm-retrain-all', '#00ff00');
    document.dispatchEvent(new Event('theme-change'));
    await settled(element);
    const canvas = find<HTMLCanvasElement>(element, 'canvas');
    expect(pixelAt(canvas, 8 / canvas.width, 1 - 8 / canvas.height)).to.deep.equal([0, 255, 0, 255]);
  });

  it('is a few lines of text', async () => {
    const element = await mount('data-thumbnail', {
      picture: {
        kind: 'text',
        lines: [
          { text: 'Where is my <card>?', label: 0 },
          { text: 'It was lost', label: 1 },
        ],
      },
    });
    expect(findAll(element, 'li').map(words)).to.deep.equal(['Where is my <card>?', 'It was lost']);
    expect(findAll(element, 'canvas')).to.have.length(0);
  });

  it('is an empty frame until there is a picture, and changes its kind with it', async () => {
    const element = await mount('data-thumbnail', {});
    expect(findAll(element, 'canvas, ul')).to.have.length(0);
    element.picture = cloud;
    await settled(element);
    element.picture = grey;
    await settled(element);
    const canvas = find<HTMLCanvasElement>(element, 'canvas');
    expect([canvas.width, canvas.height, canvas.className]).to.deep.equal([8, 2, 'images']);
  });
});
