import { expect } from 'chai';
import type { Advice } from '../../src/decide/settled.ts';
import { advise } from '../../src/decide/advice.ts';
import { defaultEconomics } from '../../src/decide/economics.ts';
import type { Known } from '../../src/decide/rules.ts';
import { defaultSituation, type Situation } from '../../src/decide/situation.ts';
import { summarise } from '../../src/measure/summary.ts';
import type { ArmInfo, ArmResult } from '../../src/contracts/results.ts';
import { arms, soundTiming, synthetic, type Recipe } from '../measure/synthetic-results.ts';

const all: readonly ArmInfo[] = [...arms, { id: 'retrain-new', title: 'retrain on new', family: 'retrain' }];
const race = {
  none: { accuracyNew: 0.5 },
  'head-only': { accuracyNew: 0.8, trainMs: 200 },
  'retrain-new': { accuracyNew: 0.86, trainMs: 1500 },
  'retrain-all': { accuracyNew: 0.9, trainMs: 2000 },
};
/** On the second class each of these repairs loses what it must not. */
const harming =
  (...harmful: readonly string[]) =>
  (result: ArmResult): ArmResult =>
    harmful.includes(result.arm)
      ? { ...result, measures: { ...result.measures, recallNew: [result.measures.recallNew[0]!, 0.2 + result.seed / 1000, null] } }
      : result;

function known(recipes: Readonly<Record<string, Recipe>>, situation: Partial<Situation> = {}, alter = harming()): Known {
  return {
    summary: summarise(synthetic(10, recipes).map(alter), all, { margin: 0.01, watts: null, ...soundTiming }),
    ...{ diagnosis: null, labels: 500, classes: ['a', 'b', 'c'], situation: { ...defaultSituation, ...situation } },
  };
}
const set = (prices: typeof defaultEconomics.prices, id: keyof typeof prices, value: number) => ({
  ...prices,
  [id]: { ...prices[id], value },
});
const money = { ...defaultEconomics, prices: set(set(defaultEconomics.prices, 'errorCost', 1e-5), 'predictions', 1e9) };
const titles = ({ fired }: Advice) => fired.map(({ title }) => title);
const evenBetween = ({ fired }: Advice) => /between (.*) and (.*): /.exec(fired.find(({ id }) => id === 'E1')!.text)!.slice(1);

describe('repairs that a rule takes out', () => {
  it('leave the other retraining: it is favoured though the one above it is blocked', () => {
    const advice = advise(known(race, {}, harming('retrain-all')));
    expect(advice.blocked).to.deep.equal(['retrain-all']);
    expect(advice).to.include({ verdict: 'retrain', arm: 'retrain-new', strength: 'strong' });
    expect(titles(advice)).to.include('Harm');
  });

  it('leave both retrainings where only what is fine-tuned is out', () => {
    for (const [situation, title] of [
      [{ architectureChanged: true }, 'Architecture changed'],
      [{ unfairBase: true }, 'Unfair before the drift'],
    ] as const) {
      const advice = advise(known(race, situation));
      expect([advice.blocked, advice.arm]).to.deep.equal([['head-only'], 'retrain-all']);
      expect(titles(advice)).to.include(title);
      const further = advise(known(race, situation, harming('retrain-all')));
      expect([[...further.blocked].sort(), further.arm]).to.deep.equal([['head-only', 'retrain-all'], 'retrain-new']);
    }
  });

  it('are those that forget, where the old world matters, and no other', () => {
    const forgetful = { ...race, 'retrain-all': { ...race['retrain-all'], accuracyOld: 0.6 } };
    const advice = advise(known(forgetful, { oldWorldMatters: true }));
    expect([advice.blocked, advice.arm]).to.deep.equal([['retrain-all'], 'retrain-new']);
    expect(advice.fired.find(({ id }) => id === 'S4')!.text).to.equal('Shown to forget more than 2.0 points: retrain on all. Blocked.');
    expect(advise(known(forgetful)).blocked).to.deep.equal([]);
    // A limit that what is forgotten does not pass for sure takes nothing out.
    const lenient = { oldWorldMatters: true, limits: { ...defaultSituation.limits, forgetting: 0.31 } };
    expect(advise(known(forgetful, lenient)).blocked).to.deep.equal([]);
  });

  it('are told once: what forgets and is out already fires no further rule', () => {
    const forgetful = { ...race, 'head-only': { ...race['head-only'], accuracyOld: 0.6 } };
    const advice = advise(known(forgetful, { oldWorldMatters: true, architectureChanged: true }));
    expect(advice.blocked).to.deep.equal(['head-only']);
    expect(titles(advice)).not.to.include('The old world still matters');
  });

  it('do harm, and stay where nothing is shown to help without it: then a person weighs it, but not in a regulated domain', () => {
    const every = harming('head-only', 'retrain-new', 'retrain-all');
    const weighed = advise(known(race, {}, every));
    expect([weighed.blocked, weighed.arm]).to.deep.equal([[], 'retrain-all']);
    expect(weighed.fired.find(({ id }) => id === 'V2')!.text).to.match(/Nothing that is shown to help is free of it: weigh it\.$/);
    const regulated = advise(known(race, { regulated: true }, every));
    expect([regulated.blocked.length, regulated.arm, regulated.needsApproval]).to.deep.equal([3, 'none', true]);
    expect(regulated.headline).to.equal('Every repair that was raced is blocked: keep the model, and race others');
    expect(regulated.fired.find(({ id }) => id === 'V2')!.text).to.match(/Blocked\.$/);
  });

  it('have no part in break-even, whichever was asked about before on the same results', () => {
    const both = { ...known(race, {}, harming('retrain-all')), prices: money, predictions: 1e9 };
    const tolerant = { ...both, situation: { ...defaultSituation, limits: { ...defaultSituation.limits, recallDrop: 1 } } };
    for (let round = 0; round < 2; round++) {
      expect(evenBetween(advise(both))).to.deep.equal(['head only', 'retrain on new']);
      expect(evenBetween(advise(tolerant))).to.deep.equal(['head only', 'retrain on all']);
    }
  });
});
