import { expect } from 'chai';
import fc from 'fast-check';
import { complaintShare } from '../../../src/detect/estimate/complaint-share.ts';
import { estimatorsFor } from '../../../src/detect/estimate/registry.ts';
import { binomialTail } from '../../../src/maths/special/beta.ts';

const told = (complaints: number, answers: number, wrong: number, right: number) =>
  complaintShare.run({ complaints, answers, rates: { wrong, right } }, {});
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('accuracy from complaints', () => {
  it('turns the share that is expected of any accuracy back into it: a = (q − c)/(q − f)', () => {
    fc.assert(
      fc.property(share, share, share, (a, q, f) => {
        fc.pre(Math.abs(q - f) > 1e-3);
        const c = q * (1 - a) + f * a;
        const { accuracy, details } = told(c * 1e6, 1e6, q, f);
        expect(accuracy).to.be.closeTo(a, 1e-6);
        expect(details.rate).to.be.closeTo(c, 1e-12);
      }),
    );
  });

  it('is exact where every wrong answer is complained of and no right one', () => {
    expect(told(17, 200, 1, 0).accuracy).to.be.closeTo(183 / 200, 1e-12);
    expect(told(0, 200, 1, 0).accuracy).to.equal(1);
    expect(told(200, 200, 1, 0).accuracy).to.equal(0);
  });

  it('is cut off at 0 and 1, and says what it would be beyond', () => {
    const { accuracy, interval, details } = told(90, 100, 0.3, 0.01);
    expect([accuracy, interval]).to.deep.equal([0, [0, 0]]);
    expect(details.unbounded).to.be.closeTo((0.3 - 0.9) / 0.29, 1e-12);
    expect(told(0, 100, 0.3, 0.05).accuracy).to.equal(1);
  });

  it('works the other way round where right answers are complained of more', () => {
    const { accuracy, interval } = told(0.44 * 100, 100, 0.2, 0.5);
    expect(accuracy).to.be.closeTo(0.8, 1e-12);
    expect(interval![0]).to.be.below(0.8);
    expect(interval![1]).to.be.above(0.8);
  });

  it('refuses where complaints say nothing, with the reason', () => {
    expect(() => told(3, 100, 0.2, 0.2)).to.throw(RangeError, /alike \(0.2\).*q and f that differ/);
    expect(() => told(0, 100, 0, 0)).to.throw(RangeError, /alike \(0\)/);
    expect(() => told(100, 100, 1, 1)).to.throw(RangeError, /alike \(1\)/);
    expect(() => told(0, 0, 0.2, 0)).to.throw(RangeError, /wait for more batches/);
  });

  it('covers the truth about as often as Wilson’s interval does: 95 %, counted over every outcome', () => {
    for (const [a, q, f, n] of [
      [0.9, 0.3, 0.01, 200],
      [0.5, 0.3, 0.01, 200],
      [0.7, 1, 0, 100],
      [0.95, 0.1, 0.02, 500],
    ] as const) {
      const c = q * (1 - a) + f * a;
      let covered = 0;
      for (let k = 0; k <= n; k++) {
        const [low, high] = told(k, n, q, f).interval!;
        if (low <= a && a <= high) covered += binomialTail(k, n, c) - binomialTail(k + 1, n, c);
      }
      // Brown, Cai & DasGupta 2001: Wilson's coverage lies near 0.95 for these n·c.
      expect(covered, `${a} ${q} ${f} ${n}`).to.be.within(0.93, 0.98);
    }
  });

  it('is offered where there are complaints, of classes and of numbers', () => {
    const has = (spec: Parameters<typeof estimatorsFor>[0]) => estimatorsFor(spec).includes(complaintShare);
    expect([has({}), has({ complaints: {} }), has({ task: 'regression', complaints: {} })]).to.deep.equal([false, true, true]);
  });
});
