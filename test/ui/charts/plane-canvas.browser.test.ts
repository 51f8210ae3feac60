import { expect } from 'chai';
import '../../../src/ui/charts/plane-canvas.ts';
import type { PlaneCanvas } from '../../../src/ui/charts/plane-canvas.ts';
import { pixelAt, plainClassColors } from '../canvas.ts';
import { find, mount, settled } from '../mount.ts';

const bounds = { x: [0, 4], y: [10, 14] } as const;
const none = { x: new Float32Array(0), y: new Int32Array(0) };
/** Four cells: class 1 at the lower right, class 0 elsewhere. */
const quarters = { bounds, side: 2, predicted: Uint8Array.of(0, 1, 0, 0), points: none };

async function drawn(view: PlaneCanvas['view'], label = ''): Promise<HTMLCanvasElement> {
  return find<HTMLCanvasElement>(await mount('plane-canvas', { view, label }), 'canvas');
}

describe('a plane on a canvas', () => {
  plainClassColors();

  it('tints each region in the colour of the class that is said there, upwards as in a diagram', async () => {
    const canvas = await drawn(quarters);
    for (const [x, y, of] of [
      [0.25, 0.25, 0],
      [0.75, 0.25, 0],
      [0.25, 0.75, 0],
      [0.75, 0.75, 1],
    ] as const) {
      const [red, , blue, opacity] = pixelAt(canvas, x, y);
      expect([red! > 200, blue! > 200], `${x}, ${y}`).to.deep.equal([of === 0, of === 1]);
      expect(opacity, 'a tint').to.be.within(30, 150);
    }
  });

  it('has sharp borders between regions', async () => {
    const canvas = await drawn(quarters);
    expect(pixelAt(canvas, 0.49, 0.75).slice(0, 3)).to.deep.equal(pixelAt(canvas, 0.1, 0.75).slice(0, 3));
    expect(pixelAt(canvas, 0.51, 0.75).slice(0, 3)).to.deep.equal(pixelAt(canvas, 0.9, 0.75).slice(0, 3));
  });

  it('puts rows as full dots where they belong, in the colours of their classes', async () => {
    const points = { x: Float32Array.of(1, 11, 3, 13), y: Int32Array.of(0, 1) };
    const canvas = await drawn({ bounds, points });
    expect(pixelAt(canvas, 0.25, 0.75)).to.deep.equal([255, 0, 0, 255]);
    expect(pixelAt(canvas, 0.75, 0.25)).to.deep.equal([0, 0, 255, 255]);
    expect(pixelAt(canvas, 0.5, 0.5)).to.deep.equal([0, 0, 0, 0]);
  });

  it('passes over rows with a missing coordinate', async () => {
    const canvas = await drawn({ bounds, points: { x: Float32Array.of(NaN, 12, 2, 12), y: Int32Array.of(0, 1) } });
    expect(pixelAt(canvas, 0.5, 0.5)).to.deep.equal([0, 0, 255, 255]);
    expect(pixelAt(canvas, 0, 0.5)).to.deep.equal([0, 0, 0, 0]);
  });

  it('is wiped before it is drawn again', async () => {
    const element = await mount('plane-canvas', { view: quarters });
    element.view = undefined;
    await settled(element);
    expect(pixelAt(find<HTMLCanvasElement>(element, 'canvas'), 0.75, 0.75)).to.deep.equal([0, 0, 0, 0]);
  });

  it('takes the colours of another theme', async () => {
    const element = await mount('plane-canvas', { view: quarters });
    document.documentElement.style.setProperty('--arm-head-only', '#00ff00');
    document.dispatchEvent(new Event('theme-change'));
    await settled(element);
    const [red, green, blue] = pixelAt(find<HTMLCanvasElement>(element, 'canvas'), 0.75, 0.75);
    expect([red! < 20, green! > 200, blue! < 20]).to.deep.equal([true, true, true]);
  });

  it('is a picture with a name', async () => {
    const canvas = await drawn(quarters, 'Decision border: base model');
    expect([canvas.getAttribute('role'), canvas.getAttribute('aria-label')]).to.deep.equal(['img', 'Decision border: base model']);
  });
});
