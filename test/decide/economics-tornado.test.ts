import { expect } from 'chai';
import { defaultEconomics, tornado } from '../../src/decide/economics.ts';
import { complete, priced, retrain, tuned } from './economics-arms.ts';

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
});
