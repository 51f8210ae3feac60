/** Sensor noise: every pixel gets its own normal error. */
import { allFeatures, clip, short, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';

/** Standard deviation in units of the pixel range. */
const SIGMA: Ladder = [0.08, 0.12, 0.18, 0.26, 0.38];

export const gaussianNoise: Injection = {
  id: 'gaussian-noise',
  title: 'Noise',
  help: 'The camera gets noisy: every pixel flickers at random.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['σ = 0.08', 'σ = 0.12', 'σ = 0.18', 'σ = 0.26', 'σ = 0.38'],
  source: 'gaussian_noise of ImageNet-C (Hendrycks & Dietterich 2019), with its severities',
  fidelity: 'exact',
  why: 'The source’s formula and severities, without its rounding to 8 bits.',

  apply(samples, { severity, noise }) {
    const sigma = at(SIGMA, severity);
    const x = samples.x.slice();
    for (let i = 0; i < x.length; i++) x[i] = clip(x[i]! + sigma * noise.normal());
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { sigma },
      sentence: `Every pixel got independent normal noise with σ = ${short(sigma)}, clipped to [0, 1]; labels are unchanged.`,
    };
  },
};
