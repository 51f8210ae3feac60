/** Rippled paper: every pixel is displaced by a smooth random field. */
import type { Samples } from '../../data/types.ts';
import type { Random } from '../../random/random.ts';
import { allFeatures, short, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import { frameOf, gaussianBlurred, sideScale } from './taps.ts';
import type { Injection } from '../../contracts/drift.ts';

/** Strength α in pixels of a 29-pixel side; the source found 34 to be the best for training. */
const STRENGTH: Ladder = [10, 18, 26, 34, 42];
/** Smoothness σ in pixels of that side. */
const SMOOTHNESS = 4;
const SOURCE_SIDE = 29;

export const elasticTransform: Injection = {
  id: 'elastic-transform',
  title: 'Elastic distortion',
  help: 'The paper ripples: every image is bent smoothly, each in its own way.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['α = 10', 'α = 18', 'α = 26', 'α = 34', 'α = 42'],
  source: 'elastic distortions of MNIST (Simard, Steinkraus & Platt 2003), σ = 4 and α = 34 at severity 4; the other α are our own',
  fidelity: 'approximation',
  why: 'α and σ are scaled to the image’s side; the tables of ImageNet-C and CIFAR-10-C do not grow with severity.',

  apply(samples, { severity, noise }) {
    const alpha = at(STRENGTH, severity);
    const scale = sideScale(frameOf(samples), SOURCE_SIDE);
    const [down, right] = [smoothField(samples, scale, noise), smoothField(samples, scale, noise)];
    return {
      samples: withInputs(samples, displaced(samples, down, right, alpha * scale ** 2)),
      features: allFeatures(samples),
      params: { alpha, sigma: SMOOTHNESS },
      sentence: `Every image was bent by a smooth random field of its own with α = ${short(alpha)} and σ = 4 for 29 pixels; labels are unchanged.`,
    };
  },
};

/** A uniform field in ±1 for every image, blurred by σ, `[rows, height, width]`. */
function smoothField({ rows, inputShape, y }: Samples, scale: number, random: Random): Float32Array {
  const [height, width] = frameOf({ inputShape });
  const x = new Float32Array(rows * height * width);
  for (let i = 0; i < x.length; i++) x[i] = random.between(-1, 1);
  return gaussianBlurred({ rows, inputShape: [height, width, 1], x, y }, SMOOTHNESS * scale, 3).x;
}

/** Each pixel takes the old value at its place plus `factor` times the fields; bilinear, zero outside the image. */
function displaced(samples: Samples, down: Float32Array, right: Float32Array, factor: number): Float32Array {
  const [height, width, channels] = frameOf(samples);
  const { x: old } = samples;
  const x = new Float32Array(old.length);
  const pixels = height * width;
  for (let image = 0; image < down.length; image += pixels) {
    const valueAt = (v: number, u: number, c: number): number =>
      v < 0 || v >= height || u < 0 || u >= width ? 0 : old[(image + v * width + u) * channels + c]!;
    for (let v = 0, p = image; v < height; v++) {
      for (let u = 0; u < width; u++, p++) {
        const [row, column] = [v + factor * down[p]!, u + factor * right[p]!];
        const [top, left] = [Math.floor(row), Math.floor(column)];
        const [dy, dx] = [row - top, column - left];
        for (let c = 0; c < channels; c++) {
          const upper = (1 - dx) * valueAt(top, left, c) + dx * valueAt(top, left + 1, c);
          const lower = (1 - dx) * valueAt(top + 1, left, c) + dx * valueAt(top + 1, left + 1, c);
          x[p * channels + c] = (1 - dy) * upper + dy * lower;
        }
      }
    }
  }
  return x;
}
