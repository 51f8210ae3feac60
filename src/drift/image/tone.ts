/** Changed tones: brightness, fewer grey levels, a negative, and one in stripes. */
import { allFeatures, short, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import { frameOf } from './taps.ts';
import type { Injection } from '../../contracts/drift.ts';

/** Added to the value V of the HSV colour. */
const ADDED: Ladder = [0.1, 0.2, 0.3, 0.4, 0.5];

/** With hue and saturation kept, raising V = max(R, G, B) scales the channels; grey has one channel, so it is added to. */
export const brightness: Injection = {
  id: 'brightness',
  title: 'Brightness',
  help: 'Too much light: every pixel gets brighter until it is white.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['+0.1', '+0.2', '+0.3', '+0.4', '+0.5'],
  source: 'brightness of MNIST-C (Mu & Gilmer 2019) and ImageNet-C (Hendrycks & Dietterich 2019), with its severities',
  fidelity: 'exact',
  why: 'The source’s formula and severities: V of HSV is raised and clipped at 1; grey pixels are their own V.',

  apply(samples, { severity }) {
    const added = at(ADDED, severity);
    const [, , channels] = frameOf(samples);
    const x = samples.x.slice();
    for (let p = 0; p < x.length; p += channels) {
      let old = x[p]!;
      for (let c = 1; c < channels; c++) old = Math.max(old, x[p + c]!);
      const now = Math.min(1, old + added);
      for (let c = 0; c < channels; c++) x[p + c] = old > 0 ? (x[p + c]! / old) * now : now;
    }
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { added },
      sentence: `Every pixel became brighter by ${short(added)}, at most white; labels are unchanged.`,
    };
  },
};

const BITS: Ladder = [5, 4, 3, 2, 1];

export const quantize: Injection = {
  id: 'quantize',
  title: 'Fewer grey levels',
  help: 'The camera stores fewer shades: fine steps between light and dark are lost.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['5 bits, 32 levels', '4 bits, 16 levels', '3 bits, 8 levels', '2 bits, 4 levels', '1 bit, 2 levels'],
  source: 'quantize of MNIST-C’s code (Mu & Gilmer 2019), with its bits',
  fidelity: 'exact',
  why: 'The source’s formula and severities; a value halfway between two levels goes up instead of to the even one.',

  apply(samples, { severity }) {
    const bits = at(BITS, severity, 8);
    const top = Math.round(2 ** bits - 1);
    const x = samples.x.slice();
    for (let i = 0; i < x.length; i++) x[i] = Math.round(x[i]! * top) / top;
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { bits },
      sentence: `Every pixel was rounded to the nearest of ${top + 1} levels; labels are unchanged.`,
    };
  },
};

/** How far every pixel goes towards its negative. */
const TOWARDS: Ladder = [0.2, 0.4, 0.6, 0.8, 1];

export const inverse: Injection = {
  id: 'inverse',
  title: 'Negative',
  help: 'The picture turns into its negative: light becomes dark and dark light.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['20 % of the way', '40 % of the way', '60 % of the way', '80 % of the way', 'the full negative'],
  source: 'inverse of MNIST-C’s code (Mu & Gilmer 2019) at severity 5; the steps towards it are our own',
  fidelity: 'approximation',
  why: 'The source has the full negative only; severities 1 to 4 are mixtures of the image and its negative.',

  apply(samples, { severity }) {
    const towards = at(TOWARDS, severity);
    const x = samples.x.slice();
    for (let i = 0; i < x.length; i++) x[i]! += towards * (1 - 2 * x[i]!);
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { towards },
      sentence: `Every pixel went ${Math.round(100 * towards)} % of the way to its negative; labels are unchanged.`,
    };
  },
};

/** Width of the negative stripe on either side, in the image's width. */
const STRIPE: Ladder = [1 / 16, 1 / 8, 3 / 16, 1 / 4, 3 / 8];

export const stripe: Injection = {
  id: 'stripe',
  title: 'Negative stripes',
  help: 'A stripe on the left and one on the right of every image turn into their negative.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['1/16 of the width each', '1/8 of the width each', '3/16 of the width each', '1/4 of the width each', '3/8 of the width each'],
  source: 'stripe of MNIST-C (Mu & Gilmer 2019), whose stripes are severity 4; the other widths are our own',
  fidelity: 'approximation',
  why: 'The source has one severity, a quarter of the width on either side; widths are rounded to whole pixels, at least one.',

  apply(samples, { severity }) {
    const [height, width, channels] = frameOf(samples);
    const columns = Math.max(1, Math.round(at(STRIPE, severity) * width));
    const isStriped = (f: number): boolean => {
      const column = Math.floor(f / channels) % width;
      return column < columns || column >= width - columns;
    };
    const features = allFeatures(samples).filter(isStriped);
    const x = samples.x.slice();
    for (let start = 0; start < x.length; start += height * width * channels) {
      for (const f of features) x[start + f] = 1 - x[start + f]!;
    }
    return {
      samples: withInputs(samples, x),
      features,
      params: { columns },
      sentence: `The ${columns} leftmost and rightmost columns of every image turned into their negative; labels are unchanged.`,
    };
  },
};
