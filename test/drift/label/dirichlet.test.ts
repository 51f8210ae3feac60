import { expect } from 'chai';
import fc from 'fast-check';
import { dirichlet, gamma } from '../../../src/drift/label/dirichlet.ts';
import { randomStream } from '../../../src/random/random.ts';

const DRAWS = 40_000;

describe('gamma variates', () => {
  it('have mean and variance k, third central moment 2 k (within five standard errors)', () => {
    for (const shape of [0.1, 0.5, 1, 2.5, 30]) {
      const random = randomStream(1, 'gamma', shape);
      const draws = Array.from({ length: DRAWS }, () => gamma(shape, random));
      const mean = draws.reduce((a, b) => a + b) / DRAWS;
      const variance = draws.reduce((sum, draw) => sum + (draw - shape) ** 2, 0) / DRAWS;
      const third = draws.reduce((sum, draw) => sum + (draw - shape) ** 3, 0) / DRAWS;
      // Central moments of a gamma variate: μ₂ = k, μ₃ = 2 k, μ₄ = 3 k² + 6 k, μ₆ = 15 k³ + 130 k² + 120 k.
      expect(Math.abs(mean - shape)).to.be.below(5 * Math.sqrt(shape / DRAWS));
      expect(Math.abs(variance - shape)).to.be.below(5 * Math.sqrt((2 * shape ** 2 + 6 * shape) / DRAWS));
      const sixth = 15 * shape ** 3 + 130 * shape ** 2 + 120 * shape;
      expect(Math.abs(third - 2 * shape)).to.be.below(5 * Math.sqrt((sixth - 4 * shape ** 2) / DRAWS));
      expect(Math.min(...draws)).to.be.at.least(0);
    }
  });
});

describe('Dirichlet draws', () => {
  it('sum to 1 and are shares, however small α is', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.double({ min: 1e-3, max: 50, noNaN: true }), { minLength: 1, maxLength: 8 }), (seed, alpha) => {
        const shares = dirichlet(alpha, randomStream(seed));
        expect(shares.reduce((a, b) => a + b)).to.be.closeTo(1, 1e-12);
        expect(shares.every((share) => share >= 0 && share <= 1)).to.equal(true);
      }),
    );
  });

  it('have mean αᵢ / α₀ and variance m (1 − m) / (α₀ + 1)', () => {
    const alpha = [0.5, 1, 2.5];
    const random = randomStream(3, 'dirichlet');
    const draws = Array.from({ length: DRAWS }, () => dirichlet(alpha, random));
    alpha.forEach((own, i) => {
      const mean = own / 4;
      const variance = (mean * (1 - mean)) / 5;
      const found = draws.reduce((sum, shares) => sum + shares[i]!, 0) / DRAWS;
      expect(Math.abs(found - mean)).to.be.below(5 * Math.sqrt(variance / DRAWS));
      expect(draws.reduce((sum, shares) => sum + (shares[i]! - mean) ** 2, 0) / DRAWS / variance).to.be.closeTo(1, 0.05);
    });
  });
});
