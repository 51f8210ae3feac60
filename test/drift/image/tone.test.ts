import { expect } from 'chai';
import { brightness, inverse, quantize, stripe } from '../../../src/drift/image/tone.ts';
import { samplesOf } from '../fixtures.ts';
import { closeTo, drifted, flat } from './images.ts';

describe('tone', () => {
  it('brightness adds to grey and scales colours up to the new largest channel', () => {
    closeTo(drifted(brightness, samplesOf([1, 3, 1], [0, 0.4, 0.95]), 1), [0.1, 0.5, 1]);
    closeTo(drifted(brightness, samplesOf([1, 2, 3], [0.5, 0.25, 0, 0, 0, 0]), 5), [1, 0.5, 0, 0.5, 0.5, 0.5]);
  });

  it('quantize rounds to 2^bits levels', () => {
    closeTo(drifted(quantize, samplesOf([1, 4, 1], [0, 0.3, 0.6, 1]), 4), [0, 1 / 3, 2 / 3, 1]);
    closeTo(drifted(quantize, samplesOf([1, 4, 1], [0, 0.3, 0.6, 1]), 5), [0, 0, 1, 1]);
  });

  it('inverse ends at 1 − x and is flat grey half way between 2 and 3', () => {
    closeTo(drifted(inverse, samplesOf([1, 3, 1], [0, 0.3, 1]), 5), [1, 0.7, 0]);
    closeTo(drifted(inverse, samplesOf([1, 2, 1], [0, 1]), 2), [0.4, 0.6]);
  });

  it('stripe at severity 4 inverts the columns 0–6 and 21–27 of 28, as MNIST-C does', () => {
    const x = drifted(stripe, flat(28, 0), 4);
    x.forEach((value, p) => expect(value).to.equal(p % 28 < 7 || p % 28 >= 21 ? 1 : 0));
  });
});
