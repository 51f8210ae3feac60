/** Faded or garish colours: another saturation in HSV. */
import { allFeatures, clip, short, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';

/** Factors of the saturation S, away from 1 in either direction. */
const FADED: Ladder = [0.8, 0.6, 0.4, 0.2, 0];
const BOOSTED: Ladder = [1.5, 2, 3, 5, 20];

const DIRECTIONS = [
  { id: 'drawn', title: 'Drawn from the seed' },
  { id: 'fade', title: 'Faded' },
  { id: 'boost', title: 'Garish' },
] as const;

/**
 * With hue and value V = max(R, G, B) kept, each channel goes from c to V − (V − c) · S′ / S, where S = (V − min) / V and
 * S′ is S times the factor, at most 1. Grey pixels have no hue and stay.
 */
export const saturate: Injection = {
  id: 'saturate',
  title: 'Saturation',
  help: 'The camera’s colours fade towards grey, or turn garish.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['S × 0.8 or × 1.5', 'S × 0.6 or × 2', 'S × 0.4 or × 3', 'S × 0.2 or × 5', 'S × 0 or × 20'],
  source: 'saturate of ImageNet-C’s extra corruptions (Hendrycks & Dietterich 2019): S of HSV is multiplied; the steps are our own',
  fidelity: 'approximation',
  why: 'The source fades at severities 1 and 2 and boosts from 3 on: here a world goes one way, and nothing is added to S.',
  parameters: [
    {
      name: 'direction',
      title: 'Direction',
      help: 'Towards grey, or away from it.',
      kind: 'choice',
      default: 'drawn',
      choices: DIRECTIONS,
    },
  ],
  refuses: ({ inputShape }) => (inputShape.at(-1) === 3 ? undefined : 'it needs colour images, with red, green and blue'),

  apply(samples, { severity, params, world }) {
    const drawn = world.int(2) === 0 ? 'fade' : 'boost';
    const direction = params.direction === 'fade' || params.direction === 'boost' ? params.direction : drawn;
    const factor = at(direction === 'fade' ? FADED : BOOSTED, severity, 1);
    const x = samples.x.slice();
    for (let p = 0; p < x.length; p += 3) {
      const value = Math.max(x[p]!, x[p + 1]!, x[p + 2]!);
      const range = value - Math.min(x[p]!, x[p + 1]!, x[p + 2]!);
      if (range === 0) continue;
      const gain = Math.min(factor, value / range);
      for (let f = p; f < p + 3; f++) x[f] = clip(value - (value - x[f]!) * gain);
    }
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { direction, factor },
      sentence: `The saturation of every pixel was multiplied by ${short(factor)}, at most 1; hue, value and labels are unchanged.`,
    };
  },
};
