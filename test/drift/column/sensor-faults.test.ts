import { expect } from 'chai';
import { moments } from '../../../src/data/moments.ts';
import { brownianWalk, coarseSteps, columnNoise, quantilesOf, ramp, saturation, stuckAt } from '../../../src/drift/column/sensor-faults.ts';
import type { Injection } from '../../../src/contracts/drift.ts';
import { contextFor, isNear, normalRows, samplesOf } from '../fixtures.ts';

/** One column with mean 10 and standard deviation exactly 2. */
const two = samplesOf([1], [8, 12, 8, 12, 8]);
const reference = samplesOf([1], [8, 12]);
const normal = normalRows(20_000, [[10, 2]]);
const after = (injection: Injection, severity: number, rows = two, seed = 2): Float32Array =>
  injection.apply(rows, contextFor(injection, severity, { reference: rows === two ? reference : rows }, seed)).samples.x;

describe('sensor faults', () => {
  it('a creeping offset goes from 0 at the first row to k σ at the last, in even steps (by hand: k = 2, σ = 2)', () => {
    const x = after(ramp, 3);
    const sign = Math.sign(x[4]! - 8);
    expect([...x]).to.deep.equal([8, 12 + sign, 8 + 2 * sign, 12 + 3 * sign, 8 + 4 * sign]);
    expect([...after(ramp, 5)].map((value, row) => Math.abs(value - two.x[row]!))).to.deep.equal([0, 4, 8, 12, 16]);
  });

  it('noise has the tabulated standard deviation, in those of the column (within five standard errors), and no mean', () => {
    const old = moments(normal).sd[0]!;
    [0.25, 0.5, 1, 2, 4].forEach((sigma, i) => {
      const x = after(columnNoise, i + 1, normal);
      const added = x.map((value, row) => (value - normal.x[row]!) / old);
      const { mean, sd } = moments({ ...normal, x: added });
      expect(Math.abs(mean[0]!)).to.be.below((5 * sigma) / Math.sqrt(normal.rows));
      expect(Math.abs((sd[0]! / sigma) ** 2 - 1)).to.be.below(5 * Math.sqrt(2 / normal.rows));
    });
  });

  it('a stuck sensor repeats one old value in the tabulated share of the rows, all of them at severity 5', () => {
    [0.1, 0.25, 0.5, 0.75, 1].forEach((share, i) => {
      const x = after(stuckAt, i + 1, normal);
      const stuck = [...x.keys()].filter((row) => x[row] !== normal.x[row]);
      expect(new Set(stuck.map((row) => x[row])).size).to.equal(1);
      expect(normal.x.includes(x[stuck[0]!]!)).to.equal(true);
      // The row whose value it is does not change.
      expect(isNear((stuck.length + 1) / x.length, share, x.length)).to.equal(true);
    });
  });

  it('coarse steps round to multiples of a step about the mean (by hand: mean 10, σ = 2, steps of 1, 2 and 4 σ)', () => {
    const rows = samplesOf([1], [8.9, 9.2, 10.9, 11.1, 15]);
    const rounded = (severity: number): number[] => [
      ...coarseSteps.apply(rows, contextFor(coarseSteps, severity, { reference })).samples.x,
    ];
    expect(rounded(2)).to.deep.equal([8, 10, 10, 12, 16]);
    expect(rounded(3)).to.deep.equal([10, 10, 10, 10, 14]);
    expect(rounded(5)).to.deep.equal([10, 10, 10, 10, 18]);
  });

  it('saturation clips at the old quantiles (by hand: of 0 … 100, the 20th and 80th percentile at severity 4)', () => {
    const hundred = samplesOf([1], [...Array(101).keys()]);
    [1, 5, 10, 20, 30].forEach((percent, i) => {
      const x = after(saturation, i + 1, hundred);
      x.forEach((value, row) => expect(value).to.be.closeTo(Math.min(100 - percent, Math.max(percent, row)), 1e-5));
    });
    expect(quantilesOf(samplesOf([1], [3, NaN, 1, 2, 4]), 0, [0, 0.5, 1])).to.deep.equal([1, 2.5, 4]);
  });

  it('a walk ends k σ away in root mean square, and half way √½ of that (over many worlds)', () => {
    const flat = samplesOf([1], new Array<number>(100).fill(0));
    const worlds = 600;
    let [middle, end] = [0, 0];
    for (let seed = 0; seed < worlds; seed++) {
      const { x } = brownianWalk.apply(flat, contextFor(brownianWalk, 3, { reference }, seed)).samples;
      middle += x[49]! ** 2 / worlds;
      end += x[99]! ** 2 / worlds;
    }
    // k = 2 standard deviations of 2.
    expect(end / 16).to.be.closeTo(1, 5 * Math.sqrt(2 / worlds));
    expect(middle / 8).to.be.closeTo(1, 5 * Math.sqrt(2 / worlds));
  });

  it('a walk is the same at every severity but for its scale', () => {
    const [small, large] = [after(brownianWalk, 1), after(brownianWalk, 5)];
    small.forEach((value, row) => expect((large[row]! - two.x[row]!) / (value - two.x[row]!)).to.be.closeTo(16, 1e-3));
  });

  it('a constant column stays what it is under all faults that count in standard deviations', () => {
    const constant = samplesOf([1], [5, 5, 5]);
    for (const injection of [ramp, columnNoise, coarseSteps, brownianWalk])
      expect([...after(injection, 5, constant)]).to.deep.equal([5, 5, 5]);
  });
});
