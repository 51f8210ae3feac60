import { expect } from 'chai';
import { autocorrelation, blockLength, inBlocks } from '../../src/detect/calibrate.ts';
import { goesByUnit, scaled, scaledParameters, scaleOf } from '../../src/detect/own-scale.ts';
import { findDetector } from '../../src/detect/streaming/registry.ts';
import { randomStream } from '../../src/random/random.ts';
import { withDefaults } from '../../src/spec/parameter.ts';

describe('detectors in their own scale', () => {
  it('take mean and standard deviation of the first thirty values', () => {
    const scale = scaleOf([...Array.from({ length: 30 }, (_, i) => (i % 2 ? 12 : 8)), 1e6])!;
    expect([scale.mean, scale.of]).to.deep.equal([10, 30]);
    // Thirty deviations of 2: √(30 · 4 / 29).
    expect(scale.sd).to.be.closeTo(Math.sqrt(120 / 29), 1e-12);
    expect(scaled(scale, 10 + 3 * scale.sd)).to.be.closeTo(3, 1e-12);
    expect([scaleOf([5, 5, 5]), scaleOf([5])]).to.deep.equal([undefined, undefined]);
  });

  it('say the same of the same values in another unit', () => {
    const random = randomStream(1, 'scale');
    const values = Array.from({ length: 400 }, (_, i) => 1000 + 150 * random.normal() - (i >= 200 ? 300 : 0));
    const entry = findDetector('page-hinkley')!;
    const alarms = (unit: number) => {
      const own = values.map((value) => value * unit);
      const scale = scaleOf(own)!;
      const detector = entry.create(withDefaults(scaledParameters(entry)), randomStream(1));
      return own.flatMap((value, i) => (detector.update(scaled(scale, value)), detector.alarm ? [i] : []));
    };
    expect(alarms(1)).to.deep.equal(alarms(1e-6)).and.have.length(1);
    expect(alarms(1)[0]).to.be.within(200, 215);
  });

  it('concern detectors whose thresholds have the unit of the values', () => {
    expect(['page-hinkley', 'cusum', 'gma', 'adwin', 'kswin', 'ddm'].map((id) => goesByUnit(findDetector(id)!))).to.deep.equal([
      ...[true, true, true],
      ...[false, false, false],
    ]);
  });
});

describe('streams in blocks', () => {
  const trend = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i / 40));

  it('keep how neighbours depend on each other', () => {
    const r = autocorrelation(trend);
    expect(r).to.be.above(0.99);
    const drawn = inBlocks(trend, 1000, blockLength(r, 1000))(randomStream(1));
    expect(autocorrelation(drawn)).to.be.above(0.9);
    expect(Array.from(drawn).every((value) => trend.includes(value))).to.equal(true);
  });

  it('are of one item where nothing depends, and longer the more it does', () => {
    expect([blockLength(0, 1000), blockLength(0.5, 1000), blockLength(0.9, 1000)]).to.deep.equal([1, 14, 52]);
    const random = randomStream(2);
    expect(Math.abs(autocorrelation(Float64Array.from({ length: 5000 }, () => random.normal())))).to.be.below(0.05);
    expect(autocorrelation([3, 3, 3])).to.equal(0);
  });
});
