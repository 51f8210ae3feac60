import { expect } from 'chai';
import fc from 'fast-check';
import { halving, rounds } from '../../../src/measure/statistics/halving.ts';

describe('sequential halving', () => {
  it('gives every round the same share of the trainings, to half as many repairs', () => {
    expect(rounds(8, 48, 16)).to.deep.equal([
      { repairs: 8, seeds: 2 },
      { repairs: 4, seeds: 4 },
      { repairs: 2, seeds: 8 },
    ]);
  });

  it('never spends more trainings or seeds than there are, and lets every repair train', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 40 }),
        (repairs, seedsOfAll, most) => {
          const found = rounds(repairs, repairs * seedsOfAll, most);
          expect(found.reduce((sum, round) => sum + round.repairs * round.seeds, 0)).to.be.at.most(repairs * seedsOfAll);
          expect(found.reduce((sum, { seeds }) => sum + seeds, 0)).to.be.at.most(most);
          if (seedsOfAll >= Math.ceil(Math.log2(Math.max(2, repairs)))) expect(found[0]?.repairs).to.equal(repairs);
        },
      ),
    );
  });

  it('keeps who is worth most, judged by the seeds seen so far', () => {
    // D leads after two seeds and falls back after six.
    const worth = (repair: string, seeds: number) => ({ A: 1, B: 3, C: 2, D: seeds < 6 ? 9 : 0, E: 0, F: 0, G: 0, H: 0 })[repair]!;
    expect(halving(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'], 48, 16, worth)).to.deep.equal({
      A: 6,
      B: 14,
      C: 14,
      D: 6,
      E: 2,
      F: 2,
      G: 2,
      H: 2,
    });
  });

  it('gives a repair that is alone every seed there is', () => {
    expect(halving(['only'], 6, 16, () => 0)).to.deep.equal({ only: 6 });
  });
});
