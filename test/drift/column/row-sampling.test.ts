import { expect } from 'chai';
import { moments } from '../../../src/data/moments.ts';
import { duplicatedRows, featureFilter, importanceTilt } from '../../../src/drift/column/row-sampling.ts';
import { contextFor, isNear, normalRows, samplesOf } from '../fixtures.ts';

const numbered = samplesOf([1], [...Array(10_000).keys()]);

describe('duplicated rows', () => {
  it('repeat the row before in the tabulated share of places (within five standard errors)', () => {
    [0.1, 0.2, 0.4, 0.6, 0.8].forEach((share, i) => {
      const { samples, from } = duplicatedRows.apply(numbered, contextFor(duplicatedRows, i + 1, { reference: numbered }));
      const repeats = from!.filter((origin, row) => origin !== row);
      expect(from!.every((origin, row) => origin === row || origin === from![row - 1])).to.equal(true);
      expect(isNear(repeats.length / 10_000, share, 10_000)).to.equal(true);
      expect([...samples.x.subarray(0, 50)]).to.deep.equal([...from!.subarray(0, 50)]);
    });
  });
});

describe('importance tilt', () => {
  it('moves the mean along its direction by k standard deviations, and keeps the spread (of a normal column)', () => {
    const normal = normalRows(40_000, [[7, 3]]);
    const { mean, sd } = moments(normal);
    [0.25, 0.5, 1, 1.5].forEach((tilt, i) => {
      const { samples, params } = importanceTilt.apply(normal, contextFor(importanceTilt, i + 1, { reference: normal }));
      const [sign] = params['direction'] as [number];
      const now = moments(samples);
      expect((sign * (now.mean[0]! - mean[0]!)) / sd[0]!).to.be.closeTo(tilt, 0.06);
      expect(now.sd[0]! / sd[0]!).to.be.closeTo(1, 0.08);
    });
  });

  it('draws every row in proportion to its weight, to less than one copy (systematic resampling, Kitagawa 1996)', () => {
    const rows = samplesOf([1], [-1, -0.5, 0, 0.5, 1]);
    const { sd, mean } = moments(rows);
    const { from, params } = importanceTilt.apply(rows, contextFor(importanceTilt, 5, { reference: rows }));
    const [sign] = params['direction'] as [number];
    const weight = Array.from(rows.x, (value) => Math.exp((2 * sign * (value - mean[0]!)) / sd[0]!));
    const total = weight.reduce((a, b) => a + b);
    weight.forEach((w, row) => {
      const copies = from!.filter((origin) => origin === row).length;
      expect(Math.abs(copies - (5 * w) / total)).to.be.below(1);
    });
  });
});

describe('filtered rows', () => {
  it('lose the tabulated top share of one column; the others come as often as each other, to one', () => {
    [0.1, 0.2, 0.3, 0.5, 0.7].forEach((removed, i) => {
      const { samples, from } = featureFilter.apply(numbered, contextFor(featureFilter, i + 1, { reference: numbered }));
      const kept = Math.round((1 - removed) * 10_000);
      expect(Math.max(...samples.x)).to.equal(kept - 1);
      const copies = new Int32Array(kept);
      for (const origin of from!) copies[origin]!++;
      expect(Math.max(...copies) - Math.min(...copies)).to.be.at.most(1);
    });
  });

  it('count a missing value as the lowest, and keep one row of any batch', () => {
    const rows = samplesOf([1], [3, NaN, 1]);
    const { samples } = featureFilter.apply(rows, contextFor(featureFilter, 5, { reference: rows }));
    expect([...samples.x]).to.deep.equal([NaN, NaN, NaN]);
  });
});
