/** Linear maps of images: every new pixel is a weighted sum of old ones, the same for all images and channels. */
import type { Samples } from '../../data/types.ts';
import { withInputs } from '../features.ts';
import { cos, exp, sin } from '../../maths/portable.ts';

/** `[height, width, channels]`. */
export type Frame = readonly [height: number, width: number, channels: number];

/** The frame of a batch of images. */
export const frameOf = ({ inputShape }: Pick<Samples, 'inputShape'>): Frame => inputShape as [number, number, number];

/** Shorter side of the images over that of the source's: the factor for lengths that the source gives in pixels. */
export const sideScale = ([height, width]: Frame, sourceSide: number): number => Math.min(height, width) / sourceSide;

/** New pixel p (row-major) is the sum of `weight[i] · old[from[i]]` over `start[p] ≤ i < start[p + 1]`. */
export interface Taps {
  readonly start: Int32Array;
  readonly from: Int32Array;
  readonly weight: Float64Array;
}

type Add = (row: number, column: number, weight: number) => void;

/** Asks `visit` for the taps of every pixel (v, u); taps on the same old pixel are added up. */
export function tapsOf([height, width]: Frame, visit: (v: number, u: number, add: Add) => void): Taps {
  const start = new Int32Array(height * width + 1);
  const from: number[] = [];
  const weight: number[] = [];
  const sum = new Float64Array(height * width);
  const isTapped = new Uint8Array(height * width);
  for (let p = 0; p < height * width; p++) {
    visit(Math.floor(p / width), p % width, (row, column, w) => {
      const q = row * width + column;
      if (!isTapped[q]) {
        isTapped[q] = 1;
        from.push(q);
      }
      sum[q]! += w;
    });
    for (let i = weight.length; i < from.length; i++) {
      const q = from[i]!;
      weight.push(sum[q]!);
      sum[q] = isTapped[q] = 0;
    }
    start[p + 1] = from.length;
  }
  return { start, from: Int32Array.from(from), weight: Float64Array.from(weight) };
}

/** All images through the map; sums are rounded to 32 bits after every tap. */
export function applyTaps(samples: Samples, { start, from, weight }: Taps): Samples {
  const { x, inputShape } = samples;
  const [height, width, channels] = frameOf({ inputShape });
  const out = new Float32Array(x.length);
  const size = height * width * channels;
  const last = x.length - size;
  const cells = from.map((q) => q * channels);
  // Four images at a time: each tap is read once for them, and their sums do not wait for each other.
  for (let image = 0; image <= last; image += 4 * size) {
    for (let c = 0; c < channels; c++) {
      const a = image + c;
      const b = Math.min(image + size, last) + c;
      const d = Math.min(image + 2 * size, last) + c;
      const e = Math.min(image + 3 * size, last) + c;
      for (let p = 0, now = 0; p < height * width; p++, now += channels) {
        const end = start[p + 1]!;
        let sumA = 0;
        let sumB = 0;
        let sumD = 0;
        let sumE = 0;
        for (let i = start[p]!; i < end; i++) {
          const old = cells[i]!;
          const w = weight[i]!;
          sumA = Math.fround(sumA + w * x[a + old]!);
          sumB = Math.fround(sumB + w * x[b + old]!);
          sumD = Math.fround(sumD + w * x[d + old]!);
          sumE = Math.fround(sumE + w * x[e + old]!);
        }
        out[a + now] = sumA;
        out[b + now] = sumB;
        out[d + now] = sumD;
        out[e + now] = sumE;
      }
    }
  }
  return withInputs(samples, out);
}

/** Moves pixels: (v, u) takes the old value at `origin(v, u)` = [row, column]; bilinear, zero outside the old image. */
export function warpTaps(frame: Frame, origin: (v: number, u: number) => readonly [row: number, column: number]): Taps {
  const [height, width] = frame;
  return tapsOf(frame, (v, u, add) => {
    const [y, x] = origin(v, u);
    const [top, left] = [Math.floor(y), Math.floor(x)];
    for (const [py, px] of [
      [top, left],
      [top, left + 1],
      [top + 1, left],
      [top + 1, left + 1],
    ] as const) {
      if (py < 0 || py >= height || px < 0 || px >= width) continue;
      add(py, px, (1 - Math.abs(x - px)) * (1 - Math.abs(y - py)));
    }
  });
}

/** An affine move about the image's centre; `origin` works on offsets [down, right] from it. */
export function aboutCentre(frame: Frame, origin: (down: number, right: number) => readonly [number, number]): Taps {
  const [cy, cx] = [(frame[0] - 1) / 2, (frame[1] - 1) / 2];
  return warpTaps(frame, (v, u) => {
    const [down, right] = origin(v - cy, u - cx);
    return [cy + down, cx + right];
  });
}

/** The nearest index that exists (the border pixel goes on for ever). */
export const clamp = (i: number, length: number): number => Math.min(length - 1, Math.max(0, i));

/** The index mirrored at the border pixel, which is not repeated (… 2 1 | 0 1 2 …). */
export function mirror(i: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const j = ((i % period) + period) % period;
  return j < length ? j : period - j;
}

/** Normal kernel cut off at `truncate` standard deviations, `[2 · radius + 1]`, summing to 1; σ = 0 is the identity. */
export function gaussianKernel(sigma: number, truncate = 4): Float64Array {
  const radius = Math.floor(truncate * sigma + 0.5);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => (i === radius ? 1 : exp(-((i - radius) ** 2) / (2 * sigma ** 2))));
  const sum = kernel.reduce((a, b) => a + b, 0);
  return kernel.map((weight) => weight / sum);
}

/** Gaussian blur with standard deviation `sigma` in pixels; the border pixel goes on for ever. */
export function gaussianBlurred(samples: Samples, sigma: number, truncate = 4): Samples {
  const frame = frameOf(samples);
  const kernel = gaussianKernel(sigma, truncate);
  const radius = (kernel.length - 1) / 2;
  const down = tapsOf(frame, (v, u, add) => kernel.forEach((w, i) => add(clamp(v + i - radius, frame[0]), u, w)));
  const across = tapsOf(frame, (v, u, add) => kernel.forEach((w, i) => add(v, clamp(u + i - radius, frame[1]), w)));
  return applyTaps(applyTaps(samples, down), across);
}

/** Smear along a line: the one-sided normal kernel of ImageMagick's motion blur, `radius` and `sigma` in pixels. */
export function motionTaps(frame: Frame, radius: number, sigma: number, angleRad: number): Taps {
  const kernel = Array.from({ length: 2 * Math.ceil(radius) + 1 }, (_, i) => exp(-(i ** 2) / (2 * sigma ** 2)));
  const sum = kernel.reduce((a, b) => a + b, 0);
  return tapsOf(frame, (v, u, add) => {
    kernel.forEach((weight, i) => {
      const row = clamp(v + Math.round(i * sin(angleRad)), frame[0]);
      add(row, clamp(u + Math.round(i * cos(angleRad)), frame[1]), weight / sum);
    });
  });
}
