import { expect } from 'chai';
import type { Served } from '../../../src/contracts/events.ts';
import { inUse, momentsOfUse } from '../../../src/ui/compare/in-use.ts';
import { endOfUse, ringsAfter } from '../../../src/ui/compare/use-axis.ts';

const right = (...shares: readonly number[]) =>
  Uint8Array.from(shares.flatMap((share) => Array.from({ length: 10 }, (_, i) => Number(i < 10 * share))));
/** Ten batches of ten rows in either world. */
const served: Served = {
  before: right(...Array.from({ length: 10 }, () => 0.9)),
  after: right(0.5, ...Array.from({ length: 9 }, () => 0.2)),
  alarms: [112],
  detector: 'ADWIN',
};
const at = (of: Served, from: number, ...places: readonly number[]) => [...inUse(of, Float64Array.from(places), from)];

describe('the model in use, on the chart of its learning', () => {
  it('begins where learning ends, and falls where the world changes (by hand: 10 epochs, then 7.5 for either world)', () => {
    expect(endOfUse(10)).to.equal(25);
    expect(at(served, 10, 0, 9.9, 10, 17.4, 17.6, 24.9, 25)).to.deep.equal([NaN, NaN, 0.9, 0.9, 0.5, 0.2, 0.2]);
  });

  it('is all there is of a model that learned elsewhere', () => {
    expect(endOfUse(0)).to.equal(2);
    expect(at(served, 0, 0, 0.5, 1, 2)).to.deep.equal([0.9, 0.9, 0.5, 0.2]);
  });

  it('takes worlds of a few rows, and of none', () => {
    const few: Served = { before: Uint8Array.of(1, 0), after: new Uint8Array(0), alarms: [], detector: 'ADWIN' };
    expect(at(few, 0, 0.2, 0.7, 1.5)).to.deep.equal([1, 0, NaN]);
  });

  it('marks what has happened so far: in use, the change, the ring; a ring before the change is a false alarm', () => {
    const marks = (of: Served, reached: number) => momentsOfUse(of, 10, reached).map(({ at: place, text }) => [place, text]);
    expect(marks(served, 12)).to.deep.equal([[10, 'in use']]);
    // Row 112 is the 13th of 100 in the new world: 17.5 + 7.5 × 0.13.
    expect(marks(served, 25)).to.deep.equal([
      [10, 'in use'],
      [17.5, 'the world changes'],
      [17.5 + 7.5 * 0.13, 'ADWIN rings'],
    ]);
    expect(ringsAfter(served)).to.equal(13);
    const cried: Served = { ...served, alarms: [49] };
    expect(marks(cried, 25)[2]).to.deep.equal([13.75, 'false alarm']);
    expect(ringsAfter(cried)).to.equal(undefined);
  });
});
