/** A picture that sits elsewhere: shear, scale and translate. */
import { allFeatures, short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import { aboutCentre, applyTaps, frameOf, sideScale, warpTaps } from './taps.ts';
import type { Injection } from '../../contracts/drift.ts';
import * as portable from '../../maths/portable.ts';

const SHEAR_RAD: Ladder = [0.2, 0.4, 0.6, 0.8, 1];

/** The affine shear of the source's library: slanted columns that also stretch, by 1 / cos of the angle. */
export const shear: Injection = {
  id: 'shear',
  title: 'Shear',
  help: 'The paper lies askew: every image slants to the same side.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['0.2 rad (11°)', '0.4 rad (23°)', '0.6 rad (34°)', '0.8 rad (46°)', '1 rad (57°)'],
  source: 'shear of MNIST-C (Mu & Gilmer 2019), with its angles',
  fidelity: 'approximation',
  why: 'One sign holds for all images of a world, where the source draws one for each.',

  apply(samples, { severity, world }) {
    const angleRad = (world.int(2) * 2 - 1) * at(SHEAR_RAD, severity);
    const [cos, sin] = [portable.cos(angleRad), portable.sin(angleRad)];
    const taps = aboutCentre(frameOf(samples), (down, right) => [cos * down, right - sin * down]);
    return {
      samples: applyTaps(samples, taps),
      features: allFeatures(samples),
      params: { angleRad },
      sentence:
        `Every image was sheared about its centre by ${Math.round((180 / Math.PI) * Math.abs(angleRad))}°, its foot to the ` +
        `${angleRad > 0 ? 'right' : 'left'}; labels are unchanged.`,
    };
  },
};

/** Size of the new picture in the old one's. */
const SIZE: Ladder = [0.9, 0.8, 0.7, 0.6, 0.5];

export const scale: Injection = {
  id: 'scale',
  title: 'Smaller',
  help: 'The camera stands further away: everything is smaller, with black around it.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['90 % of the size', '80 % of the size', '70 % of the size', '60 % of the size', '50 % of the size'],
  source: 'scale of MNIST-C (Mu & Gilmer 2019), with its factors',
  fidelity: 'exact',
  why: 'The source’s formula and severities: bilinear about the centre, zero outside, without smoothing.',

  apply(samples, { severity }) {
    const size = at(SIZE, severity, 1);
    return {
      samples: applyTaps(
        samples,
        aboutCentre(frameOf(samples), (down, right) => [down / size, right / size]),
      ),
      features: allFeatures(samples),
      params: { size },
      sentence: `Every image shrank to ${Math.round(100 * size)} % of its size about its centre; labels are unchanged.`,
    };
  },
};

/** In pixels of a 28-pixel side, along both axes. */
const SHIFT: Ladder = [1, 2, 3, 4, 5];

export const translate: Injection = {
  id: 'translate',
  title: 'Off centre',
  help: 'The camera points elsewhere: every image moves the same way along the diagonal.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['1/28 of the side', '2/28 of the side', '3/28 of the side', '4/28 of the side', '5/28 of the side'],
  source: 'translate of MNIST-C (Mu & Gilmer 2019), with its shifts for 28 pixels',
  fidelity: 'approximation',
  why: 'The shift is scaled to the image’s shorter side, and its signs hold for all images of a world.',

  apply(samples, { severity, world }) {
    const frame = frameOf(samples);
    const shift = at(SHIFT, severity) * sideScale(frame, 28);
    const [down, right] = [(world.int(2) * 2 - 1) * shift, (world.int(2) * 2 - 1) * shift];
    return {
      samples: applyTaps(
        samples,
        warpTaps(frame, (v, u) => [v - down, u - right]),
      ),
      features: allFeatures(samples),
      params: { down, right },
      sentence:
        `Every image moved ${short(shift)} pixels ${down > 0 ? 'down' : 'up'} and to the ` +
        `${right > 0 ? 'right' : 'left'}; labels are unchanged.`,
    };
  },
};
