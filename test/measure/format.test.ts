import { expect } from 'chai';
import fc from 'fast-check';
import * as format from '../../src/measure/format.ts';
import { interval } from '../../src/maths/statistics.ts';
import { randomStream } from '../../src/random/random.ts';
import type { Interval } from '../../src/maths/interval.ts';
import type { Quantity } from '../../src/contracts/results.ts';

const around = (mean: number, half: number): Interval => ({ mean, lo: mean - half, hi: mean + half, values: [mean, mean] });
const joules = (value: number, lo: number, hi: number): Quantity => ({
  value,
  lo,
  hi,
  unit: 'J',
  kind: 'modelled',
  method: '',
  source: '',
});

describe('numbers as text', () => {
  it('puts commas between thousands as the browser does', () => {
    for (const count of [0, 7, 999, 1000, 12_345, 999_999, 1_000_000, 123_456_789])
      expect(format.grouped(count)).to.equal(count.toLocaleString('en'));
  });

  it('gives accuracies one decimal and their half-width, none for a single value', () => {
    expect(format.percent(around(0.9312, 0.0061))).to.equal('93.1 ± 0.6 %');
    expect(format.percent({ mean: 0.5, lo: 0.5, hi: 0.5, values: [0.5] })).to.equal('50.0 %');
  });

  it('signs differences with a real minus, and zero not at all', () => {
    expect(format.points(around(-0.041, 0.009))).to.equal('−4.1 ± 0.9 pt');
    expect(format.points(around(0.041, 0.009), 'points')).to.equal('+4.1 ± 0.9 points');
    expect(format.points(around(-0.0001, 0.009))).to.equal('0.0 ± 0.9 pt');
    expect(format.pointsOf(0.01)).to.equal('1.0 points');
  });

  it('counts time in milliseconds, seconds and minutes', () => {
    const texts = [0.00421, 0.21, 0.9994, 0.9996, 1.23, 9.96, 48.2, 59.6, 200].map(format.seconds);
    expect(texts).to.deep.equal(['4.2 ms', '210 ms', '999 ms', '1.0 s', '1.2 s', '10 s', '48 s', '1 min 0 s', '3 min 20 s']);
  });

  it('scales FLOPs and bytes by thousands', () => {
    expect(format.flops(1.94e9)).to.equal('1.9 GFLOP');
    expect(format.flops(512)).to.equal('512 FLOP');
    expect(format.flops(999_700)).to.equal('1 MFLOP');
    expect(format.bytes(1_234_000)).to.equal('1.2 MB');
    expect(format.bytes(0)).to.equal('0 B');
  });

  it('gives modelled joules two digits at most, and their band', () => {
    expect(format.joules(joules(12.4, 5.2, 30.7))).to.equal('≈ 12 J (5–31)');
    expect(format.joules(joules(3.21, 1.4, 7.77))).to.equal('≈ 3.2 J (1.4–7.8)');
    expect(format.joules(joules(0.0321, 0.0144, 0.0777))).to.equal('≈ 32 mJ (14–78)');
    expect(format.joules(joules(4321, 987, 9876))).to.equal('≈ 4.3 kJ (0.99–9.9)');
  });

  it('gives ratios as a range of percent, or as how many times', () => {
    expect(format.ratioPercent({ mean: 0.075, lo: 0.061, hi: 0.089, values: [] })).to.equal('6–9 %');
    expect(format.ratioPercent({ mean: 0.07, lo: 0.069, hi: 0.071, values: [] })).to.equal('7 %');
    expect(format.ratioPercent({ mean: 0.005, lo: 0.0041, hi: 0.0062, values: [] })).to.equal('0.41–0.62 %');
    expect(format.times({ mean: 5.2, lo: 4.8, hi: 5.6, values: [] })).to.deep.equal({ value: '5.2×', range: '4.8–5.6×' });
    expect(format.times({ mean: 12.3, lo: 9.96, hi: 15, values: [] })).to.deep.equal({ value: '12×', range: '10–15×' });
  });

  it('tells the part of a share’s interval that can be true, by its ends where they are uneven', () => {
    expect(format.percent(around(0.891, 0.132))).to.equal('89.1 % (75.9–100.0)');
    expect(format.percent(around(0.002, 0.0045))).to.equal('0.2 % (0.0–0.7)');
    expect(format.percent({ mean: 1, lo: 1, hi: 1, values: [1, 1] })).to.equal('100.0 ± 0.0 %');
    // R² may be below 0, and is seen to be by one of its values.
    expect(format.percent({ ...around(0.1, 0.4), values: [-0.1, 0.3] })).to.equal('10.0 ± 40.0 %');
  });

  it('tells an uneven interval of a difference by its ends, so that it reads the same wherever it stands', () => {
    expect(format.points({ mean: -0.014, lo: -0.029, hi: -0.003, values: [0, -0.03] })).to.equal('−1.4 (−2.9 to −0.3) pt');
  });

  it('loses no truth by that: Student’s interval cut at 0 and 1 holds the mean in the very runs in which the whole one does, in 9 of 10 even near 1 over six seeds', () => {
    // Accuracy of a seed: binomial over 300 rows around a seed’s own level, near 1, where the plain interval often leaves what can be.
    const random = randomStream(3, 'coverage');
    const [runs, truth] = [2000, 0.97];
    const found = { plain: 0, cut: 0, beyond: 0 };
    for (let run = 0; run < runs; run++) {
      const values = Array.from({ length: 6 }, () => {
        const level = truth + (random.uniform() < 0.5 ? 0.025 : -0.025);
        let right = 0;
        for (let row = 0; row < 60; row++) right += Number(random.uniform() < level);
        return right / 60;
      });
      const plain = interval(values);
      const cut = format.possible(plain);
      found.plain += Number(plain.lo <= truth && truth <= plain.hi);
      found.cut += Number(cut.lo <= truth && truth <= cut.hi);
      found.beyond += Number(plain.hi > 1);
      expect(cut.lo).to.be.within(0, cut.mean);
      expect(cut.hi).to.be.within(cut.mean, 1);
    }
    expect(found.beyond).to.be.greaterThan(runs / 20);
    expect(found.cut).to.equal(found.plain);
    expect(found.cut / runs).to.be.within(0.9, 0.97);
  });

  it('never falls into exponents', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1e17, noNaN: true }), (value) => {
        for (const text of [format.flops(value), format.joules(joules(value, value / 2, value * 2))]) {
          expect(text).not.to.match(/\de[+-]?\d|NaN|Infinity/);
        }
      }),
    );
  });
});
