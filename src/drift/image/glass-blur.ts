/** Frosted glass: pixels trade places with near ones, between two blurs. */
import type { Random } from '../../random/random.ts';
import { allFeatures, clip, short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import { clamp, frameOf, gaussianBlurred, sideScale, type Frame } from './taps.ts';
import type { Injection } from '../../contracts/drift.ts';

/** σ of either blur and reach of a swap in pixels of a 28-pixel side; share of the pixels that look for a partner. */
const GLASS = { sigma: [0.7, 0.8, 0.9, 1, 1.1], reach: [1, 2, 2, 3, 4], share: [0.2, 0.4, 0.6, 0.8, 1] } as const satisfies Record<
  string,
  Ladder
>;

export const glassBlur: Injection = {
  id: 'glass-blur',
  title: 'Frosted glass',
  help: 'Frosted glass stands before the camera: near pixels trade places and the picture gets soft.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['20 % of pixels, σ 0.7', '40 % of pixels, σ 0.8', '60 % of pixels, σ 0.9', '80 % of pixels, σ 1', 'every pixel, σ 1.1'],
  source:
    'glass_blur of MNIST-C (Mu & Gilmer 2019) and ImageNet-C (Hendrycks & Dietterich 2019); the severities are our own, σ and reach in its range',
  fidelity: 'approximation',
  why: 'The source’s 1 to 3 rounds of swaps are no ladder: here one round swaps a growing share of the pixels; lengths scale to the side.',

  apply(samples, { severity, noise }) {
    const frame = frameOf(samples);
    const scale = sideScale(frame, 28);
    const sigma = at(GLASS.sigma, severity) * scale;
    const share = at(GLASS.share, severity);
    const reach = Math.max(1, at(GLASS.reach, severity) * scale);
    const soft = gaussianBlurred(samples, sigma);
    for (let start = 0; start < soft.x.length; start += frame[0] * frame[1] * frame[2]) shuffle(soft.x, start, frame, share, reach, noise);
    const blurred = gaussianBlurred(soft, sigma);
    const { x } = blurred;
    for (let i = 0; i < x.length; i++) x[i] = clip(x[i]!);
    return {
      samples: blurred,
      features: allFeatures(samples),
      params: { sigma, reach, share },
      sentence:
        `${Math.round(100 * share)} % of the pixels traded places with one at most ${short(reach)} pixels away, between two blurs of ` +
        `σ = ${short(sigma)} pixels; labels are unchanged.`,
    };
  },
};

/** Swaps pixels of the image at `start` with partners inside it, from the last to the first; three draws a pixel at any severity. */
function shuffle(x: Float32Array, start: number, [height, width, channels]: Frame, share: number, reach: number, random: Random): void {
  for (let v = height - 1; v >= 0; v--) {
    for (let u = width - 1; u >= 0; u--) {
      const [fate, down, right] = [random.uniform(), random.between(-reach, reach), random.between(-reach, reach)];
      if (fate >= share) continue;
      const one = start + (v * width + u) * channels;
      const other = start + (clamp(v + Math.round(down), height) * width + clamp(u + Math.round(right), width)) * channels;
      for (let c = 0; c < channels; c++) {
        const kept = x[one + c]!;
        x[one + c] = x[other + c]!;
        x[other + c] = kept;
      }
    }
  }
}
