import { expect } from 'chai';
import fc from 'fast-check';
import { incompleteBeta } from '../../src/maths/special/beta.ts';
import { logGamma } from '../../src/maths/special/gamma.ts';
import { studentTCdf, studentTQuantile } from '../../src/maths/student-t.ts';

// Reference: the density of Student's t integrated with mpmath 1.3 at 40 digits, and its root for the quantiles;
// SciPy 1.17.1 (stats.t.cdf, stats.t.ppf) agrees to 14 digits.
const CDF: [t: number, df: number, p: number][] = [
  [0.5, 1, 0.64758361765043327],
  [1, 2, 0.78867513459481288],
  [2, 5, 0.94903026058507082],
  [-1.5, 3.5, 0.10890909350767262],
  [4, 30, 0.99980907718195812],
  [-8, 12, 1.8799491123751286e-6],
  [40, 4, 0.9999988329918387],
  [1.96, 1000, 0.97486340752212564],
  [0.001, 7, 0.50038499137750058],
];
const QUANTILES: [p: number, df: number, t: number][] = [
  [0.975, 1, 12.7062047361747046],
  [0.975, 2, 4.30265272974946385],
  [0.975, 5, 2.57058183563631551],
  [0.975, 9, 2.26215716279820554],
  [0.95, 9, 1.83311293265623717],
  [0.975, 19, 2.09302405440830977],
  [0.975, 29, 2.0452296421327043],
  [0.995, 4, 4.60409487134999323],
  [0.6, 3, 0.276670662332689911],
  [0.0005, 8, -5.04130543337336741],
  [0.975, 1e6, 1.95996635681410704],
];

describe('Student’s t', () => {
  it('matches the integral of its density', () => {
    for (const [t, df, p] of CDF) expect(studentTCdf(t, df) / p, `t ${t}, df ${df}`).to.be.closeTo(1, 1e-12);
  });

  it('keeps its digits near 0, where it rises by its density: 0.3850 with 7 degrees of freedom', () => {
    // Γ(4)/(√(7π)·Γ(3.5)); SciPy 1.17.1: stats.t.pdf(0, 7).
    for (const t of [1e-9, -1e-9]) expect((studentTCdf(t, 7) - 0.5) / t).to.be.closeTo(0.3849914508322673, 1e-6);
  });

  it('matches tabled quantiles', () => {
    for (const [p, df, t] of QUANTILES) expect(studentTQuantile(p, df) / t, `p ${p}, df ${df}`).to.be.closeTo(1, 1e-10);
  });

  it('is the Cauchy distribution at 1 degree of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (t) => {
        expect(studentTCdf(t, 1)).to.be.closeTo(0.5 + Math.atan(t) / Math.PI, 1e-13);
      }),
    );
  });

  it('is symmetric, rises, and its quantile inverts it', () => {
    const df = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), df, (p, degrees) => {
        const t = studentTQuantile(p, degrees);
        expect(studentTCdf(t, degrees)).to.be.closeTo(p, 1e-12);
        expect(studentTCdf(-t, degrees)).to.be.closeTo(1 - p, 1e-12);
        expect(studentTCdf(t + 0.01, degrees)).to.be.above(p);
      }),
    );
  });

  it('rests on a gamma function of 14 digits: Γ(½) = √π, Γ(11) = 10!', () => {
    expect(logGamma(0.5)).to.be.closeTo(Math.log(Math.PI) / 2, 1e-14);
    expect(logGamma(11)).to.be.closeTo(Math.log(3_628_800), 1e-14 * 16);
  });

  it('rests on an incomplete beta that reflects: I_x(a, b) = 1 − I_1−x(b, a), and I_x(1, 1) = x', () => {
    const size = fc.double({ min: 0.3, max: 40, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), size, size, (x, a, b) => {
        expect(incompleteBeta(x, a, b)).to.be.closeTo(1 - incompleteBeta(1 - x, b, a), 1e-11);
        expect(incompleteBeta(x, 1, 1)).to.be.closeTo(x, 1e-13);
      }),
    );
  });

  it('has its median at 0, with any degrees of freedom', () => {
    for (const df of [1, 2.5, 40]) expect(studentTQuantile(0.5, df)).to.be.closeTo(0, 1e-15);
  });

  it('has no quantile of 0 or 1, and says what it was asked for', () => {
    for (const p of [0, 1, 1.5, -1, NaN]) expect(() => studentTQuantile(p, 5)).to.throw(RangeError, `0 < p < 1, got ${p}`);
  });
});
