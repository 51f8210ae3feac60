import { expect } from 'chai';
import { gaussianNoise } from '../../../src/drift/image/gaussian-noise.ts';
import { imageContext as context, samplesOf, SEVERITIES } from '../fixtures.ts';

describe('gaussian noise', () => {
  it('has the standard deviations of ImageNet-C (within five standard errors, on mid-grey)', () => {
    const grey = samplesOf([100, 100, 1], new Array<number>(10_000).fill(0.5));
    [0.08, 0.12].forEach((sigma, i) => {
      const { x } = gaussianNoise.apply(grey, context(grey, SEVERITIES[i]!)).samples;
      const variance = x.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / x.length;
      expect(Math.abs(variance / sigma ** 2 - 1)).to.be.below(5 * Math.sqrt(2 / x.length));
    });
  });

  it('stays within [0, 1]', () => {
    const white = samplesOf([10, 10, 1], new Array<number>(100).fill(1));
    const { x } = gaussianNoise.apply(white, context(white, 5)).samples;
    expect(Math.max(...x)).to.equal(1);
    expect(Math.min(...x)).to.be.within(0, 0.9);
  });
});
