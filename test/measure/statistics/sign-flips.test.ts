import { expect } from 'chai';
import fc from 'fast-check';
import { signFlipTests as test } from '../../../src/measure/statistics/sign-flips.ts';
import { randomStream } from '../../../src/random/random.ts';

const signFlipTests = (lists: readonly (readonly number[])[]) => test(lists.map((differences) => ({ differences, sides: 2 })));

const A = [0.03, 0.02, 0, 0.04, 0.02, 0.01, -0.01, 0.04];
const lists = fc.integer({ min: 2, max: 8 }).chain((n) =>
  fc.array(
    fc.array(
      fc.integer({ min: -20, max: 20 }).map((d) => d / 1000),
      { minLength: n, maxLength: n },
    ),
    { minLength: 1, maxLength: 4 },
  ),
);

describe('the sign-flip test', () => {
  it('alone matches SciPy 1.17.1 (permutation_test, exact, of the mean)', () => {
    expect(signFlipTests([A])[0]).to.deep.equal({ p: 0.046875, adjusted: 0.046875 });
  });

  it('never falls below its floor of 2/2ⁿ, nor an adjusted p below the p alone', () => {
    fc.assert(
      fc.property(lists, (differences) => {
        for (const { p, adjusted } of signFlipTests(differences)) {
          expect(p).to.be.within(2 / 2 ** differences[0]!.length, 1);
          expect(adjusted).to.be.at.least(p!);
        }
      }),
    );
  });

  it('is never more cautious than Bonferroni, and equals a brute-force max-T for the smallest p', () => {
    fc.assert(
      fc.property(lists, (differences) => {
        const found = signFlipTests(differences);
        const n = differences[0]!.length;
        // Straight from the definition: the share of patterns whose largest |t| reaches the largest observed.
        const statistic = (list: readonly number[], signs: readonly number[]) => {
          const squares = list.reduce((sum, d) => sum + d * d, 0);
          return squares === 0 ? 0 : Math.abs(list.reduce((sum, d, i) => sum + d * signs[i]!, 0)) / Math.sqrt(squares);
        };
        const largest = (signs: readonly number[]) => Math.max(...differences.map((list) => statistic(list, signs)));
        const observed = largest(new Array<number>(n).fill(1));
        let reached = 0;
        for (let pattern = 0; pattern < 2 ** n; pattern++)
          if (largest(Array.from({ length: n }, (_, i) => (pattern & (1 << i) ? -1 : 1))) >= observed - 1e-9) reached++;
        expect(Math.min(...found.map(({ adjusted }) => adjusted!))).to.be.closeTo(reached / 2 ** n, 1e-12);
        for (const { p, adjusted } of found)
          expect(adjusted).to.be.at.most(Math.min(1, p! * differences.length) + Math.max(...found.map((one) => one.adjusted!)));
      }),
    );
  });

  it('lets six seeds decide about many comparisons, where Holm on exact p values could not', () => {
    const clear = Array.from({ length: 10 }, (_, i) => Array.from({ length: 6 }, (__, seed) => 0.1 + i / 100 + seed / 1000));
    expect(signFlipTests(clear).map(({ adjusted }) => adjusted)).to.deep.equal(new Array(10).fill(2 / 64));
  });

  it('rejects none of 5 true null hypotheses in 95 % of 1,000 trials, within four standard errors', () => {
    const random = randomStream(3, 'null');
    let rejected = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const found = signFlipTests(Array.from({ length: 5 }, () => Array.from({ length: 8 }, () => random.normal())));
      if (found.some(({ adjusted }) => adjusted! < 0.05)) rejected++;
    }
    expect(rejected / 1000).to.be.below(0.05 + 4 * Math.sqrt((0.05 * 0.95) / 1000));
  });

  it('draws patterns beyond 12 seeds: close to the p of Student’s t for normal differences, and the same again', () => {
    const normal = [
      -0.2518, 0.2253, 2.0637, 1.0591, -1.2414, 0.3948, -0.2235, 0.5486, -1.2082, 0.6418, 0.6354, 1.9756, 0.7166, 0.9105, -1.0931, 2.6527,
      -1.5156, 1.5018, 0.0701, -0.4806, -0.2563, -0.272, 0.7802, 0.2899, 1.8826,
    ];
    const [first] = signFlipTests([normal]);
    expect(first).to.deep.equal(signFlipTests([normal])[0]);
    // SciPy 1.17.1, ttest_1samp.
    expect(first!.p).to.be.closeTo(0.08506636870506322, 0.01);
  });

  it('from one side halves the p of a difference on that side, and leaves nothing on the other', () => {
    const [up, down] = test([A, A.map((d) => -d)].map((differences) => ({ differences, sides: 1 })));
    expect(up!.p).to.equal(0.046875 / 2);
    expect(down!.p).to.be.above(0.95);
  });

  it('has no answer for one seed, and finds nothing where nothing differs', () => {
    expect(signFlipTests([[0.1]])).to.deep.equal([{ p: null, adjusted: null }]);
    expect(
      signFlipTests([
        [0, 0, 0],
        [0.1, 0.1, 0.2],
      ])[0],
    ).to.deep.equal({ p: 1, adjusted: 1 });
    expect(signFlipTests([])).to.deep.equal([]);
  });
});
