import { expect } from 'chai';
import fc from 'fast-check';
import type { Advice } from '../../src/decide/settled.ts';
import { advise } from '../../src/decide/advice.ts';
import { defaultSituation, type Situation } from '../../src/decide/situation.ts';
import { summarise } from '../../src/measure/summary.ts';
import type { ArmResult } from '../../src/contracts/results.ts';
import { arms, soundTiming, synthetic, type Recipe } from '../measure/synthetic-results.ts';
import { clear, tie, knownOf, priced } from './advice-known.ts';

const ids = ({ fired }: Advice) => fired.map(({ id }) => id);

describe('the advice', () => {
  it('favours what is shown best, and what is as good and cheaper', () => {
    expect(advise(knownOf(clear))).to.include({ verdict: 'retrain', arm: 'retrain-all', strength: 'strong' });
    expect(advise(knownOf(tie))).to.include({ verdict: 'fine-tune', arm: 'head-only' });
    expect(advise(knownOf(clear)).headline).to.match(/^This run’s evidence favours/);
  });

  it('keeps the model where no repair gains', () => {
    const kept = advise(
      knownOf({
        none: { accuracyNew: 0.9 },
        'head-only': { accuracyNew: 0.9, trainMs: 100 },
        'retrain-all': { accuracyNew: 0.9, trainMs: 100 },
      }),
    );
    expect(kept).to.include({ verdict: 'keep', arm: 'none' });
  });

  it('is undecided below six seeds, and about a base model that has learned nothing', () => {
    expect(advise(knownOf(clear, { seeds: 5 }))).to.include({ verdict: 'undecided' });
    expect(ids(advise(knownOf(clear, { seeds: 5 })))).to.deep.equal(['D2']);
    const blank = Object.fromEntries(Object.entries(clear).map(([id, recipe]) => [id, { ...recipe, accuracyOld: 0.5 }]));
    expect(advise(knownOf(blank)).headline).to.contain('has not learned');
  });

  it('V1: a regulated domain needs a person, and changes nothing else', () => {
    const free = advise(knownOf(clear));
    const regulated = advise(knownOf(clear, { situation: { regulated: true } }));
    expect([free.needsApproval, regulated.needsApproval]).to.deep.equal([false, true]);
    expect(regulated.arm).to.equal(free.arm);
    expect(ids(regulated)[0]).to.equal('V1');
  });

  it('V2: a repair that is shown to harm a class or a group is blocked; the next best takes its place', () => {
    const harms = (result: ArmResult): ArmResult =>
      result.arm === 'retrain-all'
        ? { ...result, measures: { ...result.measures, recallNew: [result.measures.recallNew[0]!, 0.2 + result.seed / 1000, null] } }
        : result;
    const advice = advise(knownOf(clear, { alter: harms }));
    expect(advice).to.include({ verdict: 'fine-tune', arm: 'head-only' });
    expect(advice.blocked).to.deep.equal(['retrain-all']);
    expect(advice.fired.find(({ id }) => id === 'V2')!.text).to.match(/retrain on all: recall of class b changes by −2\d\.\d ± 1\.\d pt/);
    const grouped = (result: ArmResult): ArmResult => ({
      ...result,
      measures: {
        ...result.measures,
        fairnessNew: {
          groups: [],
          worst: { group: 0, rows: 40, accuracy: result.arm === 'retrain-all' ? 0.6 : 0.8 + result.seed / 1000 },
          demographicParity: null,
          equalizedOdds: 0.1,
        },
      },
    });
    expect(advise(knownOf(clear, { alter: grouped })).blocked).to.deep.equal(['retrain-all']);
    const worst = { group: 0, rows: 40, accuracy: 0.9 };
    const gap = (equalizedOdds: number) => ({ groups: [], worst, demographicParity: null, equalizedOdds });
    // Without a repair the model is wrong for everybody, so groups are treated alike; in the old world they were not.
    const uneven =
      (old: number) =>
      (result: ArmResult): ArmResult => ({
        ...result,
        measures: { ...result.measures, fairnessNew: gap(result.arm === 'none' ? 0 : 0.2 + result.seed / 1000), fairnessOld: gap(old) },
      });
    expect(advise(knownOf(clear, { alter: uneven(0) })).fired.find(({ id }) => id === 'V2')!.text).to.match(
      /equalized odds difference rises/,
    );
    expect(ids(advise(knownOf(clear, { alter: uneven(0.2) })))).to.not.include('V2');
    expect(
      advise(knownOf(clear, { alter: grouped, situation: { limits: { ...defaultSituation.limits, groupDrop: 0.5 } } })).blocked,
    ).to.deep.equal([]);
  });

  it('V3 and S5: another architecture, or a base model that was unfair, leaves retraining only', () => {
    for (const situation of [{ architectureChanged: true }, { unfairBase: true }])
      expect(advise(knownOf(tie, { situation }))).to.include({ verdict: 'retrain', arm: 'retrain-all' });
  });

  it('keeps the model when everything raced is blocked', () => {
    const { 'retrain-all': _, ...tunedOnly } = tie;
    expect(advise(knownOf(tunedOnly, { situation: { architectureChanged: true } }))).to.include({ verdict: 'keep', arm: 'none' });
  });

  it('D1: few labels are said, and take no repair out', () => {
    const few = advise(knownOf(clear, { labels: 30 }));
    expect(ids(few)).to.include('D1');
    expect(few).to.include({ arm: 'retrain-all', strength: 'strong' });
    expect(few.blocked).to.deep.equal([]);
  });

  it('S4: what forgets is warned of, and blocked where the old world matters', () => {
    const forgetful = { ...clear, 'retrain-all': { ...clear['retrain-all'], accuracyOld: 0.6 } };
    expect(ids(advise(knownOf(forgetful)))).to.include('S4');
    expect(advise(knownOf(forgetful, { situation: { oldWorldMatters: true } }))).to.include({ arm: 'head-only' });
  });

  it('names ties as ties: which costs less, whom it would guess, and how probably that is wrong', () => {
    const open = {
      none: { accuracyNew: 0.5 },
      'head-only': { accuracyNew: 0.9, trainMs: 2000, spread: 0.06 },
      'retrain-all': { accuracyNew: 0.9, trainMs: 200, spread: 0.06 },
    };
    const advice = advise(knownOf(open));
    expect(advice.strength).to.equal('weak');
    expect(advice.headline).to.match(/^Undecided\. If you must choose today: /);
    expect(advice.wrong).to.be.within(0, 1);
    expect(advice.fired.find(({ id }) => id === 'S1')!.text).to.match(/Each may be the best: .*\. Retrain on all costs less\./);
    expect(ids(advice)).to.include.members(['S1', 'S3', 'S6']);
    // A tie goes to what is taken back quickly, where that is asked for.
    expect(advise(knownOf(open, { situation: { rollback: true } }))).to.include({ verdict: 'fine-tune', arm: 'head-only' });
  });

  describe('E1: money', () => {
    const with_ = (predictions: number, recipes: Readonly<Record<string, Recipe>> = clear, more: Parameters<typeof knownOf>[1] = {}) =>
      advise(knownOf(recipes, { prices: priced(predictions), predictions, ...more }));

    it('turns the advice by traffic below or above break-even', () => {
      const even = with_(1e9).fired.find(({ id }) => id === 'E1');
      expect(even, JSON.stringify(with_(1e9).notEvaluable)).not.to.equal(undefined);
      expect(with_(1e9)).to.include({ arm: 'retrain-all' });
      expect(with_(0.000001)).to.include({ arm: 'head-only', strength: 'moderate' });
    });

    it('is worked out for the repairs that remain: a blocked one has no part in it', () => {
      // The best fine-tuning forgets and is blocked; break-even has to be named for the next one.
      const recipes = { ...clear, 'full-fine-tune': { accuracyNew: 0.85, accuracyOld: 0.5, trainMs: 300 } };
      const text = (situation: Partial<Situation>) => with_(1e9, recipes, { situation }).fired.find(({ id }) => id === 'E1')!.text;
      expect(text({})).to.contain('between fine-tune all and retrain on all');
      expect(text({ oldWorldMatters: true })).to.contain('between head only and retrain on all');
    });

    it('says where it cannot be worked out', () => {
      expect(advise(knownOf(clear)).notEvaluable.map(({ why }) => why)).to.include('no prices were given');
    });
  });

  it('guesses where no gain is shown, and says that it is no more', () => {
    const gains = [0.05, 0.06, -0.01, 0.05, 0.04, 0.06];
    const guess = advise(
      knownOf(
        { none: { accuracyNew: 0.8 }, 'head-only': { accuracyNew: 0.8, trainMs: 100 } },
        {
          seeds: 6,
          alter: (result) => ({
            ...result,
            measures: { ...result.measures, accuracyNew: 0.8 + result.seed / 1000 + (result.arm === 'none' ? 0 : gains[result.seed]!) },
          }),
        },
      ),
    );
    expect(guess).to.include({ verdict: 'fine-tune', arm: 'head-only', strength: 'weak' });
    expect(guess.fired.map(({ title }) => title)).to.include.members(['No gain is shown', 'A guess']);
    // 4 of 64 patterns of signs reach as far, counting both sides.
    expect(guess.wrong).to.be.at.least(4 / 64);
  });

  it('guesses the highest mean less work, of those that ran the most seeds', () => {
    const guessOf = (recipes: Readonly<Record<string, Recipe>>, ran: Readonly<Record<string, number>> = {}) => {
      const results = synthetic(12, recipes).filter(({ arm, seed }) => seed < (ran[arm] ?? 12));
      const summary = summarise(results, arms, { margin: 0.01, watts: null, ...soundTiming, design: 'race', retired: ran });
      return advise({ ...knownOf(recipes), summary }).arm;
    };
    const close = {
      none: { accuracyNew: 0.5, spread: 0.05 },
      'head-only': { accuracyNew: 0.86, trainMs: 200, spread: 0.05 },
      'retrain-all': { accuracyNew: 0.9, trainMs: 2000, spread: 0.05 },
    };
    expect(guessOf(close)).to.equal('retrain-all');
    // Whoever trains no more was given up; a mean over few seeds does not bring it back.
    expect(guessOf(close, { 'retrain-all': 3 })).to.equal('head-only');
  });

  it('asks for labels where few of them show no gain', () => {
    const unclear = { none: { accuracyNew: 0.8, spread: 0.05 }, 'head-only': { accuracyNew: 0.82, trainMs: 100, spread: 0.05 } };
    expect(advise(knownOf(unclear, { labels: 30, seeds: 8 })).verdict).to.equal('gather-labels');
    expect(advise(knownOf(unclear, { labels: 900, seeds: 8 })).headline).to.match(/^Undecided\. If you must choose today/);
  });

  it('answers any situation: a verdict of the list, an arm that was raced and is not blocked', () => {
    const accuracy = fc.double({ min: 0.3, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(
        accuracy,
        accuracy,
        accuracy,
        fc.record({
          regulated: fc.boolean(),
          architectureChanged: fc.constantFrom<Situation['architectureChanged']>(true, false, 'evidence'),
          oldWorldMatters: fc.boolean(),
          rollback: fc.boolean(),
          unfairBase: fc.boolean(),
        }),
        fc.nat(900),
        (a, b, c, situation, labels) => {
          const known = knownOf(
            { none: { accuracyNew: a }, 'head-only': { accuracyNew: b, trainMs: 100 }, 'retrain-all': { accuracyNew: c, trainMs: 900 } },
            { seeds: 7, situation, labels },
          );
          const { verdict, arm, blocked } = advise(known);
          expect(['keep', 'fine-tune', 'retrain', 'gather-labels', 'undecided']).to.include(verdict);
          if (arm !== undefined) {
            expect(known.summary.arms.map(({ id }) => id)).to.include(arm);
            expect(blocked).not.to.include(arm);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
