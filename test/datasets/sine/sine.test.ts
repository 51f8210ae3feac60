import { expect } from 'chai';
import { sineClass } from '../../../datasets/sine/rows.ts';
import { sine } from '../../../datasets/sine/sine.ts';
import { expectColumns, expectShare, rowsOf, times } from '../stream-checks.ts';

/** Heights of the two curves at positions where they are known by hand: sin 0, and ½ + 0.3·(0, 1, −1). */
const CURVES: readonly (readonly [concept: number, position: number, height: number])[] = [
  [1, 0, 0],
  [1, 0.5, 0.479426],
  [1, 1, 0.841471],
  [3, 0, 0.5],
  [3, 1 / 6, 0.8],
  [3, 1 / 2, 0.2],
  [3, 5 / 6, 0.8],
];

describe('Sine', () => {
  for (const [concept, position, height] of CURVES) {
    it(`concepts ${concept} and ${concept + 1} part at height ${height} at position ${position.toFixed(2)}`, () => {
      for (const [offset, below] of [
        [-1e-5, 1],
        [1e-5, 0],
      ] as const) {
        expect(sineClass([height + offset, position], concept)).to.equal(below);
        expect(sineClass([height + offset, position], concept + 1)).to.equal(1 - below);
      }
    });
  }

  it('is uniform in the unit square and free of noise, with shares as integrated by hand', async () => {
    await expectColumns(sine, times(2, [0, 1]));
    const rows = await rowsOf(sine, 4000);
    for (const { row, label } of rows) expect(label).to.equal(sineClass(row, 1));
    // 1 − cos 1, and ½ + 0.3 · 2 / (3π), with their reversals.
    [0.4597, 0.5403, 0.56366, 0.43634].forEach((share, i) =>
      expectShare(
        rows.map(({ row }) => sineClass(row, i + 1) === 1),
        share,
      ),
    );
  });
});
