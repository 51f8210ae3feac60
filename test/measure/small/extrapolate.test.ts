import { expect } from 'chai';
import { foreseen, MISFIT, RATIO, type BySize } from '../../../src/measure/small/extrapolate.ts';
import { randomStream } from '../../../src/random/random.ts';

const DRAWS = 4000;
const mean = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0) / values.length;
const sd = (values: Float64Array) => Math.sqrt(values.reduce((sum, each) => sum + (each - mean(values)) ** 2, 0) / values.length);
const drawn = (series: readonly BySize[], scale: number) => foreseen(series, scale, DRAWS, randomStream(3, 'test'));
/** Without spread over seeds. */
const exact = (...means: readonly number[]): BySize => means.map((each) => [each, each, each, each]);

describe('the next size', () => {
  it('is the law’s, where there is no noise: the last value and the shared ratio of the last step (closed form)', () => {
    const [only] = drawn([exact(0.5, 0.6, 0.7)], 0);
    expect(mean(only!)).to.be.closeTo(0.7 + RATIO.shared * 0.1, 1e-12);
  });
  it('follows a power law with a floor whose exponent is the shared one', () => {
    // m(s) = c − a·s^−b with r = 2^−b.
    const b = -Math.log2(RATIO.shared);
    const at = (s: number) => 0.9 - 0.05 * s ** -b;
    const [only] = drawn([exact(at(1 / 8), at(1 / 4), at(1 / 2))], 0);
    expect(mean(only!)).to.be.closeTo(at(1), 1e-12);
  });
  it('moves what sets series apart by less than what they share', () => {
    const [slow, quick] = drawn([exact(0.4, 0.5, 0.6), exact(0.4, 0.5, 0.7)], 0);
    const together = RATIO.shared * 0.15;
    expect(mean(slow!)).to.be.closeTo(0.6 + together - RATIO.own * 0.05, 1e-12);
    expect(mean(quick!)).to.be.closeTo(0.7 + together + RATIO.own * 0.05, 1e-12);
  });
  it('spreads by what the law is off by, of which the shared part does not blur differences', () => {
    const [a, b] = drawn([exact(0.5, 0.6, 0.7), exact(0.5, 0.6, 0.7)], 1);
    expect(sd(a!)).to.be.closeTo(Math.hypot(MISFIT.shared, MISFIT.own), 0.003);
    expect(sd(a!.map((value, i) => value - b![i]!))).to.be.closeTo(Math.SQRT2 * MISFIT.own, 0.003);
  });
  it('spreads by seeds as the mean of them does, and what they share cancels', () => {
    const luck = [0.05, -0.05, 0.03, -0.03, 0.01, -0.01];
    const withLuck = (base: number): BySize => [base, base, base].map((each) => luck.map((one) => each + one));
    const [a, b] = drawn([withLuck(0.5), withLuck(0.6)], 0);
    // Of the last size by 1 + r, of the one before by r: √((1 + r)² + r²) of a mean’s standard error.
    const error = Math.sqrt(luck.reduce((sum, one) => sum + one * one, 0) / 5 / 6);
    expect(sd(a!)).to.be.closeTo(error * Math.hypot(1 + RATIO.shared, RATIO.shared), 0.002);
    expect(sd(a!.map((value, i) => value - b![i]!))).to.be.lessThan(1e-9);
  });
});
