/** Outlines only: Canny's edge detector (Canny 1986). */
import { allFeatures, withInputs } from './features.ts';
import { at, type Ladder } from './severity.ts';
import { clamp, frameOf, gaussianBlurred } from './taps.ts';
import type { Injection } from './types.ts';

/** How far every pixel goes towards the picture of edges. */
const TOWARDS: Ladder = [0.2, 0.4, 0.6, 0.8, 1];
/** Blur before the gradient, in pixels, and Sobel's gradients at which an edge starts and goes on. */
const CANNY = { sigma: 1, high: 0.2, low: 0.1 } as const;

export const cannyEdges: Injection = {
  id: 'canny-edges',
  title: 'Outlines',
  help: 'The picture turns into a drawing of its outlines, white on black.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['20 % of the way', '40 % of the way', '60 % of the way', '80 % of the way', 'outlines only'],
  source: 'canny_edges of MNIST-C (Mu & Gilmer 2019) at severity 5; the steps towards it are our own',
  fidelity: 'approximation',
  why: 'The source has one severity; edges are thinned along four directions, without interpolation, and may touch the border.',

  apply(samples, { severity }) {
    const [height, width, channels] = frameOf(samples);
    const towards = at(TOWARDS, severity);
    const blurred = gaussianBlurred(samples, CANNY.sigma).x;
    const x = samples.x.slice();
    const plane = new Float32Array(height * width);
    for (let start = 0; start < x.length; start += plane.length * channels) {
      for (let c = 0; c < channels; c++) {
        const cell = (p: number): number => start + p * channels + c;
        for (let p = 0; p < plane.length; p++) plane[p] = blurred[cell(p)]!;
        edges(plane, height, width).forEach((edge, p) => (x[cell(p)]! += towards * (edge - x[cell(p)]!)));
      }
    }
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { towards, ...CANNY },
      sentence: `Every image went ${Math.round(100 * towards)} % of the way to its Canny edges; labels are unchanged.`,
    };
  },
};

/** Neighbours [down, right] across an edge, by the direction of its gradient in eighths of a turn. */
const ACROSS = [[0, 1], [1, 1], [1, 0], [1, -1]] as const;

/** 1 on the edges of a blurred image, 0 elsewhere, `[height · width]`. */
export function edges(image: Float32Array, height: number, width: number): Uint8Array {
  const place = (v: number, u: number): number => clamp(v, height) * width + clamp(u, width);
  const strength = new Float32Array(image.length);
  const direction = new Uint8Array(image.length);
  for (let p = 0; p < image.length; p++) {
    const [v, u] = [Math.floor(p / width), p % width];
    const pixel = (dv: number, du: number): number => image[place(v + dv, u + du)]!;
    // Sobel's operator as it is, eight times the slope per pixel: the source's thresholds are for that.
    const [rising, falling] = [pixel(1, 1) - pixel(-1, -1), pixel(-1, 1) - pixel(1, -1)];
    const right = rising + falling + 2 * (pixel(0, 1) - pixel(0, -1));
    const down = rising - falling + 2 * (pixel(1, 0) - pixel(-1, 0));
    strength[p] = Math.sqrt(right ** 2 + down ** 2);
    if (strength[p]! >= CANNY.low) direction[p] = (Math.round((4 * Math.atan2(down, right)) / Math.PI) + 8) % 4;
  }
  const isCrest = (p: number): boolean => {
    const [dv, du] = ACROSS[direction[p]!]!;
    const [v, u] = [Math.floor(p / width), p % width];
    return strength[p]! >= strength[place(v + dv, u + du)]! && strength[p]! >= strength[place(v - dv, u - du)]!;
  };

  const edge = new Uint8Array(image.length);
  const open: number[] = [];
  for (let p = 0; p < image.length; p++) if (strength[p]! >= CANNY.high && isCrest(p)) open.push(p);
  for (let p = open.pop(); p !== undefined; p = open.pop()) {
    if (edge[p]) continue;
    edge[p] = 1;
    const [v, u] = [Math.floor(p / width), p % width];
    for (let i = 0; i < 9; i++) {
      const q = place(v + Math.floor(i / 3) - 1, u + (i % 3) - 1);
      if (!edge[q] && strength[q]! >= CANNY.low && isCrest(q)) open.push(q);
    }
  }
  return edge;
}
