import { expect } from 'chai';
import type { PolicyRun } from '../../src/contracts/stream.ts';
import { complaintSummary, toldByComplaints, type Hearing } from '../../src/measure/complaints.ts';

/** A run with these accuracies and complaints, batch by batch. */
const ran = (accuracy: readonly number[], complaints: readonly number[], seed = 0) =>
  ({ seed, points: accuracy.map((value, i) => ({ accuracy: value, complaints: complaints[i]! })) }) as unknown as PolicyRun;
const hearing = (wrong: number, right: number, delay = 1): Hearing => ({ delay, rows: 10, stretch: 2, ratesOf: () => ({ wrong, right }) });

describe('what complaints tell of the accuracy of a stream', () => {
  it('stands beside the accuracy of the batches they are about, not of those in which they are heard', () => {
    // Every wrong answer is complained of, a batch later: 1, 3, 5, 5, 0 of ten are wrong.
    const told = toldByComplaints(ran([0.9, 0.7, 0.5, 0.5, 1], [0, 1, 3, 5, 5]), hearing(1, 0));
    expect(told.map(({ estimated }) => estimated)).to.deep.equal([0.8, 0.5]);
    told.forEach((stretch) => expect(stretch.estimated).to.be.closeTo(stretch.true, 1e-12));
  });

  it('is summed up over seeds: off by, and too high or too low', () => {
    const { heard, estimate } = complaintSummary([ran([0.5, 0.5, 0.5], [0, 3, 3]), ran([0.5, 0.5, 0.5], [0, 7, 7], 1)], hearing(1, 0));
    expect(heard.values).to.deep.equal([6, 14]);
    expect(estimate!.off.mean).to.be.closeTo(0.2, 1e-12);
    expect(estimate!.bias.mean).to.be.closeTo(0, 1e-12);
  });

  it('is nothing where complaints say nothing, or come too late', () => {
    const one = ran([0.5, 0.5, 0.5], [0, 2, 2]);
    expect(complaintSummary([one], hearing(0.2, 0.2)).estimate).to.equal(null);
    expect(complaintSummary([one], hearing(0.2, 0, 2)).estimate).to.equal(null);
    expect(complaintSummary([one], hearing(0.2, 0, 100))).to.deep.include({ estimate: null });
  });
});
