import { expect } from 'chai';
import fc from 'fast-check';
import { defaultEconomics, fieldIds, tornado } from '../../src/decide/economics.ts';
import { armWith, complete, priced, retrain, tuned } from './economics-arms.ts';

describe('the tornado', () => {
  it('moves each input alone, and sorts by how far the difference goes', () => {
    const { now, bars } = tornado(retrain, tuned, complete);
    expect(now).to.equal(3009 - 1545.25);
    // ±50 % of each, by hand: 40 h × 50; (40 − 8) h × 50 − 6 × 2 h × 50; 6 × 3 h × 50.
    const span = (id: string) => bars.filter((bar) => bar.id === id).map(({ atLow, atHigh }) => Math.abs(atHigh - atLow))[0];
    expect(bars.slice(0, 3).map(({ id }) => id)).to.deep.equal(['engineerHoursRetrain', 'engineerRate', 'maintenanceHoursTune']);
    expect([span('engineerHoursRetrain'), span('engineerRate'), span('maintenanceHoursTune')]).to.deep.equal([2000, 1000, 900]);
    const spans = bars.map(({ atLow, atHigh }) => Math.abs(atHigh - atLow));
    expect(spans).to.deep.equal([...spans].sort((a, b) => b - a));
  });

  it('keeps the direction: more upkeep of a fine-tuned model makes retraining look cheaper', () => {
    const bar = tornado(retrain, tuned, complete).bars.find(({ id }) => id === 'maintenanceHoursTune')!;
    expect([bar.low, bar.high]).to.deep.equal([1.5, 4.5]);
    expect([bar.atLow, bar.atHigh]).to.deep.equal([1463.75 + 450, 1463.75 - 450]);
  });

  it('leaves out what changes nothing or is blank', () => {
    const ids = tornado(retrain, tuned, priced({ dayValue: null }, complete)).bars.map(({ id }) => id);
    // Both repairs take the same labels; errors, traffic and years are no part of the total.
    for (const absent of ['labelPrice', 'dayValue', 'delayDaysRetrain', 'errorCost', 'predictions', 'weeksBetweenDrifts'])
      expect(ids).not.to.include(absent);
  });

  it('uses the published range while the figure is the published one', () => {
    const { bars } = tornado(retrain, tuned, defaultEconomics);
    const ends = (id: string, of = bars) => of.filter((bar) => bar.id === id).map(({ low, high }) => [low, high])[0];
    expect(ends('runsRetrain')).to.deep.equal([5, 50]);
    expect(ends('computePrice')).to.deep.equal([0.526, 12.29]);
    expect(ends('runsRetrain', tornado(retrain, tuned, priced({ runsRetrain: 1.5 })).bars)).to.deep.equal([1, 2.25]);
  });

  it('takes a figure for one of the user’s as soon as value or source is not the published one', () => {
    const { engineerRate } = defaultEconomics.prices;
    const ends = (change: Partial<typeof engineerRate>) => {
      const prices = {
        ...defaultEconomics.prices,
        ...priced({ engineerHoursRetrain: 40 }).prices,
        engineerRate: { ...engineerRate, ...change },
      };
      const bar = tornado(retrain, tuned, { ...defaultEconomics, prices }).bars.find(({ id }) => id === 'engineerRate')!;
      return [bar.low, bar.high];
    };
    expect(ends({})).to.deep.equal([54, 88]);
    expect(ends({ source: 'my contract' })).to.deep.equal([38, 114]);
    expect(ends({ value: 80 })).to.deep.equal([40, 120]);
    // Published, too, but without a range.
    const scale = tornado(retrain, tuned, defaultEconomics).bars.find(({ id }) => id === 'jobScale')!;
    expect([scale.low, scale.high]).to.deep.equal([0.5, 1.5]);
  });

  it('does not move a blank, also where an input has a least value', () => {
    const { bars } = tornado(retrain, tuned, priced({ runsRetrain: null, dayValue: null }, complete));
    expect(fieldIds).to.include.members(bars.map(({ id }) => id));
    expect(bars.map(({ id }) => id)).not.to.include('runsRetrain');
  });

  it('has no bar where everything is free, nor for what both repairs pay alike, whatever rounding makes of it', () => {
    const free = Object.fromEntries(fieldIds.map((id) => [id, id.startsWith('runs') ? 1 : 0]));
    expect(tornado(retrain, tuned, priced(free)).bars).to.deep.equal([]);
    const amount = fc.double({ min: 0.01, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, fc.integer({ min: 1, max: 10_000 }), (labelPrice, dayValue, engineerRate, labels) => {
        const inputs = priced({ labelPrice, dayValue, engineerRate }, complete);
        const [r, f] = [retrain, tuned].map(({ id, family, trainSeconds, energy }) =>
          armWith({ id, family, seconds: trainSeconds.values, labels, joules: energy!.value }),
        );
        expect(tornado(r!, f!, inputs).bars.map(({ id }) => id)).not.to.include('labelPrice');
      }),
    );
  });
});
