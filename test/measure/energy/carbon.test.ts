import { expect } from 'chai';
import { carbon, gridIntensity, lampSeconds, regions, WORLD } from '../../../src/measure/energy/carbon.ts';
import { readingJoules, WHOLE_RUN, withReadings } from '../../../src/measure/cost/meter.ts';
import type { Quantity } from '../../../src/contracts/results.ts';
import { armWith } from '../../decide/economics-arms.ts';

const energy: Quantity = { value: 3.6e6, lo: 1.8e6, hi: 7.2e6, unit: 'J', kind: 'modelled', method: 'test', source: 'test' };

describe('greenhouse gas', () => {
  // Intensities as published with @tgwf/co2 0.19.0.
  it('of 1 kWh is the intensity of the grid, with the band of the energy', () => {
    const { value, lo, hi, unit } = carbon(energy, WORLD);
    expect(value).to.be.closeTo(472.94, 1e-9);
    expect([lo, hi]).to.deep.equal([472.94 / 2, 472.94 * 2]);
    expect(unit).to.equal('gCO2e');
    expect(carbon(energy, 'FRA').value).to.be.closeTo(44.18, 1e-9);
  });

  it('says how it was worked out, and whose data it rests on', () => {
    const { kind, method, source } = carbon(energy, 'IND');
    expect(kind).to.equal('modelled');
    expect(method).to.contain('708.96 gCO2e/kWh').and.contain('IND').and.contain('energy (modelled)');
    expect(source).to.equal('@tgwf/co2@0.19.0/Ember (CC BY-SA 4.0)');
  });

  it('is known for the world and for countries, not for groups of them', () => {
    expect(regions[0]).to.equal('WORLD');
    expect(regions).to.have.length.above(200).and.to.include.members(['USA', 'DEU', 'CHN']);
    for (const group of ['G20', 'EU', 'OECD', 'ASIA']) expect(regions).not.to.include(group);
  });

  it('is refused for a region without data, also one named like a property of objects', () => {
    for (const region of ['ZZZ', 'G20', 'toString', '']) expect(() => gridIntensity(region)).to.throw(RangeError, region);
  });

  it('can be pictured as a 10 W lamp', () => {
    expect(lampSeconds({ ...energy, value: 50, lo: 20, hi: 120 })).to.deep.equal({ value: 5, lo: 2, hi: 12 });
  });
});

describe('a meter reading', () => {
  const arms = [
    armWith({ id: 'none', family: 'none', seconds: [0, 0] }),
    armWith({ id: 'head-only', family: 'fine-tune', seconds: [1, 1], joules: 20 }),
    armWith({ id: 'retrain-all', family: 'retrain', seconds: [3, 3], joules: 60 }),
  ];
  const metered = (...readings: Parameters<typeof withReadings>[1]) =>
    withReadings(arms, readings).map(({ energy: found }) => found && [found.value, found.lo, found.hi, found.kind]);

  it('counts 3600 J per Wh', () => {
    expect(readingJoules({ amount: 0.5, unit: 'Wh', of: WHOLE_RUN })).to.equal(1800);
    expect(readingJoules({ amount: 0.5, unit: 'J', of: WHOLE_RUN })).to.equal(0.5);
  });

  it('of one repair takes the place of its proxy, divided by its repeats, and clears the doubts', () => {
    const readings = [{ amount: 100, unit: 'J', of: 'head-only' }] as const;
    expect(metered(...readings)).to.deep.equal([null, [50, 50, 50, 'external'], [60, 30, 120, 'modelled']]);
    expect(withReadings(arms, readings).map(({ validity }) => validity.length)).to.deep.equal([1, 0, 1]);
  });

  it('of the whole run is shared out by training time, and the doubts stay', () => {
    const readings = [{ amount: 800, unit: 'J', of: WHOLE_RUN }] as const;
    // A quarter and three quarters of 800 J, over 2 repeats each.
    expect(metered(...readings)).to.deep.equal([null, [100, 100, 100, 'external'], [300, 300, 300, 'external']]);
    expect(withReadings(arms, readings)[1]!.validity).to.deep.equal(['fewer than 3 repeats']);
  });

  it('of the whole run is shared out by all the seconds of a repair, also where it ran fewer repeats', () => {
    const unequal = [armWith({ id: 'a', family: 'retrain', seconds: [1, 1] }), armWith({ id: 'b', family: 'retrain', seconds: [6] })];
    const [a, b] = withReadings(unequal, [{ amount: 800, unit: 'J', of: WHOLE_RUN }]);
    // 2 s and 6 s of 8 s: 200 J over 2 repeats, and 600 J of one.
    expect([a!.energy!.value, b!.energy!.value]).to.deep.equal([100, 600]);
  });

  it('of one repair comes before its share of the whole', () => {
    expect(metered({ amount: 800, unit: 'J', of: WHOLE_RUN }, { amount: 10, unit: 'J', of: 'head-only' })[1]).to.deep.equal([
      5,
      5,
      5,
      'external',
    ]);
  });

  it('changes nothing where there is none', () => {
    expect(withReadings(arms, [])).to.deep.equal(arms);
  });

  it('is refused when it is not more than 0', () => {
    for (const amount of [0, -1, NaN, Infinity])
      expect(() => withReadings(arms, [{ amount, unit: 'J', of: 'head-only' }])).to.throw(RangeError, String(amount));
  });
});
