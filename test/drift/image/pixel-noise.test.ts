import { expect } from 'chai';
import { impulseNoise, shotNoise, speckleNoise } from '../../../src/drift/image/pixel-noise.ts';
import { SEVERITIES } from '../fixtures.ts';
import { drifted, flat, mean } from './images.ts';

describe('pixel noise', () => {
  it('shot noise has mean and variance of a Poisson count over its photons (within five standard errors)', () => {
    [60, 25, 12, 5, 3].forEach((photons, i) => {
      const x = drifted(shotNoise, flat(200, 0.2), SEVERITIES[i]!);
      const variance = 0.2 / photons;
      expect(Math.abs(mean(x) - 0.2)).to.be.below(5 * Math.sqrt(variance / x.length));
      const measured = x.reduce((sum, value) => sum + (value - 0.2) ** 2, 0) / x.length;
      // The fourth central moment of a Poisson count is λ + 3 λ².
      const ofSquares = (0.2 * photons + 2 * (0.2 * photons) ** 2) / photons ** 4;
      expect(Math.abs(measured - variance)).to.be.below(5 * Math.sqrt(ofSquares / x.length) + 1e-4);
    });
  });

  it('impulse noise replaces the tabulated share, half of it by white (within five standard errors), a higher one the same and more', () => {
    let before = new Set<number>();
    [0.03, 0.06, 0.09, 0.17, 0.27].forEach((rate, i) => {
      const x = drifted(impulseNoise, flat(200, 0.5), SEVERITIES[i]!);
      const white = x.filter((value) => value === 1).length;
      const black = x.filter((value) => value === 0).length;
      const error = 5 * Math.sqrt((rate * (1 - rate)) / x.length);
      expect(Math.abs((white + black) / x.length - rate)).to.be.below(error);
      expect(Math.abs(white - black)).to.be.below(5 * Math.sqrt(white + black));
      const hit = new Set([...x.keys()].filter((p) => x[p] !== 0.5));
      expect([...before].every((p) => hit.has(p))).to.equal(true);
      before = hit;
    });
  });

  it('speckle noise is proportional to the pixel', () => {
    const x = drifted(speckleNoise, flat(100, 0.4), 1);
    const variance = x.reduce((sum, value) => sum + (value - 0.4) ** 2, 0) / x.length;
    expect(Math.abs(variance / (0.4 * 0.15) ** 2 - 1)).to.be.below(5 * Math.sqrt(2 / x.length));
    expect(Math.max(...drifted(speckleNoise, flat(10, 0), 5))).to.equal(0);
  });
});
