/** Pictures out of focus or in motion: Gaussian, defocus, motion and zoom blur. */
import type { Samples } from '../../data/types.ts';
import { allFeatures, clip, short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import { aboutCentre, applyTaps, frameOf, gaussianBlurred, mirror, motionTaps, sideScale, tapsOf, type Frame, type Taps } from './taps.ts';
import type { Injection } from '../../contracts/drift.ts';

/** Side of the images for which MNIST-C gives its lengths. */
const SOURCE_SIDE = 28;

/** Sums of many taps may end a rounding error beyond white. Writes into these images, which are new. */
function clipped(images: Samples): Samples {
  const { x } = images;
  for (let i = 0; i < x.length; i++) x[i] = clip(x[i]!);
  return images;
}

/** In pixels of a 28-pixel side. */
const SIGMA: Ladder = [1, 2, 3, 4, 6];

export const gaussianBlur: Injection = {
  id: 'gaussian-blur',
  title: 'Gaussian blur',
  help: 'The picture gets soft: every pixel mixes with its neighbours.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['σ = 1/28 of the side', 'σ = 2/28 of the side', 'σ = 3/28 of the side', 'σ = 4/28 of the side', 'σ = 6/28 of the side'],
  source: 'gaussian_blur of MNIST-C (Mu & Gilmer 2019), with its severities for 28 pixels',
  fidelity: 'approximation',
  why: 'The blur is scaled to the image’s shorter side; at 28 pixels it is the source’s.',

  apply(samples, { severity }) {
    const sigma = at(SIGMA, severity) * sideScale(frameOf(samples), SOURCE_SIDE);
    return {
      samples: clipped(gaussianBlurred(samples, sigma)),
      features: allFeatures(samples),
      params: { sigma },
      sentence: `Every image was blurred by a normal kernel with σ = ${short(sigma)} pixels; labels are unchanged.`,
    };
  },
};

/** Radius in pixels of a 28-pixel side. */
const RADIUS: Ladder = [3, 4, 6, 8, 10];

export const defocusBlur: Injection = {
  id: 'defocus-blur',
  title: 'Defocus',
  help: 'The lens is out of focus: every point spreads over a disc.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: [
    'radius 3/28 of the side',
    'radius 4/28 of the side',
    'radius 6/28 of the side',
    'radius 8/28 of the side',
    'radius 10/28 of the side',
  ],
  source: 'defocus_blur of MNIST-C (Mu & Gilmer 2019), with its radii for 28 pixels',
  fidelity: 'approximation',
  why: 'The radius is scaled to the image’s shorter side, and the disc’s rim is smoothed by area instead of a small blur.',

  apply(samples, { severity }) {
    const frame = frameOf(samples);
    const radius = at(RADIUS, severity) * sideScale(frame, SOURCE_SIDE);
    return {
      samples: clipped(applyTaps(samples, discTaps(frame, radius))),
      features: allFeatures(samples),
      params: { radius },
      sentence: `Every image was blurred by a disc of radius ${short(radius)} pixels; labels are unchanged.`,
    };
  },
};

/** Points per pixel and axis at which the disc's cover of a pixel is counted. */
const SUBPIXELS = 9;

/** Cover of each pixel by a disc about the middle one, summing to 1, `[2 · reach + 1]²` row-major. */
export function disc(radius: number): { readonly reach: number; readonly kernel: Float64Array } {
  const reach = Math.ceil(Math.max(0, radius - 0.5));
  const side = 2 * reach + 1;
  const fine = side * SUBPIXELS;
  const middle = (fine - 1) / 2;
  const kernel = new Float64Array(side * side);
  let inside = 0;
  for (let i = 0; i < fine * fine; i++) {
    const [v, u] = [Math.floor(i / fine), i % fine];
    if ((v - middle) ** 2 + (u - middle) ** 2 > (radius * SUBPIXELS) ** 2) continue;
    kernel[Math.floor(v / SUBPIXELS) * side + Math.floor(u / SUBPIXELS)]!++;
    inside++;
  }
  return { reach, kernel: kernel.map((cover) => cover / inside) };
}

function discTaps(frame: Frame, radius: number): Taps {
  const { reach, kernel } = disc(radius);
  const side = 2 * reach + 1;
  return tapsOf(frame, (v, u, add) => {
    kernel.forEach((weight, i) => {
      if (weight === 0) return;
      add(mirror(v + Math.floor(i / side) - reach, frame[0]), mirror(u + (i % side) - reach, frame[1]), weight);
    });
  });
}

/** Radius and σ of the smear in pixels of a 28-pixel side. */
const MOTION = { radius: [10, 15, 15, 15, 20], sigma: [3, 5, 8, 12, 15] } as const satisfies Record<string, Ladder>;

/** The source draws an angle for every image; here one angle holds for the world, as the camera moves one way. */
export const motionBlur: Injection = {
  id: 'motion-blur',
  title: 'Motion blur',
  help: 'The camera moves while it takes the picture: everything smears in one direction.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['σ = 3/28 of the side', 'σ = 5/28 of the side', 'σ = 8/28 of the side', 'σ = 12/28 of the side', 'σ = 15/28 of the side'],
  source: 'motion_blur of MNIST-C (Mu & Gilmer 2019), with its radii and σ for 28 pixels; angle uniform in ±45°',
  fidelity: 'approximation',
  why: 'Lengths are scaled to the image’s shorter side, and one angle holds for all images of a world instead of one for each.',

  apply(samples, { severity, world }) {
    const frame = frameOf(samples);
    const scale = sideScale(frame, SOURCE_SIDE);
    const [radius, sigma] = [at(MOTION.radius, severity) * scale, at(MOTION.sigma, severity) * scale];
    const angleRad = world.between(-Math.PI / 4, Math.PI / 4);
    return {
      samples: clipped(applyTaps(samples, motionTaps(frame, radius, sigma, angleRad))),
      features: allFeatures(samples),
      params: { radius, sigma, angleRad },
      sentence:
        `Every image was smeared along a line ${Math.round((180 / Math.PI) * angleRad)}° from the horizontal, with ` +
        `σ = ${short(sigma)} pixels; labels are unchanged.`,
    };
  },
};

/** Largest zoom and step between zooms. */
const ZOOM = { largest: [1.11, 1.16, 1.21, 1.26, 1.31], step: [0.01, 0.01, 0.02, 0.02, 0.03] } as const satisfies Record<string, Ladder>;

export const zoomBlur: Injection = {
  id: 'zoom-blur',
  title: 'Zoom blur',
  help: 'The camera rushes towards the scene: the picture is smeared outwards from its centre.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['up to ×1.11', 'up to ×1.16', 'up to ×1.21', 'up to ×1.26', 'up to ×1.31'],
  source: 'zoom_blur of MNIST-C (Mu & Gilmer 2019) and ImageNet-C (Hendrycks & Dietterich 2019), with its zooms',
  fidelity: 'approximation',
  why: 'The zoom is about the exact centre, where the source crops whole pixels: on a small image that would not zoom at all.',

  apply(samples, { severity }) {
    const frame = frameOf(samples);
    const largest = at(ZOOM.largest, severity, 1);
    return {
      samples: clipped(applyTaps(samples, zoomTaps(frame, zoomFactors(largest, at(ZOOM.step, severity, ZOOM.step[0]))))),
      features: allFeatures(samples),
      params: { largest },
      sentence: `Every image became the mean of its zooms from 1 to ${short(largest)} about the centre; labels are unchanged.`,
    };
  },
};

/** The old image, and once more every zoom from 1 in equal steps below the largest. */
const zoomFactors = (largest: number, step: number): number[] => [
  1,
  ...Array.from({ length: Math.round((largest - 1) / step) }, (_, i) => 1 + i * step),
];

function zoomTaps(frame: Frame, factors: readonly number[]): Taps {
  const zooms = factors.map((factor) => aboutCentre(frame, (down, right) => [down / factor, right / factor]));
  return tapsOf(frame, (v, u, add) => {
    const p = v * frame[1] + u;
    for (const { start, from, weight } of zooms) {
      for (let i = start[p]!; i < start[p + 1]!; i++) {
        add(Math.floor(from[i]! / frame[1]), from[i]! % frame[1], weight[i]! / factors.length);
      }
    }
  });
}
