import { expect } from 'chai';
import fc from 'fast-check';
import { averagingTable, rateTable } from '../../src/training/schedule.ts';

const steps = fc.integer({ min: 1, max: 500 });
const share = fc.double({ min: 0, max: 0.95, noNaN: true });

describe('a schedule', () => {
  it('is 1 throughout when constant', () => {
    expect(rateTable('constant', {}, 10)).to.equal(undefined);
  });

  it('falls linearly to what would be 0 one step after the last (Li et al. 2020)', () => {
    expect([...rateTable('linear', {}, 4)!]).to.deep.equal([1, 0.75, 0.5, 0.25]);
    expect([...rateTable('linear', { from: 0.5 }, 4)!]).to.deep.equal([1, 1, 1, 0.5]);
  });

  it('falls as half a cosine (Loshchilov & Hutter 2017, equation 5)', () => {
    const expected = [0, 1, 2, 3].map((step) => (1 + Math.cos((Math.PI * step) / 4)) / 2);
    [...rateTable('cosine', {}, 4)!].forEach((value, i) => expect(value).to.be.closeTo(expected[i]!, 1e-6));
  });

  it('grows over the warm-up', () => {
    expect([...rateTable('linear', { warmUp: 0.5, from: 0.5 }, 4)!].map((value) => Number(value.toFixed(4)))).to.deep.equal([
      0.3333, 0.6667, 1, 0.5,
    ]);
  });

  it('moves at every step, at most at the full rate, and never grows again once it falls', () => {
    fc.assert(
      fc.property(fc.constantFrom('linear', 'cosine'), share, share, steps, (id, warmUp, from, count) => {
        const table = [...rateTable(id, { warmUp, from }, count)!];
        expect(table).to.have.length(count);
        expect(table.every((value) => value > 0 && value <= 1)).to.equal(true);
        const top = table.lastIndexOf(Math.max(...table));
        for (let i = top + 1; i < count; i++) expect(table[i]!).to.be.at.most(table[i - 1]!);
      }),
    );
  });
});

/** The average that a table makes of these values, as `TrainJob.averaging` defines it. */
function averaged(table: Float32Array, values: readonly number[]): number {
  let average: number | undefined;
  values.forEach((value, step) => {
    if (table[step]! > 0) average = average === undefined ? value : average + table[step]! * (value - average);
  });
  return average!;
}

describe('averaging of weights', () => {
  const values = Array.from({ length: 20 }, (_, i) => Math.sin(i * 7) * 3);

  it('of the last steps is their plain mean', () => {
    const last = values.slice(-5);
    expect(averaged(averagingTable('last', { share: 0.25 }, 20)!, values)).to.be.closeTo(last.reduce((a, b) => a + b) / 5, 1e-6);
  });

  it('never averages over no step: a share too small for one takes the last', () => {
    expect(averaged(averagingTable('last', { share: 0.01 }, 20)!, values)).to.equal(values.at(-1));
  });

  it('by decay is the exponential mean, corrected for its start as Adam’s moments are (Kingma & Ba 2015, section 3)', () => {
    const decay = 0.9;
    let moment = 0;
    for (const value of values) moment = decay * moment + (1 - decay) * value;
    expect(averaged(averagingTable('ema', { decay }, 20)!, values)).to.be.closeTo(moment / (1 - decay ** 20), 1e-5);
  });

  it('is left out where it is off', () => {
    expect(averagingTable('none', {}, 20)).to.equal(undefined);
  });
});
