import { expect } from 'chai';
import fc from 'fast-check';
import { comparePaired } from '../../../src/measure/statistics/paired.ts';
import { randomStream } from '../../../src/random/random.ts';

const A = [0.91, 0.93, 0.9, 0.95, 0.92, 0.94, 0.89, 0.93];
const B = [0.88, 0.91, 0.9, 0.91, 0.9, 0.93, 0.9, 0.89];

/** Pairs of accuracies in thousandths, as test sets give them. */
const share = fc.nat({ max: 1000 }).map((n) => n / 1000);
const pairs = fc.array(fc.tuple(share, share), { minLength: 2, maxLength: 10 });
const sides = (list: readonly (readonly [number, number])[]) => [list.map(([a]) => a), list.map(([, b]) => b)] as const;

describe('paired comparison', () => {
  it('matches SciPy 1.17.1 (ttest_rel)', () => {
    const { difference, pStudent } = comparePaired(A, B);
    expect(difference.mean).to.be.closeTo(0.01875, 1e-15);
    expect(difference.lo).to.be.closeTo(0.003637069774723974, 1e-13);
    expect(difference.hi).to.be.closeTo(0.033862930225276006, 1e-13);
    expect(pStudent).to.be.closeTo(0.02190886015284278, 1e-13);
  });

  it('does not care about the order of seeds, and flips its sign with its sides', () => {
    fc.assert(
      fc.property(pairs, fc.integer(), (list, seed) => {
        const [a, b] = sides(list);
        const order = [...randomStream(seed, 'order').permutation(list.length)];
        const straight = comparePaired(a, b);
        const shuffled = comparePaired(
          order.map((i) => a[i]!),
          order.map((i) => b[i]!),
        );
        const flipped = comparePaired(b, a);
        expect(shuffled.pStudent).to.be.closeTo(straight.pStudent!, 1e-9);
        expect(flipped.pStudent).to.be.closeTo(straight.pStudent!, 1e-9);
        expect(flipped.difference.lo).to.be.closeTo(-straight.difference.hi, 1e-12);
      }),
    );
  });

  it('puts p below 0.05 exactly when the 95 % interval excludes 0', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const { difference, pStudent } = comparePaired(...sides(list));
        fc.pre(new Set(difference.values.map((d) => d.toFixed(9))).size > 1);
        expect(pStudent! < 0.05).to.equal(difference.lo > 0 || difference.hi < 0);
      }),
    );
  });

  it('rejects a true null hypothesis in 5 % of 4,000 trials, within four standard errors', () => {
    const random = randomStream(5, 'null');
    const zeros = new Array<number>(8).fill(0);
    let rejected = 0;
    for (let trial = 0; trial < 4000; trial++) {
      if (
        comparePaired(
          Array.from(zeros, () => random.normal()),
          zeros,
        ).pStudent! < 0.05
      )
        rejected++;
    }
    expect(rejected / 4000).to.be.closeTo(0.05, 4 * Math.sqrt((0.05 * 0.95) / 4000));
  });

  it('answers equal differences with the sign test, though they differ by rounding', () => {
    const a = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
    const b = [0.8, 0.7, 0.6, 0.5, 0.4, 0.3];
    expect(new Set(a.map((x, i) => x - b[i]!)).size).to.be.above(1);
    expect(comparePaired(a, b).pStudent).to.equal(2 / 64);
    expect(comparePaired(b, a).pStudent).to.equal(2 / 64);
  });

  it('takes for equal what differs by rounding', () => {
    const sums = [0.1 + 0.2, 0.1 + 0.7, 0.3];
    expect(sums).not.to.deep.equal([0.3, 0.8, 0.3]);
    expect(comparePaired(sums, [0.3, 0.8, 0.3])).to.deep.include({ pStudent: 1 });
    expect(comparePaired(sums, [0.3, 0.8, 0.3]).difference.values).to.deep.equal([0, 0, 0]);
    expect(comparePaired([1e-13, 2e-13], [0, 0]).difference.values).to.deep.equal([1e-13, 2e-13]);
  });

  it('finds nothing between equal arms', () => {
    const { difference, pStudent } = comparePaired(A, A);
    expect([difference.lo, difference.hi, pStudent]).to.deep.equal([0, 0, 1]);
  });

  it('claims no p from one pair', () => {
    expect(comparePaired([0.9], [0.8])).to.include({ pStudent: null });
    expect(() => comparePaired([1], [1, 2])).to.throw(RangeError);
    expect(() => comparePaired([], [])).to.throw(RangeError);
  });
});
