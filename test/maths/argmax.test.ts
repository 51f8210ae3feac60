import { expect } from 'chai';
import fc from 'fast-check';
import { argmax } from '../../src/maths/argmax.ts';

describe('the class that scores name', () => {
  it('is the first of the highest scores of its row, also where all are below 0', () => {
    expect([...argmax([0.1, 0.7, 0.2, 5, 5, 1, -3, -9, -2], 3)]).to.deep.equal([1, 0, 2]);
    const score = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.array(score, { minLength: 4, maxLength: 4 }), { minLength: 1 }),
        (classes, table) => {
          const scores = table.map((row) => row.slice(0, classes));
          const named = scores.map((row) => row.indexOf(Math.max(...row)));
          expect([...argmax(scores.flat(), table.length)]).to.deep.equal(named);
        },
      ),
    );
  });

  it('is none, −1, in the rows of a model that diverged, and only in these', () => {
    expect([...argmax([NaN, 1, 0, 1, 2, NaN], 3)]).to.deep.equal([-1, 1, -1]);
    expect([...argmax([Infinity, 1, -Infinity, -Infinity], 2)]).to.deep.equal([0, 0]);
  });

  it('of no rows is empty, and scores that do not divide into rows are refused', () => {
    expect(argmax([], 0)).to.have.length(0);
    expect(() => argmax([1, 2, 3], 2)).to.throw(RangeError, '3 scores do not divide into 2 rows');
  });
});
