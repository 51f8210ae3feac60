import { expect } from 'chai';
import fc from 'fast-check';
import { apportion, apportionTable } from '../../src/data/apportion.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('apportionment', () => {
  it('gives seats by largest remainder (worked by hand: shares 4.7, 1.6, 1.58, 1.2, .61, .31 of 10)', () => {
    expect(apportion(10, [47_000, 16_000, 15_800, 12_000, 6_100, 3_100])).to.deep.equal([5, 2, 1, 1, 1, 0]);
  });

  it('keeps every count within 1 of its share and the sum exact', () => {
    const weights = fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }).filter((list) => sum(list) > 0);
    fc.assert(
      fc.property(fc.nat(5000), weights, (total, list) => {
        const counts = apportion(total, list);
        expect(sum(counts)).to.equal(total);
        counts.forEach((count, i) => expect(Math.abs(count - (total * list[i]!) / sum(list))).to.be.below(1));
      }),
    );
  });

  it('keeps rows, columns and every cell of a table right at once', () => {
    const classSizes = fc.array(fc.nat(60), { minLength: 1, maxLength: 12 });
    const cutPoints = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
    fc.assert(
      fc.property(classSizes, cutPoints, (classes, cuts) => {
        const total = sum(classes);
        const ends = [...cuts.map((cut) => Math.round(cut * total)).sort((a, b) => a - b), total];
        const parts = ends.map((end, i) => end - (ends[i - 1] ?? 0));
        const counts = apportionTable(parts, classes);
        counts.forEach((row, p) => expect(sum(row)).to.equal(parts[p]));
        classes.forEach((size, c) => expect(sum(counts.map((row) => row[c]!))).to.equal(size));
        counts.forEach((row, p) =>
          row.forEach((count, c) => {
            const exact = total === 0 ? 0 : (parts[p]! * classes[c]!) / total;
            expect(Math.abs(count - exact)).to.be.below(1);
            expect(count).to.be.at.least(0);
          }),
        );
      }),
      { numRuns: 300 },
    );
  });
});
