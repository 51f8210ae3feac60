import { expect } from 'chai';
import { confidenceSequence, race } from '../../../src/measure/statistics/race.ts';
import { randomStream } from '../../../src/random/random.ts';

const draw = (means: readonly number[], seeds: number, sd: number, name: string) => {
  const random = randomStream(6, name);
  return means.map((mean) => Array.from({ length: seeds }, () => mean + sd * random.normal()));
};

describe('a race', () => {
  it('multiplies capital by hand as it does: two arms, differences all upwards of one size', () => {
    // |d|/s = 1 at every seed, so each part grows by 1 + tanh(g); after 6 seeds the mean of (1 + tanh 0.7)⁶ and (1 + tanh 2.5)⁶ is 39.6.
    const wealth = (seeds: number) => ((1 + Math.tanh(0.7)) ** seeds + (1 + Math.tanh(2.5)) ** seeds) / 2;
    // Against the worse arm; the better one's has melted away. Closed: the mean with it.
    const lost = (seeds: number) => ((1 - Math.tanh(0.7)) ** seeds + (1 - Math.tanh(2.5)) ** seeds) / 2;
    const { p, after } = race([new Array<number>(6).fill(0.3), new Array<number>(6).fill(0.1)], 0.01, 0.05);
    expect(p[1]).to.be.closeTo(2 / (wealth(6) + lost(6)), 1e-9);
    expect(after).to.deep.equal([null, null]);
    const longer = race([new Array<number>(9).fill(0.3), new Array<number>(9).fill(0.1)], 0.01, 0.05);
    expect(longer.after).to.deep.equal([
      null,
      [1, 2, 3, 4, 5, 6, 7, 8, 9].find((seeds) => (wealth(seeds) + lost(seeds)) / 2 >= 1 / (0.7 * 0.05)),
    ]);
  });

  it('however often it is looked at, leaves the best out in at most 5 % of 400 races of 30 seeds among five equal arms', () => {
    let out = 0;
    for (let run = 0; run < 400; run++) if (race(draw([0, 0, 0, 0, 0], 30, 1, `null ${run}`), 0.1, 0.05).best.includes(false)) out++;
    expect(out / 400).to.be.below(0.05);
  });

  it('finds one that is clearly better, and who left stays out', () => {
    const values = draw([0.1, 0, 0, 0], 16, 0.02, 'clear');
    const { best, after } = race(values, 0.01, 0.05);
    expect(best).to.deep.equal([true, false, false, false]);
    for (const left of after.slice(1)) {
      // The same with what was known at that time, and with seeds that came later.
      expect(
        race(
          values.map((own) => own.slice(0, left!)),
          0.01,
          0.05,
        ).after,
      ).to.include(left);
    }
  });

  it('needs no seeds of an arm that has left', () => {
    const values = draw([0.1, 0, 0.09, 0.1], 24, 0.01, 'left');
    const { after, best } = race(values, 0.01, 0.05);
    const shorter = values.map((own, arm) => own.slice(0, after[arm] ?? own.length));
    expect(race(shorter, 0.01, 0.05)).to.deep.equal({ ...race(values, 0.01, 0.05), best, after });
  });

  it('says nothing of no seed, of one seed and of equal arms but that they are as good', () => {
    expect(race([[], []], 0.01, 0.05)).to.deep.equal({ best: [true, true], after: [null, null], p: [1, 1], asGood: [false, false] });
    expect(race([[0.9], [0.1]], 0.01, 0.05).best).to.deep.equal([true, true]);
    const same = Array.from({ length: 12 }, (_, i) => i / 20);
    expect(race([same, same], 0.01, 0.05)).to.deep.include({ best: [true, true], asGood: [true, true], p: [1, 1] });
  });
});

describe('a confidence sequence', () => {
  it('holds the truth after every one of 20 differences in 95 % of 200 courses or more', () => {
    let held = 0;
    for (let run = 0; run < 200; run++) {
      const [differences] = draw([0.02], 20, 0.03, `sequence ${run}`);
      if (differences!.every((_, i) => ((at) => at.lo <= 0.02 && 0.02 <= at.hi)(confidenceSequence(differences!.slice(0, i + 1), 1))))
        held++;
    }
    expect(held / 200).to.be.at.least(0.95);
  });

  it('excludes nothing at first, and narrows', () => {
    const [differences] = draw([0.02], 30, 0.03, 'narrows');
    expect(confidenceSequence(differences!.slice(0, 4), 1)).to.deep.equal({ lo: -1, hi: 1 });
    const width = (seeds: number) => ((at) => at.hi - at.lo)(confidenceSequence(differences!.slice(0, seeds), 1));
    expect([width(12), width(30)]).to.satisfy(([early, late]: number[]) => early! < 0.2 && late! < early!);
  });
});
