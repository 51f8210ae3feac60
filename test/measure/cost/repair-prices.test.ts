import { expect } from 'chai';
import fc from 'fast-check';
import { PRICES, repairPrices } from '../../../src/measure/cost/repair-prices.ts';
import { mean } from '../../../src/maths/statistics.ts';
import { totalCosts, type Candidate } from '../../../src/measure/statistics/stream-evidence.ts';

const account = fc.record({ errors: fc.integer({ min: 0, max: 1000 }), repairs: fc.integer({ min: 0, max: 8 }) });
const candidates = (seeds: number) =>
  fc
    .array(fc.array(account, { minLength: seeds, maxLength: seeds }), { minLength: 2, maxLength: 5 })
    .map((all) =>
      all.map((own, policy): Candidate => ({
        policy,
        errors: own.map(({ errors }) => errors),
        repairs: own.map(({ repairs }) => repairs),
      })),
    );
const steady = (policy: number, errors: number, repairs: number, seeds = 12): Candidate => ({
  policy,
  errors: Array.from({ length: seeds }, (_, i) => errors + (i % 3)),
  repairs: Array.from({ length: seeds }, () => repairs),
});

describe('what a repair may cost', () => {
  it('names the policies with the lowest mean total cost at every price, as trying them all does', () => {
    fc.assert(
      fc.property(candidates(3), fc.double({ min: 0, max: 1, noNaN: true }), (all, at) => {
        const { ranges } = repairPrices(all, 'race')!;
        expect([ranges[0]!.from, ranges.at(-1)!.to]).to.deep.equal([PRICES[0], PRICES.at(-1)]);
        for (const [i, { from, to, lowest }] of ranges.entries()) {
          expect(to).to.be.above(from);
          if (i) expect(from).to.equal(ranges[i - 1]!.to);
          if (i) expect(lowest).not.to.deep.equal(ranges[i - 1]!.lowest);
        }
        const price = PRICES[0] * (PRICES.at(-1)! / PRICES[0]) ** at;
        const costs = all.map((one) => mean(totalCosts(one, price)));
        const least = Math.min(...costs);
        const range = ranges.find(({ from, to }) => from <= price && price <= to)!;
        for (const policy of range.lowest) expect(costs[policy]).to.be.closeTo(least, 1e-6 * Math.max(1, least));
      }),
      { numRuns: 200 },
    );
  });

  it('finds the price at which doing nothing becomes the cheapest', () => {
    const { ranges } = repairPrices([steady(0, 1000, 0), steady(1, 300, 5)], 'fixed')!;
    expect(ranges.map(({ lowest }) => lowest)).to.deep.equal([[1], [0]]);
    // 1000 = 300 + 5 · 140.
    expect(ranges[0]!.to).to.be.closeTo(140, 1e-9);
  });

  it('looks from a price of 1 to one of 10,000, wherever the lines cross besides', () => {
    const ends = (other: Candidate) => repairPrices([steady(0, 1000, 0), other], 'fixed')!.ranges;
    // They cross at 0.5, at 20,000, and below 0.
    expect(ends(steady(1, 999.5, 1))).to.deep.equal([{ from: 1, to: 10_000, lowest: [0] }]);
    expect(ends(steady(1, 900, 0.005))).to.deep.equal([{ from: 1, to: 10_000, lowest: [1] }]);
    expect(ends(steady(1, 1010, 1))).to.deep.equal([{ from: 1, to: 10_000, lowest: [0] }]);
  });

  it('changes once where three lines meet in one price, and takes costs for equal that differ by rounding', () => {
    const { ranges } = repairPrices([steady(0, 1000, 0), steady(1, 900, 1), steady(2, 800, 2)], 'fixed')!;
    expect(ranges.map(({ lowest }) => lowest)).to.deep.equal([[2], [0]]);
    const parts = [3, 11, 7].map((by) => 1e9 / by);
    const equal = [parts, [...parts].reverse()].map((errors, policy): Candidate => ({ policy, errors, repairs: [0, 0, 0] }));
    expect(mean(equal[0]!.errors)).not.to.equal(mean(equal[1]!.errors));
    expect(repairPrices(equal, 'fixed')!.ranges).to.deep.equal([{ from: 1, to: 10_000, lowest: [0, 1] }]);
  });

  it('shows less of as many seeds in a race, which could have stopped before', () => {
    const best = (design: 'fixed' | 'race') => repairPrices([steady(0, 500, 1, 9), steady(1, 100, 1, 9)], design)!.points[0]!.best;
    expect([best('fixed'), best('race')]).to.deep.equal([[1], [0, 1]]);
  });

  for (const design of ['fixed', 'race'] as const) {
    it(`shows a policy best where every seed says so, and nothing where two hardly differ (${design})`, () => {
      const { points } = repairPrices([steady(0, 1000, 0), steady(1, 300, 5)], design)!;
      expect(points.map(({ price, best }) => [price, best])).to.deep.equal(PRICES.map((price) => [price, price < 140 ? [1] : [0]]));
      const equal = repairPrices([steady(0, 300, 2), steady(1, 300, 2)], design)!;
      expect(equal.ranges).to.deep.equal([{ from: 1, to: 10_000, lowest: [0, 1] }]);
      for (const { best } of equal.points) expect(best).to.deep.equal([0, 1]);
    });
  }

  it('claims less than one price alone would: 9 are tested', () => {
    // 8 seeds of one sign reach p = 1/256 = 0.0039, below 0.05/9; 7 do not.
    const shown = (seeds: number) =>
      repairPrices([steady(0, 500, 1, seeds), steady(1, 100, 1, seeds)], 'fixed')!.points[0]!.best.length === 1;
    expect([shown(6), shown(7), shown(9)]).to.deep.equal([false, false, true]);
  });

  it('errs in few of many streams of policies that do not differ, over all prices together', () => {
    let state = 7;
    const uniform = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    const draw = (policy: number): Candidate => ({
      policy,
      errors: Array.from({ length: 10 }, () => 300 + 100 * uniform()),
      repairs: Array.from({ length: 10 }, () => Math.floor(3 * uniform())),
    });
    for (const design of ['fixed', 'race'] as const) {
      let wrong = 0;
      for (let i = 0; i < 150; i++)
        wrong += Number(repairPrices([draw(0), draw(1), draw(2)], design)!.points.some(({ best }) => best.length < 3));
      expect(wrong / 150, design).to.be.below(0.1);
    }
  });

  it('holds means over the seeds that all ran, where a race left one out', () => {
    const { seeds, points } = repairPrices(
      [steady(0, 100, 0), { policy: 3, errors: [900, 900, 900, 900, 900], repairs: [1, 1, 1, 1, 1] }],
      'race',
    )!;
    expect(seeds).to.equal(5);
    expect(points[0]!.costs).to.deep.equal([100.8, 901]);
  });

  it('draws its lines by the repairs of those seeds alone', () => {
    const late = { policy: 3, errors: [900, 900], repairs: [0, 0] };
    const { ranges } = repairPrices([{ policy: 0, errors: [500, 500, 500, 500], repairs: [4, 4, 40, 40] }, late], 'race')!;
    // 500 + 4 · 100 = 900.
    expect(ranges).to.deep.equal([{ from: 1, to: 100, lowest: [0] }, { from: 100, to: 10_000, lowest: [3] }]); // prettier-ignore
  });

  it('says nothing of a single policy, or of none with a seed', () => {
    expect(repairPrices([steady(0, 1, 0)], 'fixed')).to.equal(null);
    expect(repairPrices([], 'fixed')).to.equal(null);
    expect(repairPrices([steady(0, 1, 0), { policy: 1, errors: [], repairs: [] }], 'race')).to.equal(null);
  });
});
