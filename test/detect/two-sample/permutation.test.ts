import { expect } from 'chai';
import fc from 'fast-check';
import { distance, rbf } from '../../../src/detect/two-sample/kernels.ts';
import { groupSums } from '../../../src/detect/two-sample/pairwise.ts';
import { findTest } from '../../../src/detect/two-sample/registry.ts';
import { randomStream } from '../../../src/random/random.ts';

const normals = (count: number, seed: number, shift = 0): Float64Array => {
  const random = randomStream(seed, 'normals');
  return Float64Array.from({ length: count }, () => random.normal() + shift);
};

describe('sums over pairs of rows', () => {
  it('are those of a double loop, whatever the sizes of rows and groups', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        (sizes, width, gaussian) => {
          const starts = Int32Array.of(0, ...sizes);
          for (let g = 1; g < starts.length; g++) starts[g]! += starts[g - 1]!;
          const rows = normals(starts.at(-1)! * width, sizes.length, 50);
          const found = groupSums(rows, width, starts, gaussian ? rbf(1.3) : distance);
          for (let g = 0; g < sizes.length; g++) {
            for (let h = 0; h < sizes.length; h++) {
              let sum = 0;
              for (let i = starts[g]!; i < starts[g + 1]!; i++) {
                for (let j = starts[h]!; j < starts[h + 1]!; j++) {
                  let square = 0;
                  for (let c = 0; c < width; c++) square += (rows[i * width + c]! - rows[j * width + c]!) ** 2;
                  if (i !== j) sum += gaussian ? Math.exp(-square / (2 * 1.3 ** 2)) : Math.sqrt(square);
                }
              }
              expect(found[g * sizes.length + h]!).to.be.closeTo(sum, 1e-9 * (1 + sum));
            }
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('the Gaussian kernel by table agrees with Math.exp, and with values published by frouros', () => {
    const squares = Float64Array.from({ length: 2000 }, (_, i) => (i * i) / 3000);
    const byTable = squares.slice();
    rbf(0.7)(byTable, 0, byTable.length);
    squares.forEach((square, i) => {
      const exact = Math.exp(-square / (2 * 0.7 ** 2));
      if (exact > 1e-300) expect(byTable[i]! / exact).to.be.closeTo(1, 1e-10);
    });
    for (const [sigma, value] of [
      [1, 1.37095909e-6],
      [2, 0.03421812],
    ] as const) {
      // prettier-ignore
      const one = Float64Array.of(27);
      rbf(sigma)(one, 0, 1);
      expect(one[0]! / value).to.be.closeTo(1, 1e-7);
    }
  });
});

describe('permutation p values', () => {
  it('agree with permuting single rows by brute force', () => {
    const [a, b] = [normals(24, 1), normals(16, 2, 0.9)];
    const pooled = Float64Array.of(...a, ...b);
    const k = (i: number, j: number) => Math.exp(-((pooled[i]! - pooled[j]!) ** 2) / 2);
    const statistic = (order: ArrayLike<number>) => {
      let [within, other, across] = [0, 0, 0];
      for (let i = 0; i < 40; i++) {
        for (let j = 0; j < 40; j++) {
          if (i === j) continue;
          const value = k(order[i]!, order[j]!);
          if (i < 24 && j < 24) within += value;
          else if (i >= 24 && j >= 24) other += value;
          else across += value / 2;
        }
      }
      return within / (24 * 23) + other / (16 * 15) - (2 * across) / (24 * 16);
    };
    const identity = Array.from({ length: 40 }, (_, i) => i);
    const random = randomStream(9, 'brute');
    const observed = statistic(identity);
    const share =
      Array.from({ length: 1000 }, () => Number(statistic(random.permutation(40)) >= observed)).reduce((x, y) => x + y, 0) / 1000;
    const params = { sigma: 1, permutations: 5000 };
    const found = findTest('mmd')!.run({ x: a, rows: 24, width: 1 }, { x: b, rows: 16, width: 1 }, params, randomStream(4));
    expect(found.statistic).to.be.closeTo(observed, 1e-10);
    expect(found.pValue).to.be.closeTo(share, 0.02);
    const swapped = findTest('mmd')!.run({ x: b, rows: 16, width: 1 }, { x: a, rows: 24, width: 1 }, params, randomStream(4));
    expect(swapped.statistic).to.be.closeTo(observed, 1e-10);
    expect(swapped.pValue).to.be.closeTo(share, 0.02);
  });

  it('groups of rows leave the statistic exact and see a shift of 0.2 in 2 × 2,000 rows', () => {
    const [a, b] = [normals(2003, 1), normals(1998, 2, 0.2)];
    const { pValue, details } = findTest('mmd')!.run(
      { x: a, rows: 2003, width: 1 },
      { x: b, rows: 1998, width: 1 },
      { permutations: 199, tail: 'permutations' },
      randomStream(1),
    );
    expect(pValue).to.equal(1 / 200);
    expect(details).to.include({ rowsReference: 2003, rowsCurrent: 1998, groups: 499 });
  });

  it('samples of very different sizes are thinned so that their sums fit into memory', () => {
    const { details } = findTest('mmd')!.run(
      { x: normals(4000, 1), rows: 4000, width: 1 },
      { x: normals(12, 2), rows: 12, width: 1 },
      { permutations: 19 },
      randomStream(1),
    );
    expect(details).to.include({ rowsReference: 2488, rowsCurrent: 12 });
  });

  it('no p value by permutation alone is below 1/(permutations + 1)', () => {
    const [a, b] = [normals(30, 1), normals(30, 2, 50)];
    for (const id of ['mmd', 'energy']) {
      expect(
        findTest(id)!.run(
          { x: a, rows: 30, width: 1 },
          { x: b, rows: 30, width: 1 },
          { permutations: 99, tail: 'permutations' },
          randomStream(1),
        ).pValue,
        id,
      ).to.equal(0.01);
    }
  });
});
