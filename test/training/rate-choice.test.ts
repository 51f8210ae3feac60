import { expect } from 'chai';
import fc from 'fast-check';
import { chooseRate } from '../../src/training/rate-choice.ts';
import { FACTORS, near, rightOn } from './rate-trials.ts';

describe('a rate chosen on held-out rows', () => {
  it('is the usual one unless another is better by more than chance explains', async () => {
    // One more of 30 is one standard error of the paired difference at most.
    expect((await chooseRate(0.01, FACTORS, rightOn((rate) => (near(rate, 0.03) ? 21 : 20)).trial)).rate).to.equal(0.01);
    const { rate, tried, heldOut, edge } = await chooseRate(0.01, [1 / 3, 1, 3, 9], rightOn((each) => (near(each, 0.03) ? 26 : 20)).trial);
    expect([Number(rate.toFixed(6)), heldOut, edge]).to.deep.equal([0.03, 30, false]);
    expect(tried).to.have.length(4);
  });

  it('tries the usual one first, then what is nearer to it, then what lies beyond the edge, twice at most', async () => {
    const rising = rightOn((rate) => 5 + Math.round(5 * Math.log(rate / 0.001)));
    const found = await chooseRate(0.01, [0.5, 1, 3], rising.trial);
    expect(rising.asked.map((rate) => Number(rate.toFixed(4)))).to.deep.equal([0.01, 0.005, 0.03, 0.09, 0.27]);
    expect([Number(found.rate.toFixed(4)), found.edge]).to.deep.equal([0.27, true]);
    const falling = rightOn((rate) => 25 - Math.round(5 * Math.log(rate / 0.0001)));
    const low = await chooseRate(0.01, [0.5, 1, 3], falling.trial);
    expect(falling.asked.map((rate) => Number(rate.toFixed(5)))).to.deep.equal([0.01, 0.005, 0.03, 0.00167, 0.00056]);
    expect([Number(low.rate.toFixed(5)), low.edge]).to.deep.equal([0.00056, true]);
  });

  it('is looked for no further once it lies inside the grid', async () => {
    const humped = rightOn((rate) => (near(rate, 0.03) ? 28 : 15));
    expect(await chooseRate(0.01, FACTORS, humped.trial)).to.include({ edge: false });
    expect(humped.asked).to.have.length(4);
  });

  it('beats one that diverges, and is the usual one where all do', async () => {
    const usualDiverges = await chooseRate(0.01, FACTORS, rightOn((rate) => (rate < 0.005 ? 3 : undefined)).trial);
    expect(usualDiverges.rate).to.be.below(0.005);
    const all = await chooseRate(0.01, [0.5, 1, 3], rightOn(() => undefined).trial);
    expect(all).to.deep.equal({
      rate: 0.01,
      tried: [1, 0.5, 3].map((factor) => ({ rate: 0.01 * factor, right: null })),
      heldOut: 0,
      edge: false,
    });
  });

  it('seldom leaves the usual rate where all are equally good', async () => {
    // Rows are right by independent coins: what is chosen then is chance.
    let left = 0;
    let state = 12345;
    const coin = () => Number((state = (Math.imul(state, 1103515245) + 12345) >>> 0) / 2 ** 32 < 0.8);
    for (let run = 0; run < 300; run++) {
      const { rate } = await chooseRate(0.01, FACTORS, async () => Array.from({ length: 33 }, coin));
      if (rate !== 0.01) left++;
    }
    // Two others, each beyond one standard error in 16 %; with ties and widening about a quarter.
    expect(left / 300).to.be.below(0.35);
  });

  it('only ever takes what was tried', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -1, max: 30 }), { minLength: 12, maxLength: 12 }), async (counts) => {
        let next = 0;
        const { trial, asked } = rightOn(() => (counts[next++ % 12]! < 0 ? undefined : counts[(next - 1) % 12]!));
        const { rate } = await chooseRate(0.01, FACTORS, trial);
        expect(asked.some((each) => near(each, rate))).to.equal(true);
      }),
    );
  });
});
