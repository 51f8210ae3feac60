import { expect } from 'chai';
import fc from 'fast-check';
import { DataError } from '../../src/data/errors.ts';
import { defaultSplit, stratifiedSplit } from '../../src/data/split.ts';
import { randomStream } from '../../src/random/random.ts';

const labels = (counts: readonly number[]): Int32Array => Int32Array.from(counts.flatMap((count, c) => new Array<number>(count).fill(c)));

describe('stratified split', () => {
  const counts = fc.array(fc.integer({ min: 8, max: 90 }), { minLength: 2, maxLength: 9 });

  it('makes disjoint parts of the sizes asked for, each class within 1 of its proportional count', () => {
    fc.assert(
      fc.property(counts, fc.nat(), fc.nat(5), (classes, seed, unused) => {
        const y = labels(classes);
        const sizes = defaultSplit(y.length - unused);
        const { sha256: _, ...parts } = stratifiedSplit(y, classes.length, sizes, randomStream(seed));
        const all = Object.values(parts).flatMap((rows) => [...rows]);
        expect(new Set(all).size).to.equal(y.length - unused);
        for (const [name, rows] of Object.entries(parts)) {
          expect(rows.length).to.equal(sizes[name as keyof typeof parts]);
          classes.forEach((size, c) => {
            const inPart = rows.filter((row) => y[row] === c).length;
            expect(Math.abs(inPart - (rows.length * size) / y.length)).to.be.below(1);
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for the same stream and another for another one', () => {
    const y = labels([40, 40]);
    const hash = (seed: number): string => stratifiedSplit(y, 2, defaultSplit(80), randomStream(seed)).sha256;
    expect(hash(1)).to.equal(hash(1));
    expect(hash(1)).not.to.equal(hash(2));
  });

  it('mixes the classes inside a part, so that its first rows are a random sample', () => {
    const y = labels([500, 500]);
    const { newPool } = stratifiedSplit(y, 2, defaultSplit(1000), randomStream(3));
    const ones = newPool.subarray(0, 100).filter((row) => y[row] === 1).length;
    expect(ones).to.be.within(30, 70);
  });

  it('says by how much the parts are too large', () => {
    const split = (baseTrain: number) => (): unknown =>
      stratifiedSplit(labels([10, 10]), 2, { baseTrain, baseTest: 5, newPool: 5, newTest: 5 }, randomStream(1));
    expect(split(10)).to.throw(DataError, 'the split asks for 25 rows, the data set has 20');
    expect(split(0)).to.throw(DataError, 'a part of the split has 0 rows');
  });

  it('suggests 45, 15, 25 and 15 per cent', () => {
    expect(defaultSplit(1000)).to.deep.equal({ baseTrain: 450, baseTest: 150, newPool: 250, newTest: 150 });
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 200_000 }), (rows) => {
        const sizes = Object.values(defaultSplit(rows));
        expect(sizes.reduce((a, b) => a + b)).to.equal(rows);
        expect(Math.min(...sizes)).to.be.at.least(1);
      }),
    );
  });
});
