/** Dirt on the lens: a grey square at one place hides what is behind it. */
import { withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';

/** Side of the square in shares of the image's shorter side. */
const SIDE: Ladder = [2 / 8, 3 / 8, 4 / 8, 5 / 8, 6 / 8];
/** The grey of Zeiler & Fergus' occluder: unlike black it is seen on a black ground. */
const GREY = 0.5;

/** The place belongs to the world; a smaller square lies inside every larger one at the same place. */
export const occlusion: Injection = {
  id: 'occlusion',
  title: 'Occlusion',
  help: 'Dirt on the lens: a grey square covers the same place in every image.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['2/8 of the side', '3/8 of the side', '4/8 of the side', '5/8 of the side', '6/8 of the side'],
  source: 'grey square of Zeiler & Fergus 2014; the severities are our own',
  fidelity: 'approximation',
  why: 'The source slides one square over an image; here it stays at one place of a world and grows with severity.',

  apply(samples, { severity, world }) {
    const [height, width, channels] = samples.inputShape as [number, number, number];
    const sideAt = (level: number): number => Math.round(at(SIDE, level) * Math.min(height, width));
    const side = sideAt(severity);
    const largest = sideAt(5);
    /** The largest square lies anywhere in the image, this one at the same relative place inside it. */
    const place = (length: number): number => world.int(length - largest + 1) + Math.floor(world.uniform() * (largest - side + 1));
    const top = place(height);
    const left = place(width);

    const x = samples.x.slice();
    const features: number[] = [];
    for (let v = top; v < top + side; v++) {
      const start = (v * width + left) * channels;
      for (let f = start; f < start + side * channels; f++) features.push(f);
    }
    for (let start = 0; start < x.length; start += height * width * channels) {
      for (const f of features) x[start + f] = GREY;
    }
    return {
      samples: withInputs(samples, x),
      features,
      params: { top, left, side, grey: GREY },
      sentence: `A grey square of ${side}×${side} pixels covers every image from row ${top}, column ${left}; ` + 'labels are unchanged.',
    };
  },
};
