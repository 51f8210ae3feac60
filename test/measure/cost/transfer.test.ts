import { expect } from 'chai';
import { transferOf } from '../../../src/measure/cost/transfer.ts';

describe('transfer over regimes', () => {
  // Rows: after regime 0, 1, 2; columns: on regime 0, 1, 2.
  const accuracy = [
    [0.9, 0.3, 0.2],
    [0.6, 0.8, 0.4],
    [0.7, 0.9, 0.6],
  ];

  it('is what the papers define, by hand', () => {
    const { accuracy: mean, backward, forward, forgetting } = transferOf(accuracy, 0.25);
    expect(mean).to.be.closeTo((0.7 + 0.9 + 0.6) / 3, 1e-15);
    // Lopez-Paz & Ranzato 2017: BWT = 1/(T−1) Σ R_T,i − R_i,i and FWT = 1/(T−1) Σ R_i−1,i − b_i.
    expect(backward).to.be.closeTo((0.7 - 0.9 + (0.9 - 0.8)) / 2, 1e-15);
    expect(forward).to.be.closeTo((0.3 - 0.25 + (0.4 - 0.25)) / 2, 1e-15);
    // Chaudhry et al. 2018: the best of the earlier models, not of the last one, so that what is gained counts below 0.
    expect(forgetting).to.be.closeTo((0.9 - 0.7 + (0.8 - 0.9)) / 2, 1e-15);
  });

  it('is not known of a single regime, but for its accuracy', () => {
    expect(transferOf([[0.8]], 0.5)).to.deep.equal({ accuracy: 0.8, backward: null, forward: null, forgetting: null });
  });

  it('is refused without regimes, and where a single model was not measured on each', () => {
    for (const wrong of [
      [],
      [[0.5, 0.5]],
      [[0.5, 0.5], [0.5]],
      [[0.5], [0.5, 0.5]],
      [
        [0.5, 0.5, 0.5],
        [0.5, 0.5],
      ],
    ])
      expect(() => transferOf(wrong, 0.5)).to.throw(RangeError, 'one model for each regime');
  });
});
