import { expect } from 'chai';
import fc from 'fast-check';
import { whereGood } from '../../../src/ui/compare/race-zoom.ts';

const arms = (none: number, ...repairs: readonly number[]) =>
  [none, ...repairs].map((mean, i) => ({ id: i ? `repair ${i}` : 'none', accuracyNew: { mean, lo: mean, hi: mean, values: [mean] } }));
const share = fc.double({ min: 0.2, max: 1, noNaN: true });
const shares = fc.array(share, { minLength: 1, maxLength: 8 });

describe('the part of the axis where models are good', () => {
  it('begins and ends on round percent around where repairs end, whatever doing nothing comes to', () => {
    expect(whereGood(arms(0.4, 0.83, 0.91, 0.95))).to.deep.equal([0.8, 1]);
    expect(whereGood(arms(0.4, 0.953, 0.962))).to.deep.equal([0.9, 0.98]);
    expect(whereGood(arms(0.97, 0.9, 0.95)), 'the best may be doing nothing').to.deep.equal([0.88, 0.98]);
  });

  it('holds every repair, and is never beyond the axis', () => {
    fc.assert(
      fc.property(share, shares, (none, repairs) => {
        const span = whereGood(arms(none, ...repairs));
        if (!span) throw new Error('there are repairs');
        expect(span[0]).to.be.within(0, Math.min(...repairs));
        expect(span[1]).to.be.within(Math.max(none, ...repairs), 1);
        for (const end of span) expect(100 * end).to.be.closeTo(Math.round(100 * end), 1e-9);
      }),
    );
  });

  it('only grows while seeds come in', () => {
    fc.assert(
      fc.property(share, shares, shares, (none, first, then) => {
        const before = whereGood(arms(none, ...first));
        const after = whereGood(arms(none, ...then), before);
        if (!before || !after) throw new Error('there are repairs');
        expect(after[0]).to.be.at.most(before[0]);
        expect(after[1]).to.be.at.least(before[1]);
      }),
    );
    const span = whereGood(arms(0.4, 0.83, 0.95));
    expect(whereGood(arms(0.4, 0.9, 0.91), span)).to.deep.equal(span);
  });

  it('is the whole axis where no repair has ended, or where one ends at the foot', () => {
    expect(whereGood([])).to.equal(undefined);
    expect(whereGood(arms(0.9))).to.equal(undefined);
    expect(whereGood(arms(0.9, 0.02, 0.95))).to.deep.equal([0, 1]);
  });
});
