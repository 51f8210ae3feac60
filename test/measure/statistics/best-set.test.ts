import { expect } from 'chai';
import { bestSet } from '../../../src/measure/statistics/best-set.ts';
import { standing } from '../../../src/measure/statistics/standing.ts';
import { randomStream } from '../../../src/random/random.ts';

const draw = (means: readonly number[], seeds: number, sd: number, name: string) => {
  const random = randomStream(5, name);
  return means.map((mean) => Array.from({ length: seeds }, () => mean + sd * random.normal()));
};

describe('the set of arms that may be the best', () => {
  it('has the p of a brute-force max-T test for the arm that is out first', () => {
    const values = draw([0.1, 0, 0.02], 6, 0.02, 'brute');
    const statistic = (d: readonly number[], signs: readonly number[]) =>
      d.reduce((sum, one, i) => sum + signs[i]! * one, 0) / Math.sqrt(6 * d.reduce((sum, one) => sum + one * one, 0));
    // Straight from the definition: all ordered pairs, that the first is better and that it loses less than the margin.
    const margin = 0.01;
    const lists = values.flatMap((a, i) =>
      values.flatMap((b, j) => (i === j ? [] : [a.map((x, seed) => x - b[seed]!), a.map((x, seed) => x - b[seed]! + margin)])),
    );
    const plain = values.map((b) =>
      Math.max(
        ...values.flatMap((a) =>
          a === b
            ? []
            : [
                statistic(
                  a.map((x, seed) => x - b[seed]!),
                  new Array<number>(6).fill(1),
                ),
              ],
        ),
      ),
    );
    let reached = 0;
    for (let pattern = 0; pattern < 64; pattern++) {
      const signs = Array.from({ length: 6 }, (_, i) => (pattern & (1 << i) ? -1 : 1));
      if (Math.max(...lists.map((list) => statistic(list, signs))) >= Math.max(...plain) - 1e-9) reached++;
    }
    const { p, best } = bestSet(values, margin, 0.05);
    expect(Math.min(...p)).to.be.closeTo(reached / 64, 1e-12);
    expect(best[0]).to.equal(true);
  });

  it('leaves all others out where one is clearly better, and says who is as good', () => {
    expect(bestSet(draw([0.2, 0.1, 0, 0.1], 8, 0.005, 'clear'), 0.01, 0.05)).to.deep.include({
      best: [true, false, false, false],
      asGood: [true, false, false, false],
    });
    const alike = bestSet(draw([0.2, 0.2, 0.1], 10, 0.001, 'alike'), 0.01, 0.05);
    expect(alike.asGood).to.deep.equal([true, true, false]);
  });

  it('calls nothing where all arms are equal to the last digit, but that they are as good', () => {
    expect(
      bestSet(
        [
          [0.5, 0.6, 0.7, 0.5, 0.6, 0.7],
          [0.5, 0.6, 0.7, 0.5, 0.6, 0.7],
        ],
        0.01,
        0.05,
      ),
    ).to.deep.equal({ best: [true, true], asGood: [true, true], p: [1, 1] });
    expect(bestSet([new Array<number>(8).fill(1), new Array<number>(8).fill(1)], 0, 0.05).asGood).to.deep.equal([false, false]);
  });

  it('errs in at most 5 % of 600 runs, shown and as good together: all equal, and all but one at the margin (four standard errors)', () => {
    for (const [means, wrong] of [
      [[0.7, 0.7, 0.7, 0.7, 0.7], ({ best }: ReturnType<typeof bestSet>) => best.includes(false)],
      [[0.71, 0.7, 0.7, 0.7, 0.7], ({ best, asGood }: ReturnType<typeof bestSet>) => !best[0] || asGood.slice(1).includes(true)],
    ] as const) {
      let errs = 0;
      for (let run = 0; run < 600; run++) if (wrong(bestSet(draw(means, 8, 0.005, `null ${means[0]} ${run}`), 0.01, 0.05))) errs++;
      expect(errs / 600).to.be.below(0.05 + 4 * Math.sqrt((0.05 * 0.95) / 600));
    }
  });

  it('of fewer than six seeds is everybody, and so it is for one arm', () => {
    const few = standing(
      [
        { id: 'a', values: [1, 1, 1, 1, 1] },
        { id: 'b', values: [0, 0, 0, 0, 0] },
      ],
      0.01,
      'fixed',
    );
    expect(few).to.deep.equal({ best: ['a', 'b'], asGood: [], p: { a: 1, b: 1 } });
    expect(standing([{ id: 'a', values: [1, 2, 3, 4, 5, 6] }], 0.01, 'fixed')).to.deep.include({ best: ['a'], asGood: ['a'] });
    expect(standing([], 0.01, 'fixed')).to.deep.equal({ best: [], asGood: [], p: {} });
  });

  it('copes with thirty arms and thirty seeds', () => {
    const { best } = bestSet(
      draw(
        Array.from({ length: 30 }, (_, i) => i / 100),
        30,
        0.01,
        'many',
      ),
      0.01,
      0.05,
    );
    expect(best[29]).to.equal(true);
    expect(best[0]).to.equal(false);
  });
});
