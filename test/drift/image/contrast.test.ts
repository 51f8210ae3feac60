import { expect } from 'chai';
import { contrast } from '../../../src/drift/image/contrast.ts';
import { imageContext as context, samplesOf } from '../fixtures.ts';

describe('contrast', () => {
  it('shrinks each image around its own mean (by hand: 0.4 of ±0.25 around 0.75, 0.4 of ±0.25 around 0.25)', () => {
    const images = samplesOf([1, 2, 1], [0.5, 1, 0, 0.5]);
    const { x } = contrast.apply(images, context(images, 1)).samples;
    [0.65, 0.85, 0.15, 0.35].forEach((value, i) => expect(x[i]).to.be.closeTo(value, 1e-7));
  });
});
