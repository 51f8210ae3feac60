import { expect } from 'chai';
import { advise } from '../../src/decide/advice.ts';
import { robustnessOf, robustnessSentence, turns } from '../../src/decide/robustness.ts';
import { defaultSituation } from '../../src/decide/situation.ts';
import { verdict } from '../../src/decide/verdict.ts';
import type { Summary } from '../../src/contracts/results.ts';
import type { Verdict } from '../../src/contracts/verdict.ts';
import { summarise } from '../../src/measure/summary.ts';
import { arms, soundTiming, synthetic } from '../measure/synthetic-results.ts';

const summaryOf = (head: number, retrained: number, seeds = 10, spread = 0.001) =>
  summarise(
    synthetic(seeds, {
      none: { accuracyNew: 0.5, spread },
      'head-only': { accuracyNew: head, spread },
      'retrain-all': { accuracyNew: retrained, spread },
    }),
    arms,
    { margin: 0.01, watts: null, ...soundTiming },
  );
const variant = (id: string, knob: 'learning rate' | 'epochs' = 'learning rate') => ({ id, title: id, knob });
const titles = { none: 'nothing', 'head-only': 'head only', 'retrain-all': 'retrain on all' };

let run: Summary;
let answer: { readonly summary: Summary; readonly verdict: Verdict };
const under = (...heads: number[]) =>
  robustnessOf(
    answer,
    heads.map((head, i) => ({ variant: variant(`recipe ${i}`, i % 2 ? 'epochs' : 'learning rate'), summary: summaryOf(head, 0.9, 6) })),
  );

describe('whether an answer survives other recipes', () => {
  before(() => {
    run = summaryOf(0.8, 0.9);
    answer = { summary: run, verdict: verdict(run) };
  });

  it('counts those under which the favourite leads, or is within the margin of the best', () => {
    const robustness = under(0.8, 0.905, 0.95, 0.7);
    expect(robustness).to.include({ favourite: 'retrain-all', stays: 3 });
    expect(robustness.recipes.map(({ stays }) => stays)).to.deep.equal([true, true, false, true]);
    expect(robustness.recipes.map(({ leader }) => leader)).to.deep.equal(['retrain-all', 'head-only', 'head-only', 'retrain-all']);
    expect(robustness.recipes[2]!.difference.mean).to.be.closeTo(-0.05, 0.005);
    expect(robustness.recipes[2]!.difference.values).to.have.length(6);
  });

  it('says so in a sentence, with what it turns with and by how much', () => {
    expect(robustnessSentence(under(0.8, 0.7), titles)).to.match(
      /^Retrain on all is the best, or within 1\.0 points of it, under all 2 other recipes\. By chance alone/,
    );
    expect(robustnessSentence(under(0.8, 0.95), titles)).to.match(
      /under 1 of 2 other recipes\. It turns with the epochs: recipe 1 \(head only ahead by [45]\.\d points\)/,
    );
  });

  it('says what chance does with as few of the run’s own seeds', () => {
    expect(under(0.8).byChance).to.equal(0);
    const close = summaryOf(0.8, 0.8, 10, 0.02);
    const { byChance } = robustnessOf({ summary: close, verdict: {} }, [{ variant: variant('x'), summary: summaryOf(0.8, 0.8, 6, 0.02) }]);
    expect(byChance).to.be.within(0.01, 0.6);
    expect(robustnessOf(answer, [{ variant: variant('as many'), summary: run }]).byChance).to.equal(null);
  });

  it('takes the highest mean where the run favours none', () => {
    expect(robustnessOf({ summary: run, verdict: {} }, [{ variant: variant('x'), summary: run }]).favourite).to.equal('retrain-all');
  });

  it('keeps an answer that turns under half of them or more from being strong', () => {
    const known = { summary: run, diagnosis: null, labels: 500, classes: ['a', 'b', 'c'], situation: defaultSituation };
    expect(advise(known)).to.include({ arm: 'retrain-all', strength: 'strong' });
    expect(advise(known).notEvaluable.map(({ id }) => id)).to.include('R1');
    const [firm, shaky] = [under(0.8, 0.7, 0.95), under(0.8, 0.95, 0.95)];
    expect([turns(firm), turns(shaky), turns(under(0.8, 0.95))]).to.deep.equal([false, true, true]);
    expect(advise({ ...known, robustness: firm })).to.include({ arm: 'retrain-all', strength: 'strong' });
    const turned = advise({ ...known, robustness: shaky });
    expect(turned).to.include({ arm: 'retrain-all', strength: 'moderate' });
    expect(turned.fired.find(({ id }) => id === 'R1')!.text).to.contain('under 1 of 3 other recipes');
  });
});
