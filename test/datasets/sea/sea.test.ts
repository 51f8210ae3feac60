import { expect } from 'chai';
import { seaClass } from '../../../datasets/sea/rows.ts';
import { sea } from '../../../datasets/sea/sea.ts';
import { expectColumns, expectShare, rowsOf, times } from '../stream-checks.ts';

describe('SEA', () => {
  // Thresholds of the four blocks, Street and Kim 2001; shares: 1 − θ²/200.
  for (const [concept, threshold] of [
    [1, 8],
    [2, 9],
    [3, 7],
    [4, 9.5],
  ] as const) {
    it(`concept ${concept}: above means that x1 + x2 exceeds ${threshold}; x3 does not count`, () => {
      for (const x3 of [0, 10]) {
        for (const x1 of [0, 1, 3.5, 5]) {
          expect(seaClass([x1, threshold - x1, x3], concept)).to.equal(0);
          expect(seaClass([x1, threshold - x1 + 0.001, x3], concept)).to.equal(1);
        }
      }
    });
  }

  it('has no fifth concept', () => {
    expect(() => seaClass([0, 0, 0], 5)).to.throw(RangeError, 'expected 1 … 4');
    expect(() => seaClass([0, 0, 0], 0)).to.throw(RangeError);
  });

  it('is uniform in [0, 10]³, with 10 % of wrong labels and shares as computed by hand', async () => {
    await expectColumns(sea, times(3, [0, 10]));
    const rows = await rowsOf(sea, 4000);
    expectShare(
      rows.map(({ row, label }) => label !== seaClass(row, 1)),
      0.1,
    );
    [0.68, 0.595, 0.755, 0.54875].forEach((share, i) =>
      expectShare(
        rows.map(({ row }) => seaClass(row, i + 1) === 1),
        share,
      ),
    );
    expectShare(
      rows.map(({ label }) => label === 1),
      0.644,
    );
  });

  it('has as many wrong labels as the parameter says: none, or 40 % and those of 10 % among them', async () => {
    const load = (noise: number) => sea.load(2000, 1, { noise });
    const [none, some, many] = [await load(0), await load(0.1), await load(0.4)];
    const wrong = ({ samples }: typeof none): boolean[] => Array.from(samples.y, (label, i) => label !== none.samples.y[i]);
    none.samples.y.forEach((label, i) => expect(label).to.equal(seaClass(none.samples.x.subarray(3 * i, 3 * i + 3), 1)));
    expectShare(wrong(many), 0.4);
    const inMany = wrong(many);
    wrong(some).forEach((isWrong, i) => expect(!isWrong || inMany[i]).to.equal(true));
    expect(many.samples.x).to.deep.equal(none.samples.x);
  });
});
