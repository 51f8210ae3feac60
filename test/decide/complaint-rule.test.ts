import { expect } from 'chai';
import { complaintReach, powerOf, SHOWN, type Loss } from '../../src/decide/complaint-rule.ts';
import { bounded, complaintRate, criticalCount } from '../../src/policies/complaint-bound.ts';
import { randomStream } from '../../src/random/random.ts';

const loss: Loss = { rates: { wrong: 0.3, right: 0.01 }, accuracy: 0.95, after: 0.6, heldOut: 400, rows: 50, batches: 60, window: 200 };
const withShare = (wrong: number, more: Partial<Loss> = {}): Loss => ({ ...loss, ...more, rates: { ...loss.rates, wrong } });

describe('whether complaints show a loss of accuracy', () => {
  it('is as likely as it comes out when the answers are drawn', () => {
    for (const wrong of [0.05, 0.12, 0.3]) {
      const one = withShare(wrong);
      const { rate, level } = bounded(one, 0.05);
      const critical = criticalCount(one.window, rate, level);
      const random = randomStream(3, 'looks', String(wrong));
      const looks = 4000;
      let rings = 0;
      for (let look = 0; look < looks; look++) {
        let count = 0;
        for (let i = 0; i < one.window; i++) count += Number(random.uniform() < complaintRate(one.rates, 1 - one.after));
        rings += Number(count >= critical);
      }
      expect(rings / looks, String(wrong)).to.be.closeTo(powerOf(one), 4 * Math.sqrt(0.25 / looks));
    }
  });

  it('turns at one share of complaining: likely enough from there on, and not just below', () => {
    const { flip, power } = complaintReach(loss);
    expect(power).to.be.above(SHOWN);
    expect(flip).to.be.within(0.01, 0.3);
    for (const q of [flip!, 2 * flip!, 1]) expect(powerOf(withShare(Math.min(1, q))), String(q)).to.be.at.least(SHOWN);
    expect(powerOf(withShare(0.97 * flip!))).to.be.below(SHOWN);
    // All that hangs on q itself is the probability now, not where it turns.
    expect(complaintReach(withShare(0.02)).flip).to.equal(flip);
    expect(complaintReach(withShare(0.02)).power).to.be.below(SHOWN);
  });

  it('takes more complaining for a smaller loss, or where right answers are complained of more', () => {
    const flip = (change: Partial<Loss>) => complaintReach({ ...loss, ...change }).flip!;
    expect(flip({ after: 0.8 })).to.be.above(flip({}));
    expect(flip({ rates: { wrong: 0.3, right: 0.05 } })).to.be.above(flip({}));
    expect(flip({ window: 100 })).to.be.above(flip({}));
  });

  it('is never, where nothing was lost or all are complained of anyhow', () => {
    expect(complaintReach({ ...loss, after: 0.95 }).flip).to.equal(null);
    const all = complaintReach({ ...loss, rates: { wrong: 1, right: 1 } });
    expect([all.power, all.flip]).to.deep.equal([0, null]);
    expect(complaintReach({ ...loss, rates: { wrong: 0, right: 0 } }).power).to.equal(0);
  });
});
