import { expect } from 'chai';
import { builtIns } from '../../../datasets/registry.ts';
import { answerRates, cases, hitRates, type Diagnosed } from '../../../src/cli/advice/diagnoses.ts';
import { choosers } from '../../../src/cli/advice/choosers.ts';
import { parts, SCORED, SEEN } from '../../../src/cli/advice/grid.ts';
import { scenarios } from '../../../src/cli/advice/scenarios.ts';
import { score, totals, type Scored } from '../../../src/cli/advice/score.ts';
import { adviceText, reached } from '../../../src/cli/advice/table.ts';
import { checkAny } from '../../../src/experiment/kinds/registry.ts';
import type { ArmResult } from '../../../src/contracts/results.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { parseAny } from '../../../src/spec/parse.ts';
import { synthetic } from '../../measure/synthetic-results.ts';

const recipes = {
  none: { accuracyNew: 0.5 },
  'head-only': { accuracyNew: 0.7, trainMs: 100 },
  'retrain-all': { accuracyNew: 0.9, trainMs: 1000 },
};
const record = (results: ArmResult[]) =>
  ({
    results,
    spec: { ...presets.quick.spec, arms: Object.keys(recipes).map((id) => ({ id })), labels: { budget: 300 } },
    seeds: [],
    data: { classes: ['a', 'b', 'c'] },
    derived: { summary: { majority: 0.5 } },
  }) as unknown as Parameters<typeof score>[1];
const cell = { id: 'x', family: 'P(x) global', part: 'fresh' } as const;
const both = (value: number) => ({ accuracy: value, cost: value });

describe('scoring advice', () => {
  it('has grids whose experiments can run, with every family in each', () => {
    for (const { id, spec } of [...scenarios, ...cases]) {
      expect(parseAny(spec).ok, id).to.equal(true);
      const set = builtIns.find((each) => each.id === spec.data.id)!;
      const width = set.columns.reduce((sum, { categories }) => sum + (categories?.length ?? 1), 0);
      expect(checkAny(spec, { ...set, encodedShape: set.columns.length ? [width] : set.inputShape }), id).to.deep.equal([]);
    }
    for (const part of parts)
      expect(new Set(scenarios.filter((one) => one.part === part).map(({ family }) => family)), part).to.have.length(6);
    expect(new Set(scenarios.map(({ id }) => id)).size).to.equal(scenarios.length);
  });

  it('gives everybody who looks the same number of trainings, and scores them on seeds that nobody saw', () => {
    // Retraining is best on the seeds that may be seen, and worst on the rest: whoever looks loses there.
    const turned = synthetic(SEEN + SCORED, recipes).map((result) =>
      result.seed < SEEN || result.arm !== 'retrain-all' ? result : { ...result, measures: { ...result.measures, accuracyNew: 0.3 } },
    );
    const { chosen, best, loss } = score(cell, record(turned));
    for (const looks of ['advisor', 'advisor-even', 'mean', 'mean-less-work', 'raced-mean', 'raced-mean-less-work'] as const)
      expect(chosen[looks], looks).to.equal('retrain-all');
    expect(best).to.equal('head-only');
    expect(loss.advisor.accuracy).to.be.closeTo(0.4, 0.03);
    expect(loss.advisor).to.deep.equal(loss['retrain-all']);
    expect(loss['head-only'].accuracy).to.equal(0);
    expect(loss.random.accuracy).to.be.closeTo(loss.advisor.accuracy / 2, 1e-12);
  });

  it('counts work in the total cost: 1 point for that of a full retraining', () => {
    const same = {
      none: { accuracyNew: 0.5 },
      'head-only': { accuracyNew: 0.8, trainMs: 100, spread: 0 },
      'retrain-all': { accuracyNew: 0.8, trainMs: 1000, spread: 0 },
    };
    const { fixed, chosen } = score(cell, record(synthetic(SEEN + SCORED, same)));
    expect(fixed['retrain-all']!.accuracy).to.be.closeTo(0, 1e-12);
    expect(fixed['retrain-all']!.cost).to.be.closeTo(0.009, 1e-9);
    expect([chosen['mean-less-work'], chosen['raced-mean-less-work'], chosen.advisor]).to.deep.equal([
      'head-only',
      'head-only',
      'head-only',
    ]);
  });

  it('tells what whoever knows all other seeds would lose', () => {
    // Two repairs take turns in being the best: each other seed misleads about the one that is left out.
    const turns = synthetic(SEEN + SCORED, recipes).map((result) =>
      result.arm === 'none'
        ? result
        : {
            ...result,
            measures: { ...result.measures, accuracyNew: (result.seed % 2 === 0) === (result.arm === 'head-only') ? 0.9 : 0.7 },
          },
    );
    expect(score(cell, record(turns)).informed.accuracy).to.be.closeTo(0.1, 1e-9);
    expect(score(cell, record(synthetic(SEEN + SCORED, recipes))).informed.accuracy).to.be.closeTo(0, 1e-12);
  });

  it('counts the model as kept where no repair is named, and leaves out a repair that is refused', () => {
    const same = {
      none: { accuracyNew: 0.8 },
      'head-only': { accuracyNew: 0.8, trainMs: 100 },
      'retrain-all': { accuracyNew: 0.8, trainMs: 1000 },
    };
    expect(score(cell, record(synthetic(SEEN + SCORED, same))).chosen.advisor).to.equal('none');
    const refused = synthetic(SEEN + SCORED, recipes).filter(({ arm, seed }) => !(arm === 'retrain-all' && seed === 2));
    const { chosen } = score(cell, record(refused));
    expect([chosen.advisor, chosen.mean]).to.deep.equal(['head-only', 'head-only']);
  });

  it('adds up: shares of the highest mean, the best single repair in hindsight, and the worst family', () => {
    const one = (family: Scored['family'], advisor: number, looking: number, head: number): Scored => ({
      ...cell,
      family,
      ...{ verdict: 'keep', strength: 'weak', best: 'none', diagnosed: 'none', informed: both(0.001) },
      chosen: Object.fromEntries(choosers.map((chooser) => [chooser, 'none'])) as Scored['chosen'],
      loss: Object.fromEntries(
        choosers.map((chooser) => [chooser, both({ advisor, mean: looking }[chooser as string] ?? 0.5)]),
      ) as Scored['loss'],
      fixed: { 'head-only': both(head), 'retrain-all': both(0.2) },
    });
    const sum = totals([one('P(x) global', 0.02, 0.1, 0.3), one('P(y)', 0.03, 0.02, 0.01)]);
    expect(sum.share.accuracy).to.be.closeTo(0.05 / 0.12, 1e-12);
    expect(sum.fixed.accuracy).to.deep.equal({ arm: 'head-only', loss: 0.155 });
    expect(sum.worse['P(x) global']).to.be.closeTo(-0.08, 1e-12);
    expect(sum.worse['P(y)']).to.be.closeTo(0.01, 1e-12);
    const { value, lo, hi } = sum.difference.mean.accuracy;
    expect([value, lo, hi].map((x) => Math.round(1000 * x))).to.deep.equal([-35, -80, 10]);
    const diagnoses: Diagnosed[] = [
      { id: 'a', kind: 'P(x)', said: 'P(x)', answers: { inputs: 'yes', labels: 'no', rule: 'unknown' } },
      { id: 'b', kind: 'P(y)', said: 'none', answers: { inputs: 'no', labels: 'no', rule: 'no' } },
      { id: 'c', kind: 'P(x) + P(y|x)', said: 'P(x)', answers: { inputs: 'yes', labels: 'no', rule: 'yes' } },
      { id: 'd', kind: 'none', said: 'none', answers: null },
    ];
    const rates = hitRates(diagnoses);
    const answers = answerRates(diagnoses);
    expect(
      answers.map(({ kind, of, inputs, labels, rule }) => [kind, of, inputs.right, labels.right, rule.right, rule.open]),
    ).to.deep.equal([
      ['P(x)', 1, 1, 1, 0, 1],
      ['P(y)', 1, 1, 0, 1, 0],
      ['P(x) + P(y|x)', 1, 1, 1, 1, 0],
      ['none', 0, 0, 0, 0, 0],
    ]);
    expect(rates.all).to.deep.equal({ hits: 1, of: 2 });
    const report = { parts: { fresh: sum }, scenarios: [one('P(y)', 0.03, 0.1, 0.01)], diagnosis: rates, answers, diagnoses };
    expect(reached(report)).to.equal(false);
    expect(adviceText(report)).to.match(/42 % \(accuracy; goal 80 %\)/);
    expect(adviceText(report)).to.match(/P\(x\) +1 +1 +1 +0 \(1\)/);
  });
});
