/** Lost contrast: every image is drawn towards its own mean grey. */
import { allFeatures, clip, featureCount, short, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';

/** Share of the contrast that is left. */
const CONTRAST: Ladder = [0.4, 0.3, 0.2, 0.1, 0.05];

export const contrast: Injection = {
  id: 'contrast',
  title: 'Contrast',
  help: 'The picture turns flat: light and dark move towards the image’s mean grey.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['40 % left', '30 % left', '20 % left', '10 % left', '5 % left'],
  source: 'contrast of ImageNet-C (Hendrycks & Dietterich 2019), with its severities',
  fidelity: 'exact',
  why: 'The source’s formula and severities; the mean is taken per channel, as there.',

  apply(samples, { severity }) {
    const left = at(CONTRAST, severity, 1);
    const features = featureCount(samples.inputShape);
    const channels = samples.inputShape.at(-1)!;
    const x = samples.x.slice();
    for (let start = 0; start < x.length; start += features) {
      const image = x.subarray(start, start + features);
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let p = c; p < features; p += channels) sum += image[p]!;
        const mean = sum / (features / channels);
        for (let p = c; p < features; p += channels) image[p] = clip(mean + left * (image[p]! - mean));
      }
    }
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { contrast: left },
      sentence: `Contrast around each image’s mean fell to ${short(100 * left)} %; labels are unchanged.`,
    };
  },
};
