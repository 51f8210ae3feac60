import { expect } from 'chai';
import { contrast } from '../../src/drift/image/contrast.ts';
import { gaussianNoise } from '../../src/drift/image/gaussian-noise.ts';
import { occlusion } from '../../src/drift/image/occlusion.ts';
import { rotation } from '../../src/drift/image/rotation.ts';
import { imageContext as context, samplesOf, SEVERITIES } from './fixtures.ts';


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

describe('contrast', () => {
  it('shrinks each image around its own mean (by hand: 0.4 of ±0.25 around 0.75, 0.4 of ±0.25 around 0.25)', () => {
    const images = samplesOf([1, 2, 1], [0.5, 1, 0, 0.5]);
    const { x } = contrast.apply(images, context(images, 1)).samples;
    [0.65, 0.85, 0.15, 0.35].forEach((value, i) => expect(x[i]).to.be.closeTo(value, 1e-7));
  });
});

describe('rotation', () => {
  /** A dot five pixels to the right of the centre of a 17×17 image. */
  const dot = samplesOf([17, 17, 1], Array.from({ length: 289 }, (_, i) => (i === 8 * 17 + 13 ? 1 : 0)));

  it('turns by the angles of MNIST-C: a dot lands where the circle says', () => {
    [0.2, 0.4, 0.6, 0.8, 1].forEach((angle, i) => {
      const { samples, params } = rotation.apply(dot, context(dot, SEVERITIES[i]!));
      expect(Math.abs(params['angleRad'] as number)).to.equal(angle);
      let [mass, right, down] = [0, 0, 0];
      samples.x.forEach((value, p) => {
        mass += value;
        right += value * ((p % 17) - 8);
        down += value * (Math.floor(p / 17) - 8);
      });
      expect(right / mass).to.be.closeTo(5 * Math.cos(angle), 0.25);
      expect(down / mass).to.be.closeTo(5 * Math.sin(params['angleRad'] as number), 0.25);
    });
  });

  it('turns all images of a world the same way, and worlds both ways', () => {
    const signs = Array.from({ length: 20 }, (_, seed) => {
      const { params } = rotation.apply(dot, context(dot, 1, seed));
      return Math.sign(params['angleRad'] as number);
    });
    expect(new Set(signs)).to.deep.equal(new Set([-1, 1]));
  });

  it('keeps every channel to itself', () => {
    const colour = samplesOf([3, 3, 2], Array.from({ length: 18 }, (_, i) => (i % 2 ? 0.5 : 0)));
    const { x } = rotation.apply(colour, context(colour, 2)).samples;
    expect(x.every((value, i) => (i % 2 ? value > 0 : value === 0))).to.equal(true);
  });
});

describe('occlusion', () => {
  it('hides nested squares of 2/8 … 6/8 of the side at the same place', () => {
    const black = samplesOf([8, 10, 1], new Array<number>(80).fill(0));
    for (let seed = 0; seed < 50; seed++) {
      const hidden = SEVERITIES.map((severity) => occlusion.apply(black, context(black, severity, seed)).features!);
      expect(hidden.map((features) => features.length)).to.deep.equal([4, 9, 16, 25, 36]);
      hidden.slice(1).forEach((larger, i) => expect(larger).to.include.members([...hidden[i]!]));
    }
  });
});
