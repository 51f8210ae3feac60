import { expect } from 'chai';
import { advise } from '../../src/decide/advice.ts';
import { robustnessOf, robustnessSentence, turns } from '../../src/decide/robustness.ts';
import { defaultSituation } from '../../src/decide/situation.ts';
import { verdict } from '../../src/decide/verdict.ts';
import type { Summary } from '../../src/contracts/results.ts';
import type { Verdict } from '../../src/contracts/verdict.ts';
import { summarise } from '../../src/measure/summary.ts';
import { interval } from '../../src/maths/statistics.ts';
import { arms, soundTiming, synthetic } from '../measure/synthetic-results.ts';
import { armOf, summaryOf as handMade } from './hand-made.ts';

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

describe('an answer under other recipes, by hand', () => {
  const told = (id: string, values: readonly number[]) => armOf(id, 0, { accuracyNew: interval(values) });
  const same = (id: string, value: number, seeds = 8) => told(id, new Array<number>(seeds).fill(value));
  const of = (summary: Summary, favours: string, ...others: readonly Summary[]) =>
    robustnessOf(
      { summary, verdict: { favours } },
      others.map((other, i) => ({ variant: variant(`recipe ${i}`), summary: other })),
    );
  const own = handMade([same('none', 0.5), same('lora', 0.75), same('retrain-all', 0.7)], { margin: 0.25 });

  it('stays while the loss is the margin at most', () => {
    const at = (rival: number) =>
      of(own, 'lora', handMade([same('none', 0.5), same('lora', 0.75), same('retrain-all', rival)])).recipes[0]!;
    expect(at(1)).to.deep.include({ stays: true, leader: 'retrain-all', rival: 'retrain-all' });
    expect(at(1).accuracy).to.deep.equal({ none: 0.5, lora: 0.75, 'retrain-all': 1 });
    expect(at(1.01).stays).to.equal(false);
    expect(at(0.7)).to.deep.include({ leader: 'lora', rival: 'retrain-all' });
  });

  it('is over the seeds that favourite and rival both have', () => {
    const short = of(own, 'lora', handMade([same('none', 0.5, 6), same('lora', 0.75, 6), same('retrain-all', 0.9, 4)])).recipes[0]!;
    expect([short.seeds, short.rival]).to.deep.equal([4, 'retrain-all']);
    expect(of(own, 'lora', handMade([same('lora', 0.75, 3), same('retrain-all', 0.9, 6)])).recipes[0]!.seeds).to.equal(3);
  });

  it('cannot be told where the favourite is missing, or has nobody beside it', () => {
    for (const left of [handMade([same('none', 0.5), same('retrain-all', 0.7)]), handMade([same('lora', 0.7)])])
      expect(() => of(own, 'lora', left)).to.throw(RangeError, 'there is nothing to compare lora with under another recipe');
  });

  it('chance draws as few seeds as the recipe with the fewest had, among those that ran them all', () => {
    // Behind on one seed of eight by more than the margin; who left early, and first in the list, is not asked.
    const swings = handMade([same('none', 0.99, 4), told('retrain-all', [1, ...new Array<number>(7).fill(0.5)]), same('lora', 0.6)], {
      margin: 0.01,
    });
    const few = (...seeds: readonly number[]) =>
      of(swings, 'lora', ...seeds.map((count) => handMade([same('lora', 0.6, count), same('retrain-all', 0.5, count)]))).byChance!;
    expect(few(1)).to.be.closeTo(1 / 8, 0.04);
    expect(few(7, 1, 7)).to.equal(few(1));
    // By the margin exactly is not behind.
    const even = handMade([same('retrain-all', 0.75), same('lora', 0.5)], { margin: 0.25 });
    expect(of(even, 'lora', handMade([same('lora', 0.5, 1), same('retrain-all', 0.5, 1)])).byChance).to.equal(0);
  });

  it('is said with each knob that it turns with, once', () => {
    const lost = (knobs: readonly ('learning rate' | 'epochs' | 'schedule')[], byChance: number | null = null) =>
      robustnessSentence(
        {
          ...{ favourite: 'lora', margin: 0.01, stays: 0, byChance },
          recipes: knobs.map((knob) => ({
            ...{ id: knob, title: `another ${knob}`, knob, seeds: 6, accuracy: {}, leader: 'a', rival: 'b', stays: false },
            difference: interval([-0.1, -0.1]),
          })),
        },
        {},
      );
    expect(lost(['epochs'])).to.equal(
      'Lora is the best, or within 1.0 points of it, under 0 of 1 other recipes. It turns with the epochs: another epochs (b ahead by 10.0 points).',
    );
    expect(lost(['epochs', 'schedule', 'epochs'])).to.contain('It turns with the epochs and schedule: ');
    expect(lost(['epochs', 'schedule', 'learning rate'])).to.contain('It turns with the epochs, schedule and learning rate: ');
    expect(lost(['epochs'], 0.25)).to.match(/ By chance alone, .* it would fall behind in 25 %\.$/);
  });
});
