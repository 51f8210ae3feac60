import { expect } from 'chai';
import { choose, standingOf, type Favoured } from '../../src/decide/choice.ts';
import { about, armOf, summaryOf } from './hand-made.ts';

const [none, head, tuned, retrain] = [
  armOf('none', 0.5),
  armOf('head-only', 0.8, { seconds: 1 }),
  armOf('full-fine-tune', 0.85, { seconds: 2 }),
  armOf('retrain-all', 0.9, { seconds: 5 }),
];
const arms = [none, head, tuned, retrain] as const;

describe('what a summary supports', () => {
  it('needs six seeds of a fixed design; a race claims what it has shown after any number', () => {
    const shown = { best: ['retrain-all'], asGood: ['retrain-all'], seeds: 5 };
    expect(choose(summaryOf(arms, shown)).kind).to.equal('too-few-seeds');
    expect(choose(summaryOf(arms, { ...shown, seeds: 6 })).kind).to.equal('favoured');
    expect(choose(summaryOf(arms, { ...shown, design: 'race' })).kind).to.equal('favoured');
  });

  it('is nothing below 3 points above the most frequent class, and something from there on', () => {
    const kindAt = (accuracyOld: number) =>
      choose(
        summaryOf([armOf('none', 0.5, { accuracyOld: about(accuracyOld) }), retrain], { best: ['retrain-all'], asGood: ['retrain-all'] }),
      ).kind;
    expect([kindAt(0.5 + 0.03), kindAt(0.5299)]).to.deep.equal(['favoured', 'not-learned']);
  });

  it('favours the cheapest that is as good: the leader itself is shown best only where it is alone', () => {
    const chosen = choose(summaryOf(arms, { best: ['retrain-all', 'full-fine-tune', 'head-only'], asGood: ['head-only'] })) as Favoured;
    expect(chosen).to.include({ leader: retrain, favoured: head, shownBest: false });
    expect(chosen.others).to.deep.equal([tuned]);
    const alone = choose(summaryOf(arms, { best: ['retrain-all'], asGood: ['retrain-all', 'head-only'] })) as Favoured;
    expect(alone).to.include({ leader: retrain, favoured: head, shownBest: true });
    expect(alone.others).to.deep.equal([]);
  });

  it('of equal cost takes the higher mean', () => {
    const dear = armOf('full-fine-tune', 0.85, { seconds: 5 });
    const both = { best: ['retrain-all', 'full-fine-tune'], asGood: ['retrain-all', 'full-fine-tune'] };
    expect(choose(summaryOf([none, dear, retrain], both))).to.include({ favoured: retrain });
  });

  it('counts work where times say little', () => {
    const quick = armOf('full-fine-tune', 0.85, { seconds: 0.1, counts: { ...retrain.counts, flops: 1e12 } });
    const both = { best: ['retrain-all', 'full-fine-tune'], asGood: ['retrain-all', 'full-fine-tune'] };
    expect(choose(summaryOf([none, quick, retrain], both))).to.include({ favoured: quick });
    expect(choose(summaryOf([none, quick, retrain], { ...both, timesComparable: false }))).to.include({ favoured: retrain });
  });
});

describe('the standing of some of the arms', () => {
  it('is the run’s own for all of them, and is worked out anew for fewer', () => {
    // As no test would say of these numbers: what is told is what was told before.
    const summary = summaryOf(arms, { best: ['none'], asGood: ['none'] });
    expect(standingOf(summary, arms)).to.equal(summary.standing);
    expect(standingOf(summary, [none, head]).best).to.deep.equal(['head-only']);
    expect(standingOf(summary, [none, tuned]).best).to.deep.equal(['full-fine-tune']);
    expect(Object.keys(standingOf(summary, [head, tuned]).p)).to.deep.equal(['head-only', 'full-fine-tune']);
  });
});
