/** Noise of sensors and transmission: shot, impulse and speckle noise. Every pixel draws the same numbers at every severity. */
import type { Random } from '../../random/random.ts';
import { allFeatures, clip, short, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';
import { exp } from '../../maths/portable.ts';

const EXACT = { fidelity: 'exact', why: 'The source’s formula and severities, without its rounding to 8 bits.' } as const;

/** Photons that a white pixel receives on average. */
const PHOTONS: Ladder = [60, 25, 12, 5, 3];
/** So many that their noise is hardly seen: where severity 0 would be. */
const BRIGHT = 400;

export const shotNoise: Injection = {
  id: 'shot-noise',
  title: 'Shot noise',
  help: 'The picture is taken in the dark: each pixel counts few photons, so bright parts flicker most.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['60 photons', '25 photons', '12 photons', '5 photons', '3 photons'],
  source: 'shot_noise of MNIST-C (Mu & Gilmer 2019) and ImageNet-C (Hendrycks & Dietterich 2019), with its severities',
  ...EXACT,

  apply(samples, { severity, noise }) {
    const photons = at(PHOTONS, severity, BRIGHT);
    const x = samples.x.slice();
    for (let i = 0; i < x.length; i++) x[i] = clip(poisson(x[i]! * photons, noise) / photons);
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { photons },
      sentence: `Every pixel became a Poisson count with ${short(photons)} photons at white, clipped to [0, 1]; labels are unchanged.`,
    };
  },
};

/** A Poisson count by inversion: one uniform draw whatever the mean. */
function poisson(mean: number, random: Random): number {
  const u = random.uniform();
  let term = exp(-mean);
  let below = term;
  let count = 0;
  while (u >= below && term > 0) {
    count++;
    term *= mean / count;
    below += term;
  }
  return count;
}

/** Probability that a pixel is replaced. */
const IMPULSES: Ladder = [0.03, 0.06, 0.09, 0.17, 0.27];

export const impulseNoise: Injection = {
  id: 'impulse-noise',
  title: 'Salt and pepper',
  help: 'Pixels drop out: some turn fully white, as many fully black.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['3 % of pixels', '6 % of pixels', '9 % of pixels', '17 % of pixels', '27 % of pixels'],
  source: 'impulse_noise of MNIST-C (Mu & Gilmer 2019) and ImageNet-C (Hendrycks & Dietterich 2019), with its severities',
  ...EXACT,

  apply(samples, { severity, noise }) {
    const rate = at(IMPULSES, severity);
    const x = samples.x.slice();
    for (let i = 0; i < x.length; i++) {
      const [fate, salt] = [noise.uniform(), noise.uniform() < 0.5];
      if (fate < rate) x[i] = Number(salt);
    }
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { rate },
      sentence: `Each pixel became white or black, equally likely, with probability ${short(rate)}; labels are unchanged.`,
    };
  },
};

/** Standard deviation of the relative error. */
const SPECKLE: Ladder = [0.15, 0.2, 0.35, 0.45, 0.6];

export const speckleNoise: Injection = {
  id: 'speckle-noise',
  title: 'Speckle noise',
  help: 'The picture gets grainy, as ultrasound is: bright pixels flicker, black ones stay black.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['σ = 15 %', 'σ = 20 %', 'σ = 35 %', 'σ = 45 %', 'σ = 60 %'],
  source: 'speckle_noise of ImageNet-C (Hendrycks & Dietterich 2019), with its severities',
  ...EXACT,

  apply(samples, { severity, noise }) {
    const sigma = at(SPECKLE, severity);
    const x = samples.x.slice();
    for (let i = 0; i < x.length; i++) x[i] = clip(x[i]! + x[i]! * sigma * noise.normal());
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { sigma },
      sentence: `Every pixel was multiplied by 1 + normal noise with σ = ${short(sigma)}, clipped to [0, 1]; labels are unchanged.`,
    };
  },
};
