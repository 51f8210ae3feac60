import { expect } from 'chai';
import { frameOf, linear, logarithmic, spread, steadyEnd, tenthBelow, tickText, wholeStep, within } from '../../../src/ui/charts/scales.ts';
import { roundEnd } from '../../../src/ui/charts/ticks.ts';

describe('scales', () => {
  it('put the ends of the values on the ends of the drawing, either way round', () => {
    const up = linear([10, 20], [100, 0]);
    expect([up(10), up(15), up(20)]).to.deep.equal([100, 50, 0]);
    const decades = logarithmic([1, 100], [0, 10]);
    expect([decades(1), decades(10), decades(100)]).to.deep.equal([0, 5, 10]);
  });

  it('have a place for the only value there is', () => {
    expect(linear([3, 3], [0, 10])(3)).to.equal(0);
  });

  it('name ticks by where they stand: with the decimals that tell one from the next', () => {
    expect([1, 1.25, 1.5, 1.75].map((tick) => tickText(tick, 0.25))).to.deep.equal(['1', '1.25', '1.5', '1.75']);
    expect([0, 0.5, 1, 1.5, 2].map((tick) => tickText(tick, 0.5))).to.deep.equal(['0', '0.5', '1', '1.5', '2']);
    expect([0.1 + 0.2, 20].map((tick) => tickText(tick, 0.1))).to.deep.equal(['0.3', '20']);
    expect(tickText(1.23456, 0)).to.equal('1.23');
  });

  it('draw what lies beyond at the nearer end, where asked to', () => {
    const x = within([0, 1], linear([0, 1], [0, 100]));
    expect([x(-5), x(0.5), x(7)]).to.deep.equal([0, 50, 100]);
  });

  it('leave the margins free', () => {
    expect(frameOf(200, 100, { left: 40, right: 10, top: 5, bottom: 20 })).to.deep.equal({ left: 40, right: 190, top: 5, bottom: 80 });
  });
});

describe('the ends and steps of axes', () => {
  it('are round, and hold all there is', () => {
    expect([0.87, 0.8, 0.04, -0.2].map(tenthBelow)).to.deep.equal([0.8, 0.8, 0, 0]);
    expect(roundEnd(87, 4)).to.equal(100);
    expect([90, 101, 0.21, 5].map(steadyEnd)).to.deep.equal([100, 150, 0.30000000000000004, 5]);
  });

  it('are whole batches, few enough to be read', () => {
    expect([wholeStep(3, 10), wholeStep(20, 4), wholeStep(1000, 7)]).to.deep.equal([1, 5, 200]);
  });
});

describe('names beside lines', () => {
  it('are moved apart where they would touch, and none below the drawing', () => {
    const ends = [{ at: 10 }, { at: 12 }, { at: 98 }, { at: 99 }];
    spread(ends, 14, 100);
    expect(ends.map(({ at }) => at)).to.deep.equal([10, 24, 86, 100]);
  });
});
