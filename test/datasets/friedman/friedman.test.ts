import { expect } from 'chai';
import { friedman } from '../../../datasets/friedman/friedman.ts';
import { FRIEDMAN_MEAN } from '../../../datasets/friedman/mean.ts';
import { friedmanValue } from '../../../datasets/friedman/rows.ts';
import { expectColumns, expectShare, rowsOf, times } from '../stream-checks.ts';

/** Inputs in the roles (sine, sine, square, ×10, ×5), from 1, by concept. */
const ROLES = [
  [1, 2, 3, 4, 5],
  [4, 5, 2, 1, 3],
  [2, 5, 4, 3, 1],
];

/** 1 above the mean, else 0; `noise` is added to the value. */
const friedmanClass = (row: ArrayLike<number>, concept: number, noise = 0): number =>
  Number(friedmanValue(row as Float32Array, concept) + noise > FRIEDMAN_MEAN);

describe('Friedman', () => {
  ROLES.forEach((roles, i) => {
    it(`concept ${i + 1} has the function's values, computed by hand`, () => {
      const value = (...inputs: number[]): number => {
        const row = new Array<number>(10).fill(0.9);
        roles.forEach((input, role) => (row[input - 1] = inputs[role]!));
        return friedmanValue(row, i + 1);
      };
      expect(value(0, 0, 0.5, 0, 0)).to.equal(0);
      expect(value(1, 0.5, 0.5, 0, 0)).to.be.closeTo(10, 1e-12);
      expect(value(0.5, 1 / 3, 0.5, 0, 0)).to.be.closeTo(5, 1e-12);
      expect(value(0, 1, 0, 0, 0)).to.equal(5);
      expect(value(0, 1, 1, 0, 0)).to.equal(5);
      expect(value(0, 1, 0.5, 1, 0)).to.equal(10);
      expect(value(0, 1, 0.5, 0, 1)).to.equal(5);
    });
  });

  it('is cut at its mean', () => {
    // Midpoint rule on 400 × 400 cells for the sine's mean; the other terms are exact.
    let sum = 0;
    for (let a = 0; a < 400; a++) for (let b = 0; b < 400; b++) sum += Math.sin((Math.PI * (a + 0.5) * (b + 0.5)) / 160_000);
    expect(FRIEDMAN_MEAN).to.be.closeTo((10 * sum) / 160_000 + 20 / 12 + 5 + 2.5, 1e-4);
    const row = [0, 0, 0.5, 1, 0.8, 0, 0, 0, 0, 0];
    expect([friedmanClass(row, 1), friedmanClass(row, 1, 0.4), friedmanClass(row, 1, 0.42)]).to.deep.equal([0, 0, 1]);
  });

  it('is uniform and balanced; noise moves 6 % of the rows across the border (8 million draws in NumPy)', async () => {
    await expectColumns(friedman, times(10, [0, 1]));
    const rows = await rowsOf(friedman, 4000);
    expectShare(
      rows.map(({ label }) => label === 1),
      0.4996,
    );
    expectShare(
      rows.map(({ row, label }) => label === friedmanClass(row, 1)),
      0.9389,
    );
  });
});
