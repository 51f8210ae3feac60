import { expect } from 'chai';
import { energy } from '../../../src/detect/two-sample/energy.ts';
import { distance, rbf } from '../../../src/detect/two-sample/kernels.ts';
import { lsdd } from '../../../src/detect/two-sample/lsdd.ts';
import { mmd } from '../../../src/detect/two-sample/mmd.ts';
import { onOneScale } from '../../../src/detect/two-sample/one-scale.ts';
import { kernelBound, pairedBound, withBound } from '../../../src/detect/two-sample/paired-bound.ts';
import { randomStream } from '../../../src/random/random.ts';
import type { Batch } from '../../../src/detect/types.ts';

const column = (x: readonly number[]): Batch => ({ x, rows: x.length, width: 1 });

describe('the bound of p beyond permutations', () => {
  it('is 2 exp(−r²/2Σ‖v‖²)', () => {
    expect(pairedBound(8, 2)).to.be.closeTo(2 * Math.exp(-2), 1e-15);
    expect(pairedBound(0, 3)).to.equal(1);
    expect(pairedBound(0, 0)).to.equal(1);
  });

  it('is, for the energy of {0, 0} and {1, 1}, by hand: ‖Σv‖² = 2·4 (twice the four distances across), Σ‖v‖² = 2·2', () => {
    expect(kernelBound(column([0, 0]), column([1, 1]), distance, -1)).to.be.closeTo(2 * Math.exp(-8 / 8), 1e-12);
  });

  it('is, for a Gaussian kernel of the same rows, by hand: with k = e^(−½) across, ‖Σv‖² = 8 − 8k and Σ‖v‖² = 4 − 4k', () => {
    expect(kernelBound(column([0, 0]), column([1, 1]), rbf(1), 1)).to.be.closeTo(2 * Math.exp(-1), 1e-10);
  });

  it('stands in only where no permutation was as large, so that levels above the floor are those of permutation', () => {
    expect(withBound(0.02, 100, () => 1e-9)).to.equal(0.02);
    expect(withBound(1 / 101, 100, () => 1e-9)).to.equal(1e-9);
    expect(withBound(1 / 101, 100, () => 0.5)).to.equal(1 / 101);
  });

  it('is never less than the exact p over all swaps of pairs', () => {
    for (let seed = 0; seed < 30; seed++) {
      const random = randomStream(seed, 'swaps');
      const draw = (shift: number) => Array.from({ length: 8 }, () => random.normal() + shift);
      const [x, y] = [draw(0), draw(seed / 10)];
      // The energy statistic's square is that of the mean difference, so swaps of pairs change nothing of Σ‖v‖².
      const statistic = (a: number[], b: number[]) => {
        const total = (u: number[], v: number[]) => u.reduce((sum, s) => sum + v.reduce((inner, t) => inner + Math.abs(s - t), 0), 0);
        return 2 * total(a, b) - total(a, a) - total(b, b);
      };
      const observed = statistic(x, y);
      let asLarge = 0;
      for (let mask = 0; mask < 256; mask++) {
        const swapped = (i: number) => (mask >> i) & 1;
        const a = x.map((value, i) => (swapped(i) ? y[i]! : value));
        const b = y.map((value, i) => (swapped(i) ? x[i]! : value));
        if (statistic(a, b) >= observed - 1e-9) asLarge++;
      }
      expect(kernelBound(column(x), column(y), distance, -1)).to.be.at.least(asLarge / 256);
    }
  });

  for (const test of [mmd, energy, lsdd]) {
    it(`${test.id}: samples far apart have p below a millionth, and by permutation alone what 100 of them can tell`, () => {
      const random = randomStream(1, test.id);
      const draw = (rows: number, shift: number): Batch => ({
        x: Array.from({ length: rows * 2 }, () => random.normal() + shift),
        rows,
        width: 2,
      });
      const [old, now] = [draw(200, 0), draw(150, 3)];
      expect(test.run(old, now, {}, random).pValue).to.be.below(1e-6);
      expect(test.run(old, now, { tail: 'permutations' }, random).pValue).to.equal(1 / 101);
    });
  }
});

describe('columns on one scale', () => {
  it('have mean 0 and standard deviation 1 in the reference; the current sample moves with them; others stay', () => {
    const [old, now] = onOneScale({ x: [1, 5, 3, 5, 5, 6], rows: 3, width: 2 }, { x: [7, 9], rows: 1, width: 2 }, 1);
    expect(Array.from(old.x)).to.deep.equal([-1, 5, 0, 5, 1, 6]);
    expect(Array.from(now.x)).to.deep.equal([2, 9]);
  });

  it('a column that is constant in the reference is divided by the standard deviation of both', () => {
    const [old, now] = onOneScale(column([4, 4]), column([6, 6]));
    expect(Array.from(old.x)).to.deep.equal([0, 0]);
    expect(now.x[0]).to.be.closeTo(2 / Math.sqrt(4 / 3), 1e-12);
    expect(Array.from(onOneScale(column([4, 4]), column([4]))[1].x)).to.deep.equal([0]);
  });
});
