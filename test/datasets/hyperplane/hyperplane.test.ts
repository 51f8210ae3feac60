import { expect } from 'chai';
import { hyperplane } from '../../../datasets/hyperplane/hyperplane.ts';
import { hyperplaneClass, hyperplaneWeights, LABEL_NOISE } from '../../../datasets/hyperplane/rows.ts';
import { expectColumns, expectShare, rowsOf, times } from '../stream-checks.ts';

describe('rotating hyperplane', () => {
  it('is above where Σ wᵢxᵢ reaches half of Σ wᵢ (by hand: weights 1, 2, 1, border 2)', () => {
    const weights = [1, 2, 1];
    for (const row of [
      [0.5, 0.5, 0.5],
      [1, 0.5, 0],
      [0, 1, 0],
      [1, 1, 1],
      [1, 0.25, 0.5],
    ])
      expect(hyperplaneClass(row, weights)).to.equal(1);
    for (const row of [
      [0.5, 0.499, 0.5],
      [0.99, 0.5, 0],
      [0, 0.99, 0],
      [0, 0, 0],
      [1, 0, 0.999],
    ])
      expect(hyperplaneClass(row, weights)).to.equal(0);
  });

  it('turns by two weights only, by at most so much per row', () => {
    const [start, later] = [hyperplaneWeights(1), hyperplaneWeights(1, 1000)];
    expect(later.slice(2)).to.deep.equal(start.slice(2));
    for (const f of [0, 1]) {
      expect(later[f]).not.to.equal(start[f]);
      expect(Math.abs(later[f]! - start[f]!)).to.be.below(1);
    }
    // The first step of every weight is upwards.
    expect(hyperplaneWeights(1, 1, 0.25)[0]).to.equal(start[0]! + 0.25);
    expect(hyperplaneWeights(1, 1000)).to.deep.equal(later);
    expect(hyperplaneWeights(2)).not.to.deep.equal(start);
  });

  it('is uniform in the unit cube, balanced, with 5 % of wrong labels', async () => {
    await expectColumns(hyperplane, times(10, [0, 1]));
    const rows = await rowsOf(hyperplane, 4000);
    const weights = hyperplaneWeights(1);
    expectShare(
      rows.map(({ row, label }) => label !== hyperplaneClass(row, weights)),
      LABEL_NOISE,
    );
    expectShare(
      rows.map(({ label }) => label === 1),
      0.5,
    );
  });
});
