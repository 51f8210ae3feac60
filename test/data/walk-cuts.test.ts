import { expect } from 'chai';
import { DataError } from '../../src/data/errors.ts';
import { cutsEvery, isEvery, usualDistance } from '../../src/data/walk-cuts.ts';

/** A hundred times between both, but none in the gap. */
const everywhere = (from: number, to: number, [start, end]: readonly [number, number]) =>
  Float64Array.from({ length: 101 }, (_, i) => to - ((to - from) * i) / 100).filter((at) => !(at >= start && at < end));

const timed = (from: number, to: number, kind: 'date' | 'number' = 'date', gap: readonly [number, number] = [NaN, NaN]) => ({
  title: 'all.csv',
  samples: { rows: 0, inputShape: [1], x: new Float32Array(0), y: new Int32Array(0), time: everywhere(from, to, gap) },
  time: { name: 'when', kind },
});
const days = timed(Date.UTC(2023, 10, 20), Date.UTC(2024, 2, 2));
const refusal = (text: string, data = days): string => {
  try {
    return cutsEvery(text, data).join(' ');
  } catch (error) {
    if (error instanceof DataError) return `${error.message} | ${error.remedy}`;
    throw error;
  }
};

describe('cuts at regular distances', () => {
  it('lie at whole months, quarters and years of the calendar', () => {
    expect(cutsEvery('every month', days)).to.deep.equal(['2023-12-01', '2024-01-01', '2024-02-01', '2024-03-01']);
    expect(cutsEvery('every 2 months', days)).to.deep.equal(['2024-01-01', '2024-03-01']);
    expect(cutsEvery('every quarter', days)).to.deep.equal(['2024-01-01']);
    expect(cutsEvery('Every year', days)).to.deep.equal(['2024-01-01']);
  });

  it('count days and weeks from the first row on', () => {
    expect(cutsEvery('every 6 weeks', days)).to.deep.equal(['2024-01-01', '2024-02-12']);
    expect(cutsEvery('every 50 days', days)).to.deep.equal(['2024-01-09', '2024-02-28']);
  });

  it('count plain numbers in their own unit', () => {
    expect(cutsEvery('every 0.5', timed(1, 2.2, 'number'))).to.deep.equal([1.5, 2]);
  });

  it('leave out windows in which nothing was recorded', () => {
    const gap = [Date.UTC(2023, 11, 1), Date.UTC(2024, 1, 1)] as const;
    expect(cutsEvery('every month', timed(Date.UTC(2023, 10, 20), Date.UTC(2024, 2, 2), 'date', gap))).to.deep.equal([
      '2024-02-01',
      '2024-03-01',
    ]);
  });

  it('are refused in words', () => {
    expect(refusal('every fortnight')).to.match(/no distance in when .*every month/);
    expect(refusal('every 500')).to.match(/no distance/);
    expect(refusal('every month', timed(1, 9, 'number'))).to.match(/every 500/);
    expect(refusal('every day')).to.match(/more than 60 times/);
    expect(refusal('every 9 years')).to.match(/does not cut all.csv once/);
    expect(isEvery('2024-01-01')).to.equal(false);
  });

  it('are at the smallest usual distance that makes a dozen or fewer, where nobody says one', () => {
    expect(usualDistance(days)).to.equal('every month');
    expect(usualDistance(timed(Date.UTC(1969, 0, 1), Date.UTC(2014, 11, 31)))).to.equal('every 5 years');
    // An eighth of 1.2 is 0.15; the next of 1, 2, 5 × 10ⁿ is 0.2.
    expect(usualDistance(timed(1, 2.2, 'number'))).to.equal('every 0.2');
    expect(() => usualDistance({ title: 'x', samples: days.samples })).to.throw(DataError, 'x has no column of times');
    expect(() => usualDistance(timed(3, 3, 'number'))).to.throw(DataError, 'holds no stretch of time');
  });
});
