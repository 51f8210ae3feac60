import { expect } from 'chai';
import { devices, findDevice, profileOf, type DeviceProfile } from '../../../src/measure/energy/devices.ts';
import { energy, energyRatio, energyValidity, wattBand, type EnergyFacts } from '../../../src/measure/energy/energy.ts';

const laptop = findDevice('laptop-igpu')!;

describe('device profiles', () => {
  it('have unique ids, a source each, and ranges that are ranges', () => {
    expect(new Set(devices.map(({ id }) => id)).size).to.equal(devices.length);
    for (const { lowW, highW, memoryGB, source } of devices) {
      expect(lowW).to.be.within(1, highW);
      expect(memoryGB).to.be.above(0);
      expect(source).to.match(/^(assumed range|rated board power): ./);
    }
  });

  it('give way to the user’s own figures, which say so', () => {
    const own = profileOf({ device: 'laptop-igpu', profile: { lowW: 40, highW: 50, memoryGB: 64 } })!;
    expect(own).to.deep.include({ title: laptop.title, lowW: 40, highW: 50, memoryGB: 64, source: 'your own figures' });
    expect(profileOf({ device: 'laptop-igpu' })).to.equal(laptop);
    expect(energy(1, wattBand(own, 1, 1)).source).to.contain('your own figures');
  });

  it('are not guessed: an unknown id has none', () => {
    expect(findDevice('none')).to.equal(undefined);
  });
});

describe('the energy proxy', () => {
  // Fixed power and no memory leave W = 100·u with u triangular on (0.3, 0.6, 1), whose quantiles are known in closed form:
  // median 1 − √(0.5·0.7·0.4), 2.5 % 0.3 + √(0.025·0.7·0.3), 97.5 % 1 − √(0.025·0.7·0.4).
  it('has the quantiles of its triangular share, within sampling error', () => {
    const bare: DeviceProfile = { id: 'x', title: 'x', lowW: 100, highW: 100, memoryGB: 0, source: 'test' };
    const { median, lo, hi } = wattBand(bare, 1, 1);
    expect(median).to.be.closeTo(62.58, 0.8);
    expect(lo).to.be.closeTo(37.25, 0.8);
    expect(hi).to.be.closeTo(91.63, 0.8);
  });

  it('adds 0.3725 W for each GB, and multiplies all by PUE', () => {
    const bare = { ...laptop, memoryGB: 0 };
    const own = wattBand(laptop, 1, 7);
    expect(own.median - wattBand(bare, 1, 7).median).to.be.closeTo(16 * 0.3725, 1e-9);
    expect(wattBand(laptop, 1.56, 7).hi).to.be.closeTo(1.56 * own.hi, 1e-9);
  });

  it('stays between the least and the most the profile allows', () => {
    for (const device of devices) {
      const { median, lo, hi } = wattBand(device, 1, 3);
      expect(lo)
        .to.be.above(0.3 * device.lowW)
        .and.below(median);
      expect(hi)
        .to.be.above(median)
        .and.below(device.highW + 0.3725 * device.memoryGB);
    }
  });

  it('is the same for the same root', () => {
    expect(wattBand(laptop, 1, 42)).to.deep.equal(wattBand(laptop, 1, 42));
    expect(wattBand(laptop, 1, 42).median).not.to.equal(wattBand(laptop, 1, 43).median);
  });

  it('grows with the seconds, and says that it is modelled and how', () => {
    const band = wattBand(laptop, 1, 42);
    const proxy = energy(2, band);
    expect(proxy).to.include({ value: 2 * band.median, lo: 2 * band.lo, hi: 2 * band.hi, unit: 'J', kind: 'modelled' });
    expect(proxy.method).to.contain('10–28 W').and.contain('0.3725 W/GB × 16 GB').and.contain('PUE 1;');
    expect(proxy.source).to.contain('assumed range').and.contain('Green Algorithms');
  });

  it('refuses a PUE below 1', () => {
    expect(() => wattBand(laptop, 0.9, 1)).to.throw(RangeError, 'PUE is 0.9');
  });

  it('compares arms by their times alone: watts cancel', () => {
    const ratio = energyRatio([1, 2, 3], [10, 20, 30])!;
    expect(ratio.mean).to.be.closeTo(0.1, 1e-12);
    expect(energyRatio([0, 0], [1, 1])).to.equal(null);
  });
});

describe('energy validity', () => {
  const sound: EnergyFacts = {
    softwareAdapter: false,
    warmedUp: true,
    hidden: false,
    busyElsewhere: false,
    interrupted: false,
    recoveries: 0,
    seconds: 4,
    repeats: 6,
    diverged: 0,
  };

  it('finds nothing against a sound measurement', () => {
    expect(energyValidity(sound)).to.deep.equal([]);
  });

  it('gives one reason for each gate', () => {
    const gates: [Partial<EnergyFacts>, RegExp][] = [
      [{ softwareAdapter: true }, /software/],
      [{ warmedUp: false }, /warm-up/],
      [{ hidden: true }, /hidden/],
      [{ busyElsewhere: true, interrupted: false }, /kept the processor busy/],
      [{ recoveries: 1 }, /lost and replaced/],
      [{ seconds: 0.99 }, /less than 1 s/],
      [{ repeats: 2 }, /fewer than 3 repeats/],
      [{ diverged: 1 }, /1 of 6 repeats diverged/],
    ];
    for (const [change, reason] of gates) {
      const reasons = energyValidity({ ...sound, ...change });
      expect(reasons).to.have.length(1);
      expect(reasons[0]).to.match(reason);
    }
  });
});
