import { expect } from 'chai';
import { chooseRate } from '../../src/training/rate-choice.ts';
import { FACTORS, near, rightOn } from './rate-trials.ts';

// Which of ⅓ and 3 is nearer to 1 must not hang on the last bit of a logarithm: neither is, and the first given goes first.
describe('rates as far below the usual one as others lie above', () => {
  it('is looked for beyond the edge of the grid, twice at most, and says when it is still at the edge', async () => {
    const rising = rightOn((rate) => 5 + Math.round(5 * Math.log(rate / 0.001)));
    const found = await chooseRate(0.01, FACTORS, rising.trial);
    expect(rising.asked.map((rate) => Number(rate.toFixed(4)))).to.deep.equal([0.01, 0.0033, 0.03, 0.09, 0.27]);
    expect([Number(found.rate.toFixed(4)), found.edge]).to.deep.equal([0.27, true]);
    const humped = rightOn((rate) => (near(rate, 0.03) ? 28 : 15));
    expect(await chooseRate(0.01, FACTORS, humped.trial)).to.include({ edge: false });
    expect(humped.asked).to.have.length(4);
  });

  it('beats one that diverges, and is the usual one where all do', async () => {
    const usualDiverges = await chooseRate(0.01, FACTORS, rightOn((rate) => (rate < 0.005 ? 3 : undefined)).trial);
    expect(usualDiverges.rate).to.be.below(0.005);
    const all = await chooseRate(0.01, FACTORS, rightOn(() => undefined).trial);
    expect(all).to.deep.equal({
      rate: 0.01,
      tried: [1, 1 / 3, 3].map((factor) => ({ rate: 0.01 * factor, right: null })),
      heldOut: 0,
      edge: false,
    });
  });
});
