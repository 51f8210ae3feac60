import { expect } from 'chai';
import { foresee, foreseenSentences, type SmallRun } from '../../src/decide/small.ts';
import { summarise } from '../../src/measure/summary.ts';
import { SHARES } from '../../src/spec/shrunk.ts';
import { arms, soundTiming, synthetic, type Recipe } from '../measure/synthetic-results.ts';

/** What runs of those mean accuracies at an eighth, a quarter and a half leave. */
const runs = (accuracies: Readonly<Record<string, readonly number[]>>, work: Readonly<Record<string, number>> = {}): SmallRun[] =>
  SHARES.map((share, size) => {
    const recipes: Record<string, Recipe> = Object.fromEntries(
      Object.entries(accuracies).map(([id, means]) => [id, { accuracyNew: means[size]!, trainMs: (work[id] ?? 0) * 1000 * share }]),
    );
    return { share, summary: summarise(synthetic(6, recipes), arms, { ...soundTiming, margin: 0.01, watts: null }) };
  });

describe('what small runs say of the whole', () => {
  it('is decided where one is far ahead at every size', () => {
    const found = foresee(
      runs(
        { none: [0.3, 0.3, 0.3], 'head-only': [0.5, 0.55, 0.6], 'retrain-all': [0.7, 0.85, 0.95] },
        { 'head-only': 1, 'retrain-all': 10 },
      ),
      10,
      1,
    )!;
    expect(found.favourite.id).to.equal('retrain-all');
    expect(found.decides).to.equal(true);
    expect(foreseenSentences(found, '1.0 points')[0]).to.match(/^The small runs already decide: .*retrain on all/);
  });
  it('is to run it in full, where two are close', () => {
    const found = foresee(
      runs({ none: [0.3, 0.3, 0.3], 'head-only': [0.6, 0.7, 0.8], 'retrain-all': [0.6, 0.7, 0.81] }, { 'head-only': 1, 'retrain-all': 10 }),
      10,
      1,
    )!;
    expect(found.decides).to.equal(false);
    expect(foreseenSentences(found, '1.0 points')[0]).to.match(/^Run it in full: /);
  });
  it('takes the cheaper of those that are as good', () => {
    const same = { none: [0.3, 0.3, 0.3], 'head-only': [0.6, 0.7, 0.8], 'retrain-all': [0.6, 0.7, 0.8] };
    const found = foresee(runs(same, { 'head-only': 1, 'retrain-all': 10 }), 10, 1)!;
    expect(found.favourite.id).to.equal('head-only');
  });
  it('foresees the work by a power of the size, and what the small runs took of it', () => {
    const found = foresee(runs({ none: [0.3, 0.3, 0.3], 'retrain-all': [0.6, 0.7, 0.8] }, { 'retrain-all': 8 }), 10, 1)!;
    // Work that is proportional to the size: at full size 8 s in steps of 10 ms, a million operations each.
    expect(found.full.flops).to.be.closeTo(10 * 800 * 1e6, 1e7);
    expect(found.spent / found.full.flops).to.be.closeTo((6 * (1 / 8 + 1 / 4 + 1 / 2)) / 10, 0.01);
    expect(found.full.seconds).to.be.closeTo(80, 2);
  });
  it('is the same again, and probabilities of the best sum to 1', () => {
    const these = runs({ none: [0.3, 0.3, 0.3], 'head-only': [0.6, 0.7, 0.8], 'retrain-all': [0.6, 0.7, 0.81] });
    expect(foresee(these, 10, 1)).to.deep.equal(foresee(these, 10, 1));
    // Ties, as of scores that are all, count for both.
    expect(foresee(these, 10, 1)!.arms.reduce((sum, { best }) => sum + best, 0)).to.be.within(1, 1.02);
  });
  it('stays within what a share can be', () => {
    const found = foresee(runs({ none: [0.02, 0.01, 0.0], 'retrain-all': [0.7, 0.9, 0.99] }), 10, 1)!;
    for (const { merit } of found.arms) expect([merit.lo >= 0, merit.hi <= 1]).to.deep.equal([true, true]);
  });
  it('is nothing where there is nothing to choose between', () => {
    expect(foresee(runs({ none: [0.3, 0.3, 0.3] }), 10, 1)).to.equal(null);
    expect(foresee([], 10, 1)).to.equal(null);
  });
});
