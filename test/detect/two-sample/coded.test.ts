import { expect } from 'chai';
import { byValue, inBins, tooFine } from '../../../src/detect/two-sample/coded.ts';
import { chiSquare } from '../../../src/detect/two-sample/chi-square.ts';
import { randomStream } from '../../../src/random/random.ts';

const upTo = (n: number, shift = 0) => Array.from({ length: n }, (_, i) => i + shift);

describe('columns of numbers as categories', () => {
  it('single values are too fine where more than ten come less than five times each', () => {
    expect(tooFine(upTo(100), upTo(100))).to.equal(true);
    expect(
      tooFine(
        upTo(100).map((i) => i % 12),
        upTo(100).map((i) => i % 12),
      ),
    ).to.equal(false);
    expect(tooFine(upTo(10), upTo(10))).to.equal(false);
  });

  it('are cut at quantiles of the reference: 0 … 99 gives ten bins of ten, and 50 … 149 fills five of them and the last', () => {
    const { batches, bins } = inBins(upTo(100), upTo(100, 50), 10);
    const counts = batches.map(({ x }) => upTo(10).map((bin) => Array.from(x).filter((code) => code === bin).length));
    expect(bins).to.equal(10);
    expect(counts[0]).to.deep.equal(new Array(10).fill(10));
    expect(counts[1]).to.deep.equal([0, 0, 0, 0, 0, 10, 10, 10, 10, 60]);
  });

  it('small samples get fewer bins, five rows to each', () => {
    expect(inBins(upTo(20), upTo(20), 10).bins).to.equal(4);
  });

  it('values are codes in their order', () => {
    const [old, now] = byValue([2.5, -1, 2.5], [7]);
    expect([Array.from(old.x), Array.from(now.x)]).to.deep.equal([[1, 0, 1], [2]]);
  });

  it('chi-square on the bins keeps its level of 5 % without a difference', () => {
    let alarms = 0;
    for (let i = 0; i < 400; i++) {
      const random = randomStream(i, 'bins');
      const draw = (n: number) => Array.from({ length: n }, () => random.normal());
      const { batches } = inBins(draw(200), draw(120), 10);
      if (chiSquare.run(...batches, {}, random).pValue! < 0.05) alarms++;
    }
    // 20 are expected; 35 or more come once in a thousand times (binomial).
    expect(alarms).to.be.below(35);
  });
});
