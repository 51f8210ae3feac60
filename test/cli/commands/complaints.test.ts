import { expect } from 'chai';
import { complaints } from '../../../src/cli/commands/complaints.ts';
import { complaintText, medianDelay, sooner } from '../../../src/cli/complaints/table.ts';
import { ADWIN, BOUND, ERRORS, ERRORS_ALL, INPUTS, type ComplaintStudy, type Ringing } from '../../../src/experiment/complaint-study.ts';
import { printed } from '../printed.ts';

const told = async (...argv: string[]) => JSON.parse(await printed(complaints, [...argv, '--json'])) as ComplaintStudy;
const refusal = async (...argv: string[]) =>
  printed(complaints, argv).then(
    () => 'none',
    (error: Error) => error.message,
  );

describe('lab complaints', () => {
  it('hears every signal of the same worlds; complaints ring the sooner and tell the accuracy the better the more complain', async () => {
    const study = await told('--seeds', '3', '--q', '1,0,0.3');
    expect(study.ringing.map(({ signal, wrong }) => [signal, wrong])).to.deep.equal([
      ...[ERRORS_ALL, ERRORS, INPUTS].map((signal) => [signal, undefined]),
      ...[0, 0.3, 1].flatMap((q) => [BOUND, ADWIN].map((signal) => [signal, q])),
    ]);
    const of = (signal: string, wrong: number) => study.ringing.find((one) => one.signal === signal && one.wrong === wrong)!;
    // Nobody complains of a wrong answer, and fewer answers are right: there is nothing to ring at.
    expect(of(BOUND, 0).delays).to.deep.equal([null, null, null]);
    expect(medianDelay(of(BOUND, 1))!).to.be.at.most(medianDelay(of(BOUND, 0.3))!);
    expect(of(BOUND, 1).estimateOff!).to.be.below(of(BOUND, 0.3).estimateOff!);
    expect(study.accuracy.old - study.accuracy.after).to.be.above(0.3);
    for (const one of study.ringing) {
      expect(one.delays).to.have.length(3);
      for (const delay of one.delays) if (delay !== null) expect(delay).to.be.within(1, study.batches);
    }
  });

  it('needs a change while the stream goes by, a stream, and probabilities', async () => {
    expect(await refusal('--preset', 'false-alarm')).to.match(/the world has to change while the stream goes by.* and lasts\./);
    expect(await refusal('--preset', 'quick')).to.match(/Only a stream is complained of/);
    expect(await refusal('--q', '0.1,2')).to.equal('--q: expected a probability from 0 to 1, got "2".');
    expect(await refusal('--f', 'x')).to.equal('--f: expected a probability from 0 to 1, got "x".');
    expect(await refusal('--delay', '-1')).to.match(/complaints\.delay: must be at least 0/);
  });
});

describe('the table of lab complaints', () => {
  const ringing = (signal: string, delays: (number | null)[], wrong?: number): Ringing => ({
    ...{ signal, delays, falseAlarms: 0 },
    ...(wrong !== undefined && { wrong, estimateOff: 0.05 }),
  });

  it('counts a world in which it never rings as later than all others', () => {
    expect(medianDelay({ delays: [3, null, 1] })).to.equal(3);
    expect(medianDelay({ delays: [3, null, null] })).to.equal(null);
    expect(medianDelay({ delays: [1, 2, 3, null] })).to.equal(2.5);
    expect(sooner(ringing('a', [1, 2, null, 4]), ringing('b', [2, 2, null, null]))).to.equal(2);
  });

  it('says at which q complaints are of no use, and where they are no sooner than errors of labels', () => {
    const text = complaintText({
      ...{ seeds: 2, batches: 10, accuracy: { old: 0.9, before: 0.9, after: 0.5 } },
      ringing: [ringing(ERRORS, [4, 4]), ringing(BOUND, [null, null], 0.01), ringing(BOUND, [5, 5], 0.1), ringing(BOUND, [1, 2], 1)],
    });
    expect(text).to.contain(
      'Bound on complaints: of no use at q = 1 % (rings in fewer than half of the worlds); no sooner than errors of labels at q = 10 %.',
    );
    expect(text).to.match(/bound on complaints +100 % +2 of 2 +1\.5 +2 of 2 +0 of 2 +5\.0 points/);
  });
});
