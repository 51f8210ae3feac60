import { expect } from 'chai';
import { builtIns } from '../../datasets/registry.ts';
import { cases, hitRates } from '../../src/cli/advice/diagnoses.ts';
import { scenarios, SEEN } from '../../src/cli/advice/scenarios.ts';
import { score, totals, type Scored } from '../../src/cli/advice/score.ts';
import { adviceText, reached } from '../../src/cli/advice/table.ts';
import { checkSpec } from '../../src/experiment/check.ts';
import type { ArmResult } from '../../src/measure/types.ts';
import { presets } from '../../src/spec/presets.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { synthetic } from '../measure/synthetic-results.ts';

const recipes = { none: { accuracyNew: 0.5 }, 'head-only': { accuracyNew: 0.7, trainMs: 100 }, 'retrain-all': { accuracyNew: 0.9, trainMs: 1000 } };
const record = (results: ArmResult[]) =>
  ({
    results,
    spec: { ...presets.quick.spec, arms: Object.keys(recipes).map((id) => ({ id })), labels: { budget: 300 } },
    seeds: [],
    data: { classes: ['a', 'b', 'c'] },
    derived: { summary: { majority: 0.5 } },
  }) as unknown as Parameters<typeof score>[1];
const cell = { id: 'x', family: 'P(x) global', part: 'held-out' } as const;

describe('scoring advice', () => {
  it('has a grid whose experiments can run, with every family in all parts', () => {
    for (const { id, spec } of [...scenarios, ...cases]) {
      expect(parseSpec(spec).ok, id).to.equal(true);
      const set = builtIns.find((each) => each.id === spec.data.id)!;
      const width = set.columns.reduce((sum, { categories }) => sum + (categories?.length ?? 1), 0);
      expect(checkSpec(spec, { ...set, encodedShape: set.columns.length ? [width] : set.inputShape }), id).to.deep.equal([]);
    }
    for (const part of ['in-sample', 'held-out', 'fresh']) expect(new Set(scenarios.filter((one) => one.part === part).map(({ family }) => family))).to.have.length(6);
    expect(new Set(scenarios.map(({ id }) => id)).size).to.equal(scenarios.length);
  });

  it('shows the advisor six seeds, and scores everybody on the others', () => {
    // Retraining is best on the seeds seen, and worst on the rest: whoever trusts it loses there.
    const turned = synthetic(10, recipes).map((result) => (result.seed < SEEN || result.arm !== 'retrain-all' ? result : { ...result, measures: { ...result.measures, accuracyNew: 0.3 } }));
    const { chosen, best, regret } = score(cell, record(turned));
    expect([chosen, best]).to.deep.equal(['retrain-all', 'head-only']);
    expect(regret.advisor).to.be.closeTo(0.4, 0.03);
    expect(regret.advisor).to.equal(regret['retrain-all']);
    expect(regret['head-only']).to.equal(0);
    expect(regret.random).to.be.closeTo(regret.advisor / 2, 1e-12);
  });

  it('counts the model as kept where no repair is named, and where one is refused', () => {
    const same = { none: { accuracyNew: 0.8 }, 'head-only': { accuracyNew: 0.8, trainMs: 100 }, 'retrain-all': { accuracyNew: 0.8, trainMs: 1000 } };
    expect(score(cell, record(synthetic(10, same))).chosen).to.equal('none');
    const refused = synthetic(10, recipes).filter(({ arm, seed }) => !(arm === 'retrain-all' && seed === 2));
    expect(score(cell, record(refused)).chosen).to.equal('head-only');
  });

  it('adds up: shares of the better fixed policy, and the worst family', () => {
    const one = (family: Scored['family'], advisor: number, retrain: number, head: number): Scored => ({
      ...cell,
      family,
      ...{ verdict: 'keep', strength: 'weak', chosen: 'none', best: 'none', accuracy: {}, diagnosed: 'none' },
      regret: { advisor, 'retrain-all': retrain, 'head-only': head, random: 0.5 },
      costRegret: { advisor, 'retrain-all': retrain, 'head-only': head, random: 0.5 },
      reached: { advisor: [1 - advisor], 'retrain-all': [1 - retrain], 'head-only': [1 - head], random: [0.5] },
    });
    const sum = totals([one('P(x) global', 0.02, 0.1, 0.3), one('P(y)', 0.03, 0.1, 0.01)]);
    // Retraining loses 0.1 on average, head-only 0.155; the advisor 0.025.
    expect(sum.share).to.be.closeTo(0.25, 1e-12);
    expect(sum.worse['P(x) global']).to.be.closeTo(-0.08, 1e-12);
    expect(sum.worse['P(y)']).to.be.closeTo(0.02, 1e-12);
    // Ahead of retraining on both, of the head on one.
    expect([sum.improvement['retrain-all'], sum.improvement['head-only']]).to.deep.equal([1, 0.5]);
    expect(sum.ranks.advisor).to.equal(1.5);
    const rates = hitRates([{ id: 'a', kind: 'P(x)', said: 'P(x)' }, { id: 'b', kind: 'P(y)', said: 'none' }]);
    expect(rates.all).to.deep.equal({ hits: 1, of: 2 });
    const report = { inSample: sum, heldOut: sum, fresh: sum, scenarios: [one('P(y)', 0.03, 0.1, 0.01)], diagnosis: rates, diagnoses: [] };
    expect(reached(report)).to.equal(false);
    expect(adviceText(report)).to.match(/25 % \(accuracy\)/);
  });
});
