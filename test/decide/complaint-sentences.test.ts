import { expect } from 'chai';
import type { PolicyRun, StreamSeed } from '../../src/contracts/stream.ts';
import type { StreamSummary } from '../../src/contracts/stream-summary.ts';
import { complaintSentences } from '../../src/decide/complaint-sentences.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import type { ComplaintRates } from '../../src/spec/kinds/stream/complaints.ts';

const { complaints: asked, ...without } = streamPresets.complaints.spec;
const sentences = (rates: ComplaintRates, served: readonly number[], off = 0.042, bias = 0.013) =>
  complaintSentences({
    spec: { ...without, complaints: asked! },
    summary: { policies: [{ complaints: { estimate: { off: { mean: off }, bias: { mean: bias } } } }] } as unknown as StreamSummary,
    seeds: [{ baseAccuracy: 0.95, complaints: rates } as StreamSeed],
    runs: [{ seed: 0, matrix: [served] } as unknown as PolicyRun],
  });
const falling = (after: number) => [...new Array<number>(30).fill(0.95), ...new Array<number>(30).fill(after)];

describe('what a stream says of its complaints', () => {
  it('is how well they tell the accuracy, and whether they show the fall, with the share at which that turns', () => {
    const [told, shown] = sentences({ wrong: 0.3, right: 0.01 }, falling(0.5));
    expect(told).to.equal(
      'Complaints tell the accuracy of stretches of 200 answers to within 4.2 points on average, and 1.3 points too high.',
    );
    expect(shown).to.match(
      /^With 30 % of wrong answers complained of, one look at 200 answers shows the fall from 95 % to 50 % of the first seed with probability above 0\.99; below about \d+(\.\d)? % it would fall under 80 %\.$/,
    );
    expect(sentences({ wrong: 0.01, right: 0.01 + 1e-6 }, falling(0.5), 0.1, 0).at(-1)).to.match(
      /below 0\.01; from about \d+(\.\d)? % on it would be 80 %\.$/,
    );
    expect(sentences({ wrong: 0.3, right: 0.01 }, falling(0.94)).at(-1)).to.match(/however many complained, it would not be shown\.$/);
  });

  it('is that they say nothing where right and wrong answers are complained of alike', () => {
    expect(sentences({ wrong: 0.2, right: 0.2 }, falling(0.5))).to.deep.equal([
      'Wrong and right answers are complained of alike, so complaints say nothing of how many are wrong.',
    ]);
  });

  it('is nothing of a fall where there was none, and nothing at all where nobody is heard', () => {
    expect(sentences({ wrong: 0.3, right: 0 }, falling(0.5))).to.have.length(2);
    expect(sentences({ wrong: 0.3, right: 0 }, new Array<number>(60).fill(0.97))).to.have.length(1);
    expect(
      complaintSentences({ spec: without, summary: { policies: [{}] } as unknown as StreamSummary, seeds: [], runs: [] }),
    ).to.deep.equal([]);
  });
});
