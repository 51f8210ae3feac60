import { expect } from 'chai';
import { smirnovTail } from '../../../src/maths/special/smirnov.ts';
import { ExponentialHistogram } from '../../../src/detect/streaming/exponential-histogram.ts';
import { ksExactP } from '../../../src/detect/streaming/kswin.ts';
import { normalQuantile } from '../../../src/maths/special/normal.ts';
import { findDetector } from '../../../src/detect/streaming/registry.ts';
import { randomStream } from '../../../src/random/random.ts';

const random = () => randomStream(1, 'statistics');

describe('numbers behind the detectors', () => {
  it('exact p of Kolmogorov–Smirnov at n = m = 30, as SciPy 1.17.1 gives it', () => {
    const known = { 12: 0.01564339, 13: 0.0065483964, 14: 0.0025300622, 15: 0.00089957768 };
    for (const [k, p] of Object.entries(known)) expect(ksExactP(Number(k), 30) / p).to.be.closeTo(1, 1e-7);
    expect(ksExactP(0, 30)).to.equal(1);
    // The paths counted one by one.
    for (const k of [1, 5, 20]) expect(ksExactP(k, 30) / smirnovTail(k * 30, 30, 30)).to.be.closeTo(1, 1e-9);
    // All of one sample below all of the other: 2 of the C(60, 30) orders.
    expect(ksExactP(30, 30) / (2 / 118264581564861424)).to.be.closeTo(1, 1e-12);
  });

  it('KSWIN with 30 of 100 raises alarms from D = 14/30 on', () => {
    const detector = findDetector('kswin')!.create({}, random());
    for (let i = 0; i < 100; i++) detector.update(i);
    expect(detector.threshold).to.equal(14 / 30);
    expect(detector.alarm).to.equal(true);
  });

  it('normal quantiles as SciPy 1.17.1 gives them', () => {
    const known: readonly (readonly [number, number])[] = [
      [0.5, 0],
      [0.975, 1.959963984540054],
      [0.003, -2.747781385444993],
      [0.0015, -2.9677379253417833],
      [1e-9, -5.997807015007687],
    ];
    for (const [p, z] of known) expect(normalQuantile(p)).to.be.closeTo(z, 1e-12);
    expect(() => normalQuantile(0)).to.throw(RangeError);
  });

  it('STEPD by hand: 40 right answers, then 6 errors in the latest 30 of 70', () => {
    const detector = findDetector('stepd')!.create({}, random());
    for (let i = 0; i < 70; i++) detector.update(Number(i >= 64));
    const inverse = 1 / 40 + 1 / 30;
    expect(detector.statistic).to.be.closeTo((0.2 - inverse / 2) / Math.sqrt((6 / 70) * (64 / 70) * inverse), 1e-12);
    expect([detector.alarm, detector.warning]).to.deep.equal([false, true]);
  });

  it('DDM by hand: 40 items, errors at every fifth', () => {
    const detector = findDetector('ddm')!.create({}, random());
    for (let i = 1; i <= 40; i++) detector.update(Number(i % 5 === 0));
    expect(detector.statistic).to.be.closeTo(0.2 + Math.sqrt(0.16 / 40), 1e-12);
    // Lowest at n = 39: 7 errors.
    const p = 7 / 39;
    expect(detector.threshold).to.be.closeTo(p + 3 * Math.sqrt((p * (1 - p)) / 39), 1e-12);
  });

  it('ECDD’s chart by hand after 30 items of which the last is wrong', () => {
    const detector = findDetector('ecdd')!.create({}, random());
    for (let i = 1; i <= 30; i++) detector.update(Number(i === 30));
    const p = 1 / 30;
    const limit = 3.97 - 6.56 * p + 48.73 * p ** 3 - 330.13 * p ** 5 + 848.18 * p ** 7;
    const sd = Math.sqrt(p * (1 - p) * (0.2 / 1.8) * (1 - 0.8 ** 60));
    expect(detector.statistic).to.be.closeTo(0.2, 1e-12);
    expect(detector.threshold).to.be.closeTo(p + limit * sd, 1e-12);
  });
});

describe('the exponential histogram', () => {
  it('keeps width, sum and squared deviations of what was added, to 1e−9, whatever is merged', () => {
    const draw = randomStream(4, 'histogram');
    const window = new ExponentialHistogram(5);
    const values: number[] = [];
    for (let i = 0; i < 3000; i++) {
      values.push(100 + draw.normal());
      window.add(values.at(-1)!);
    }
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    expect(window.width).to.equal(3000);
    expect(window.total / 3000).to.be.closeTo(mean, 1e-9);
    const twoPass = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(window.squares / twoPass).to.be.closeTo(1, 1e-9);
  });

  it('forgets the oldest items as if they had never been: the rest has its own mean and deviations', () => {
    const draw = randomStream(4, 'drop');
    const values = Array.from({ length: 1000 }, () => draw.normal());
    const window = new ExponentialHistogram(5);
    for (const value of values) window.add(value);
    while (window.width > 300) window.dropOldest();
    const rest = values.slice(1000 - window.width);
    const mean = rest.reduce((a, b) => a + b, 0) / rest.length;
    expect(window.total).to.be.closeTo(mean * rest.length, 1e-9);
    expect(window.squares).to.be.closeTo(
      rest.reduce((sum, value) => sum + (value - mean) ** 2, 0),
      1e-8,
    );
  });

  it('never holds more than M buckets of a size, and grows with the logarithm of its width', () => {
    const window = new ExponentialHistogram(3);
    for (let i = 0; i < 100_000; i++) window.add(i % 3);
    expect(Math.max(...window.counts)).to.be.at.most(3);
    expect(window.rows).to.be.at.most(Math.ceil(Math.log2(100_000)));
  });
});
