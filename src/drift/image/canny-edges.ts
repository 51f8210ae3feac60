/** Outlines only: Canny's edge detector (Canny 1986). */
import { allFeatures, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import { clamp, frameOf, gaussianBlurred } from './taps.ts';
import type { Injection } from '../../contracts/drift.ts';

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
    const find = edgeFinder(height, width);
    for (let start = 0; start < x.length; start += plane.length * channels) {
      for (let c = 0; c < channels; c++) {
        for (let p = 0; p < plane.length; p++) plane[p] = blurred[start + p * channels + c]!;
        const edge = find(plane);
        for (let p = 0, cell = start + c; p < plane.length; p++, cell += channels) x[cell]! += towards * (edge[p]! - x[cell]!);
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

/** tan 22.5°: gradients less steep than this point across, steeper than its inverse down, others along a diagonal. */
const STEEP = Math.SQRT2 - 1;

/**
 * Finds edges in images of that size: 1 on the edges of a blurred image, 0 elsewhere, `[height · width]`. What it returns
 * is valid until the next call.
 */
export function edgeFinder(height: number, width: number): (image: Float32Array) => Uint8Array {
  const size = height * width;
  // Planes with a rim one pixel wide, in which neighbours are at fixed distances. The rim repeats the border pixel.
  const across = width + 2;
  const inner = Int32Array.from({ length: size }, (_, p) => (Math.floor(p / width) + 1) * across + (p % width) + 1);
  const rim = Array.from({ length: (height + 2) * across }, (_, q) => {
    const [v, u] = [clamp(Math.floor(q / across) - 1, height), clamp((q % across) - 1, width)];
    return [q, (v + 1) * across + u + 1] as const;
  }).filter(([q, p]) => q !== p);
  const [onRim, copied] = [Int32Array.from(rim, ([q]) => q), Int32Array.from(rim, ([, p]) => p)];
  const padded = new Float32Array((height + 2) * across);
  const strength = new Float32Array(padded.length);
  const crest = new Uint8Array(padded.length);
  const marked = new Uint8Array(padded.length);
  const edge = new Uint8Array(size);
  const open: number[] = [];
  const goOnRim = (plane: Float32Array): void => {
    for (let i = 0; i < onRim.length; i++) plane[onRim[i]!] = plane[copied[i]!]!;
  };
  /** Distance to the neighbours across an edge, by the direction of its gradient: 0 = across, 1 and 3 = the diagonals, 2 = down. */
  const steps = [1, across + 1, across, across - 1];
  const direction = new Uint8Array(padded.length);

  return (image) => {
    for (let p = 0; p < size; p++) padded[inner[p]!] = image[p]!;
    goOnRim(padded);
    for (let p = 0; p < size; p++) {
      const q = inner[p]!;
      // Sobel's operator as it is, eight times the slope per pixel: the source's thresholds are for that.
      const rising = padded[q + across + 1]! - padded[q - across - 1]!;
      const falling = padded[q - across + 1]! - padded[q + across - 1]!;
      const right = rising + falling + 2 * (padded[q + 1]! - padded[q - 1]!);
      const down = rising - falling + 2 * (padded[q + across]! - padded[q - across]!);
      strength[q] = Math.sqrt(right * right + down * down);
      const [alongRight, alongDown] = [Math.abs(right), Math.abs(down)];
      if (alongDown < STEEP * alongRight) direction[q] = 0;
      else if (alongRight < STEEP * alongDown) direction[q] = 2;
      else direction[q] = right > 0 === down > 0 ? 1 : 3;
    }
    goOnRim(strength);
    for (let p = 0; p < size; p++) {
      const q = inner[p]!;
      const step = steps[direction[q]!]!;
      const isCrest = strength[q]! >= CANNY.low && strength[q]! >= strength[q + step]! && strength[q]! >= strength[q - step]!;
      crest[q] = Number(isCrest);
      if (isCrest && strength[q]! >= CANNY.high) open.push(q);
    }
    marked.fill(0);
    for (let q = open.pop(); q !== undefined; q = open.pop()) {
      if (marked[q]) continue;
      marked[q] = 1;
      for (let row = q - across; row <= q + across; row += across) {
        for (let next = row - 1; next <= row + 1; next++) if (crest[next] && !marked[next]) open.push(next);
      }
    }
    for (let p = 0; p < size; p++) edge[p] = marked[inner[p]!]!;
    return edge;
  };
}
