/** A camera mounted askew: every image is turned by the same angle. */
import { allFeatures } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import { applyTaps, frameOf, warpTaps } from './taps.ts';
import type { Injection } from '../../contracts/drift.ts';
import * as portable from '../../maths/portable.ts';

const ANGLE_RAD: Ladder = [0.2, 0.4, 0.6, 0.8, 1];

/**
 * MNIST-C draws the sign for every image anew. Here one sign holds for the whole world: the change is a new regime that
 * a model can adapt to, not a wider spread.
 */
export const rotation: Injection = {
  id: 'rotation',
  title: 'Rotation',
  help: 'The camera hangs askew: every image is turned by the same angle.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['0.2 rad (11°)', '0.4 rad (23°)', '0.6 rad (34°)', '0.8 rad (46°)', '1 rad (57°)'],
  source: 'rotate of MNIST-C (Mu & Gilmer 2019), with its angles; one sign for all images instead of one for each',
  fidelity: 'approximation',
  why: 'One sign holds for all images of a world, where the source draws one for each.',

  apply(samples, { severity, world }) {
    const angleRad = (world.int(2) * 2 - 1) * at(ANGLE_RAD, severity);
    const turn = angleRad > 0 ? 'clockwise' : 'anticlockwise';
    const [cos, sin] = [portable.cos(angleRad), portable.sin(angleRad)];
    const frame = frameOf(samples);
    const [cy, cx] = [(frame[0] - 1) / 2, (frame[1] - 1) / 2];
    const taps = warpTaps(frame, (v, u) => [cy - sin * (u - cx) + cos * (v - cy), cx + cos * (u - cx) + sin * (v - cy)]);
    return {
      samples: applyTaps(samples, taps),
      features: allFeatures(samples),
      params: { angleRad },
      sentence: `Every image was turned ${turn} by ${Math.round((180 / Math.PI) * Math.abs(angleRad))}°; labels are unchanged.`,
    };
  },
};
