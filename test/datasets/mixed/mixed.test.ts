import { expect } from 'chai';
import { mixedClass } from '../../../datasets/mixed/rows.ts';
import { mixed } from '../../../datasets/mixed/mixed.ts';
import { expectColumns, expectShare, rowsOf } from '../stream-checks.ts';

describe('Mixed', () => {
  it('is positive when at least two of three conditions hold; concept 2 is the opposite', () => {
    // The curve is at 0.5, 0.8 and 0.2 there.
    for (const [x, curve] of [
      [0, 0.5],
      [1 / 6, 0.8],
      [0.5, 0.2],
    ] as const) {
      for (const below of [false, true]) {
        const y = below ? curve - 1e-6 : curve + 1e-6;
        const positive = [
          [0, 0, false],
          [0, 1, below],
          [1, 0, below],
          [1, 1, true],
        ] as const;
        for (const [v, w, expected] of positive) {
          expect(mixedClass([v, w, x, y], 1), `${v}${w} ${x} ${y}`).to.equal(expected ? 0 : 1);
          expect(mixedClass([v, w, x, y], 2)).to.equal(expected ? 1 : 0);
        }
      }
    }
    expect(mixed.classes).to.deep.equal(['positive', 'negative']);
  });

  it('is uniform and free of noise, with the share of positives as integrated by hand', async () => {
    await expectColumns(mixed, [
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    const rows = await rowsOf(mixed, 4000);
    for (const { row, label } of rows) expect(label).to.equal(mixedClass(row, 1));
    // ¼ + ½ · P(below) with P(below) = ½ + 0.3 · 2 / (3π).
    expectShare(
      rows.map(({ label }) => label === 0),
      0.53183,
    );
  });
});
