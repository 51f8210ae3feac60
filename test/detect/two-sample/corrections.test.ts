import { expect } from 'chai';
import fc from 'fast-check';
import { adjust, corrections, type Correction } from '../../../src/detect/two-sample/corrections.ts';

const P = [0.01, 0.04, 0.03, 0.005, 0.2, 0.04, 0.9];
const close = (found: readonly number[], expected: readonly number[]) =>
  expected.forEach((value, i) => expect(found[i]).to.be.closeTo(value, 1e-12));

describe('corrections for many columns', () => {
  it('Benjamini and Hochberg’s agrees with SciPy 1.17.1 (stats.false_discovery_control)', () => {
    close(adjust(P, 'benjamini-hochberg'), [0.035, 0.056, 0.056, 0.035, 0.7 / 3, 0.056, 0.9]);
  });

  it('Holm’s and Bonferroni’s agree with sums by hand: (count − rank)·p made to rise, and count·p', () => {
    close(adjust(P, 'holm'), [0.06, 0.16, 0.15, 0.035, 0.4, 0.16, 0.9]);
    close(adjust(P, 'bonferroni'), [0.07, 0.28, 0.21, 0.035, 1, 0.28, 1]);
  });

  it('lie between the raw p and Bonferroni’s, keep the order, and do not depend on it', () => {
    const p = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(p, fc.constantFrom(...(Object.keys(corrections) as Correction[])), (raw, correction) => {
        const adjusted = adjust(raw, correction);
        const strict = adjust(raw, 'bonferroni');
        adjusted.forEach((value, i) => expect(value).to.be.within(raw[i]! - 1e-15, Math.max(raw[i]!, strict[i]!) + 1e-15));
        raw.forEach((a, i) => raw.forEach((b, j) => a < b && expect(adjusted[i]).to.be.at.most(adjusted[j]!)));
        expect(adjust([...raw].reverse(), correction).reverse()).to.deep.equal(adjusted);
      }),
    );
  });

  it('refuses what is no probability', () => {
    for (const bad of [NaN, -0.1, 1.1]) expect(() => adjust([0.5, bad], 'holm')).to.throw(RangeError, 'p value 1 is');
  });
});
