/** A camera mounted askew: every image is turned by the same angle. */
import type { Samples } from '../data/types.ts';
import { allFeatures, withInputs } from './features.ts';
import { at, type Ladder } from './severity.ts';
import type { Injection } from './types.ts';

const ANGLE_RAD: Ladder = [0.2, 0.4, 0.6, 0.8, 1];

/**
 * MNIST-C draws the sign for every image anew. Here one sign holds for the whole world: the change is a new regime that
 * a model can adapt to, not a wider spread.
 */
export const rotation: Injection = {
  id: 'rotation',
  title: 'Rotation',
  help: 'The camera hangs askew: every image is turned by the same angle.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['0.2 rad (11°)', '0.4 rad (23°)', '0.6 rad (34°)', '0.8 rad (46°)', '1 rad (57°)'],
  source: 'rotate of MNIST-C (Mu & Gilmer 2019), with its angles; one sign for all images instead of one for each',

  apply(samples, { severity, world }) {
    const angleRad = (world.int(2) * 2 - 1) * at(ANGLE_RAD, severity);
    const turn = angleRad > 0 ? 'clockwise' : 'anticlockwise';
    return {
      samples: withInputs(samples, rotate(samples, angleRad)),
      features: allFeatures(samples),
      params: { angleRad },
      sentence: `Every image was turned ${turn} by ${Math.round((180 / Math.PI) * Math.abs(angleRad))}°; labels are unchanged.`,
    };
  },
};

/** Turns images clockwise about their centre: bilinear interpolation, zero outside the old image. */
function rotate({ x, rows, inputShape }: Samples, angleRad: number): Float32Array {
  const [height, width, channels] = inputShape as [number, number, number];
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const [cy, cx] = [(height - 1) / 2, (width - 1) / 2];
  const out = new Float32Array(x.length);

  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      const fromX = cx + cos * (u - cx) + sin * (v - cy);
      const fromY = cy - sin * (u - cx) + cos * (v - cy);
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      for (const [py, px] of [[top, left], [top, left + 1], [top + 1, left], [top + 1, left + 1]] as const) {
        if (py < 0 || py >= height || px < 0 || px >= width) continue;
        const weight = (1 - Math.abs(fromX - px)) * (1 - Math.abs(fromY - py));
        for (let row = 0; row < rows; row++) {
          const image = row * height * width;
          for (let c = 0; c < channels; c++) {
            out[(image + v * width + u) * channels + c]! += weight * x[(image + py * width + px) * channels + c]!;
          }
        }
      }
    }
  }
  return out;
}
