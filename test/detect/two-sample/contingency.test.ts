import { expect } from 'chai';
import { chiSquare } from '../../../src/detect/two-sample/chi-square.ts';
import { pearsonOf } from '../../../src/detect/two-sample/contingency.ts';
import { column } from '../../../src/detect/two-sample/define.ts';
import { randomStream } from '../../../src/random/random.ts';

describe('Pearson’s statistic of two rows of counts', () => {
  it('by hand: 10 and 20 against 20 and 10 are 4 · 5²/15, whatever never occurs left out', () => {
    const { statistic, df } = pearsonOf([10, 0, 20], [20, 0, 10]);
    expect(statistic).to.be.closeTo((4 * 25) / 15, 1e-12);
    expect(df).to.equal(1);
  });

  it('is that of the chi-square test', () => {
    const random = randomStream(1, 'counts');
    const codes = (rows: number) => Array.from({ length: rows }, () => random.int(5));
    const [first, second] = [codes(300), codes(170)];
    const counts = (of: number[]) => [0, 1, 2, 3, 4].map((code) => of.filter((each) => each === code).length);
    const { statistic, details } = chiSquare.run(column(first), column(second), {}, random);
    const own = pearsonOf(counts(first), counts(second));
    expect(own.statistic).to.be.closeTo(statistic, 1e-10);
    expect(own.df).to.equal(details.df);
  });
});
