/** Lossy storage: JPEG's discrete cosine transform of 8×8 blocks, with rounded coefficients. */
import { allFeatures, clip, short, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import { clamp, frameOf } from './taps.ts';
import type { Injection } from '../../contracts/drift.ts';
import { cos } from '../../maths/portable.ts';

const QUALITY: Ladder = [25, 18, 15, 10, 7];
const SIDE = 8;

/** Steps of the luminance coefficients at quality 50, row by row: ITU-T T.81 (1992), table K.1. */
const LUMINANCE: readonly number[] = [
  ...[16, 11, 10, 16, 24, 40, 51, 61],
  ...[12, 12, 14, 19, 26, 58, 60, 55],
  ...[14, 13, 16, 24, 40, 57, 69, 56],
  ...[14, 17, 22, 29, 51, 87, 80, 62],
  ...[18, 22, 37, 56, 68, 109, 103, 77],
  ...[24, 35, 55, 64, 81, 104, 113, 92],
  ...[49, 64, 78, 87, 103, 121, 120, 101],
  ...[72, 92, 95, 98, 112, 100, 103, 99],
];

/** Steps at a quality of 1 … 100, scaled as the Independent JPEG Group's library does. */
export function quantisationSteps(quality: number): number[] {
  const percent = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return LUMINANCE.map((step) => Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))));
}

/** Orthonormal cosines, `[frequency, place]`. */
const COSINES = Float64Array.from({ length: SIDE * SIDE }, (_, i) => {
  const [frequency, place] = [Math.floor(i / SIDE), i % SIDE];
  return Math.sqrt((frequency === 0 ? 1 : 2) / SIDE) * cos(((2 * place + 1) * frequency * Math.PI) / (2 * SIDE));
});

/** The same, `[place, frequency]`. */
const TRANSPOSED = COSINES.map((_, i) => COSINES[(i % SIDE) * SIDE + Math.floor(i / SIDE)]!);
const half = new Float64Array(SIDE * SIDE);

/** Two-dimensional DCT-II of an 8×8 block, in place; `back` undoes it. */
export function dct(block: Float64Array, back = false): void {
  // Along the rows of the block, then along its columns; each value spreads over the eight sums that it is part of.
  spread(block, half, back ? COSINES : TRANSPOSED, SIDE, 1);
  spread(half, block, back ? COSINES : TRANSPOSED, 1, SIDE);
}

/** Adds, line by line, `from[n] · cosine[n, k]` to `to[k]`; most coefficients of a compressed block are 0 and cost nothing. */
function spread(from: Float64Array, to: Float64Array, cosine: Float64Array, line: number, along: number): void {
  to.fill(0);
  for (let start = 0; start < SIDE * line; start += line) {
    for (let n = 0; n < SIDE; n++) {
      const value = from[start + n * along]!;
      if (value === 0) continue;
      for (let k = 0; k < SIDE; k++) to[start + k * along]! += cosine[n * SIDE + k]! * value;
    }
  }
}

export const jpegCompression: Injection = {
  id: 'jpeg-compression',
  title: 'JPEG compression',
  help: 'The picture is stored with heavy compression: fine detail turns into blocks and ripples.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['quality 25', 'quality 18', 'quality 15', 'quality 10', 'quality 7'],
  source: 'jpeg_compression of MNIST-C (Mu & Gilmer 2019) and ImageNet-C (Hendrycks & Dietterich 2019), with its qualities; ITU-T T.81',
  fidelity: 'approximation',
  why: 'The loss of JPEG without its file: real cosines instead of the library’s integers, and colour channels all as luminance.',

  apply(samples, { severity }) {
    const quality = at(QUALITY, severity, 100);
    return {
      samples: withInputs(samples, compress(samples.x, frameOf(samples), quality)),
      features: allFeatures(samples),
      params: { quality },
      sentence: `Every image went through JPEG’s 8×8 transform at quality ${short(quality)}; labels are unchanged.`,
    };
  },
};

/** Values 0 … 1 through the transform; blocks over the border repeat the border pixel. */
export function compress(x: Float32Array, [height, width, channels]: readonly [number, number, number], quality: number): Float32Array {
  const steps = quantisationSteps(quality);
  const out = new Float32Array(x.length);
  const block = new Float64Array(SIDE * SIDE);
  const size = height * width * channels;

  function throughBlock(plane: number, top: number, left: number): void {
    for (let i = 0; i < block.length; i++) {
      const [v, u] = [clamp(top + (i >> 3), height), clamp(left + (i & 7), width)];
      block[i] = Math.round(255 * x[plane + (v * width + u) * channels]!) - 128;
    }
    dct(block);
    for (let i = 0; i < block.length; i++) block[i] = Math.round(block[i]! / steps[i]!) * steps[i]!;
    dct(block, true);
    for (let i = 0; i < block.length; i++) {
      const [v, u] = [top + (i >> 3), left + (i & 7)];
      if (v < height && u < width) out[plane + (v * width + u) * channels] = clip(Math.round(block[i]! + 128) / 255);
    }
  }

  for (let image = 0; image < x.length; image += size) {
    for (let c = 0; c < channels; c++) {
      for (let top = 0; top < height; top += SIDE) {
        for (let left = 0; left < width; left += SIDE) throughBlock(image + c, top, left);
      }
    }
  }
  return out;
}
