import { expect } from 'chai';
import { dropoutFactor, dropoutKey } from '../../src/models/dropout.ts';

const factors = (seed: number, step: number, layer: number, rate: number, count = 20_000) => {
  const key = dropoutKey(seed, step, layer);
  return Array.from({ length: count }, (_, i) => dropoutFactor(key, i, rate));
};
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('dropout by hash', () => {
  it('drops the share it should, and keeps the expected value (binomial, 5 standard errors)', () => {
    for (const rate of [0.1, 0.5, 0.8]) {
      const kept = mean(factors(7, 3, 1, rate).map((factor) => (factor > 0 ? 1 : 0)));
      expect(kept).to.be.closeTo(1 - rate, 5 * Math.sqrt((rate * (1 - rate)) / 20_000));
      expect(mean(factors(7, 3, 1, rate))).to.be.closeTo(kept / (1 - rate), 1e-9);
    }
  });

  it('keeps everything at rate 0', () => {
    expect(factors(1, 1, 1, 0, 100).every((factor) => factor === 1)).to.equal(true);
  });

  it('drops other values for another seed, step or layer: half of a half agree by chance', () => {
    const base = factors(1, 5, 2, 0.5);
    for (const other of [factors(2, 5, 2, 0.5), factors(1, 6, 2, 0.5), factors(1, 5, 3, 0.5)]) {
      expect(mean(other.map((factor, i) => (factor === base[i] ? 1 : 0)))).to.be.closeTo(0.5, 0.02);
    }
  });
});
