import { expect } from 'chai';
import { crossover, type SweepPoint } from '../../src/decide/crossover.ts';
import { atBudget, LEAST_LABELS, MOST_BUDGETS, usualBudgets } from '../../src/decide/label-budgets.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { summarise } from '../../src/measure/summary.ts';
import type { ArmResult } from '../../src/contracts/results.ts';
import { arms, plainMeasures, soundTiming } from '../measure/synthetic-results.ts';
import fc from 'fast-check';
import { randomStream } from '../../src/random/random.ts';

/** One repair on one seed, with that accuracy on new rows. */
const result = (arm: string, seed: number, accuracy: number): ArmResult => ({
  ...{ arm, seed, status: 'done', startHash: '', endHash: '', recoveries: 0, curve: [], moved: {} },
  measures: plainMeasures(accuracy, 0.9),
  counts: { labels: 0, examples: 0, steps: 0, flops: 0, bytes: 0 },
  times: { compileMs: 0, trainMs: 0, evaluateMs: 0 },
});

/**
 * A budget at which fine-tuning gains `lead` over retraining, with seeds 0.01 apart alternately above and below it: for a lead
 * of ±0.05 every one of the seeds points the same way; for 0 they cancel.
 */
const point = (labels: number, lead: number, { seeds = 8, ids = ['none', 'head-only', 'retrain-all'] } = {}): SweepPoint => {
  const accuracy = (arm: string, seed: number) =>
    arm === 'none' ? 0.5 : arm === 'retrain-all' ? 0.8 : 0.8 + lead + (seed % 2 ? 0.01 : -0.01);
  const results = Array.from({ length: seeds }, (_, seed) => ids.map((arm) => result(arm, seed, accuracy(arm, seed)))).flat();
  return { labels, summary: summarise(results, arms, { margin: 0.01, watts: null, ...soundTiming }) };
};
const sides = (points: readonly SweepPoint[]) => crossover(points).standings.map(({ ahead }) => ahead);

describe('where retraining overtakes fine-tuning', () => {
  it('lies between the last budget with one shown ahead and the first with the other', () => {
    const points = [point(200, -0.05), point(10, 0.08), point(50, 0.05), point(100, 0)];
    const { course, between, sentence } = crossover(points);
    expect(sides(points)).to.deep.equal(['fine-tune', 'fine-tune', null, 'retrain']);
    expect([course, ...between!.map(({ labels }) => labels)]).to.deep.equal(['overtaken', 50, 200]);
    // Eight differences of 0.05 ± 0.01: sd 0.01069, t₀.₉₇₅(7) = 2.365, half of the interval 2.365 · 0.01069 / √8 = 0.0089.
    expect(sentence).to.equal(
      'Fine-tuning is overtaken between 50 and 200 labels: with 50 head only is shown ahead of retrain on all (+5.0 ± 0.9 points), with 200 retrain on all is shown ahead of head only (+5.0 ± 0.9 points).',
    );
  });

  it('may be the other way round', () => {
    const { course, sentence } = crossover([point(10, -0.05), point(50, 0.05)]);
    expect(course).to.equal('overtaken');
    expect(sentence).to.match(/^Retraining is overtaken between 10 and 50 labels/);
  });

  it('is not there where one is ahead to the end, or from some budget on', () => {
    const always = crossover([point(10, 0.08), point(50, 0.05)]);
    expect([always.course, always.sentence]).to.deep.equal([
      'ahead',
      'No crossing up to 50 labels: head only is shown ahead of retrain on all (+5.0 ± 0.9 points) there.',
    ]);
    expect(crossover([point(10, 0), point(50, -0.05)]).sentence).to.match(/points\) there\.$/);
    expect(crossover([point(10, 0), point(50, -0.05), point(90, -0.05)]).sentence).to.match(
      /^No crossing up to 90 labels: retrain on all is shown ahead .* there, for the first time with 50\.$/,
    );
  });

  it('is a catching up where the lead is lost and not taken', () => {
    const { course, sentence } = crossover([point(10, 0.05), point(50, 0), point(90, 0)]);
    expect(course).to.equal('caught-up');
    expect(sentence).to.match(
      /^Retraining catches up: up to 10 labels head only is shown ahead of retrain on all .*; with more, neither is shown ahead\.$/,
    );
    expect(crossover([point(10, -0.05), point(50, 0)]).sentence).to.match(
      /^Fine-tuning catches up: up to 10 labels retrain on all is shown/,
    );
  });

  it('is not named where nothing is separated, or the lead changes to and fro', () => {
    expect(crossover([point(10, 0), point(50, 0)])).to.deep.include({ course: 'not-separated' });
    const unsteady = crossover([point(10, 0.05), point(50, -0.05), point(90, 0.05)]);
    expect([unsteady.course, unsteady.between]).to.deep.equal(['unsteady', undefined]);
  });

  it('is not concluded from fewer than 6 seeds at any budget', () => {
    const { course, between, sentence } = crossover([point(10, 0.05), point(50, -0.05, { seeds: 5 })]);
    expect([course, between]).to.deep.equal(['too-few-seeds', undefined]);
    expect(sentence).to.match(/^Nothing is concluded from fewer than 6 seeds, and this sweep has 5/);
  });

  it('is read from the best fine-tuning and the best retraining of each budget', () => {
    const many = [...arms, { id: 'retrain-new', title: 'retrain on new', family: 'retrain' as const }];
    const means = { 'none': 0.5, 'head-only': 0.7, 'full-fine-tune': 0.8, 'retrain-all': 0.6, 'retrain-new': 0.75 }; // prettier-ignore
    const results = Array.from({ length: 8 }, (_, seed) =>
      Object.entries(means).map(([arm, mean]) => result(arm, seed, mean + (seed % 2 ? 0.01 : -0.01) * (arm === 'none' ? 0 : 1))),
    ).flat();
    const { standings } = crossover([{ labels: 10, summary: summarise(results, many, { margin: 0.01, watts: null, ...soundTiming }) }]);
    expect(standings.map(({ tuned, retrained }) => [tuned.id, retrained.id])).to.deep.equal([['full-fine-tune', 'retrain-new']]);
  });

  it('is concluded from 6 seeds, also where the last budget was stopped with fewer than the others', () => {
    expect(crossover([point(10, 0.05, { seeds: 6 })])).to.deep.include({ course: 'ahead' });
    expect(sides([point(10, 0.05), point(50, -0.05, { seeds: 6 })])).to.deep.equal(['fine-tune', 'retrain']);
    // Five differences of 0.05 and one of −0.001: the interval excludes 0, but 4 of 64 patterns of signs reach as much, p = 0.0625.
    const differences = [0.05, 0.05, 0.05, 0.05, 0.05, -0.001];
    const results = differences.flatMap((lead, seed) => [
      result('none', seed, 0.5),
      result('retrain-all', seed, 0.8),
      result('head-only', seed, 0.8 + lead),
    ]);
    const stopped = { labels: 50, summary: summarise(results, arms, { margin: 0.01, watts: null, ...soundTiming }) };
    expect(crossover([stopped]).standings[0]!.difference.lo).to.be.above(0);
    expect(sides([point(10, 0.05), stopped])).to.deep.equal(['fine-tune', null]);
  });

  it('needs a repair of either family', () => {
    expect(crossover([point(10, 0.05, { ids: ['none', 'head-only'] })])).to.deep.include({ course: 'one-family', standings: [] });
  });

  it('calls a budget wrongly in at most 5 % of 300 sweeps in which all repairs are equal, whichever is best at each (four standard errors)', () => {
    let wrong = 0;
    for (let run = 0; run < 300; run++) {
      const random = randomStream(9, 'sweep', run);
      const ids = ['none', 'head-only', 'full-fine-tune', 'retrain-all'];
      const points = [10, 50, 200, 400].map((labels) => ({
        labels,
        summary: summarise(
          Array.from({ length: 8 }, (_, seed) => ids.map((arm) => result(arm, seed, 0.7 + 0.02 * random.normal()))).flat(),
          arms,
          { margin: 0.01, watts: null, ...soundTiming },
        ),
      }));
      if (sides(points).some((ahead) => ahead !== null)) wrong++;
    }
    expect(wrong / 300).to.be.below(0.05 + 4 * Math.sqrt((0.05 * 0.95) / 300));
  });
});

describe('the budgets of a sweep', () => {
  it('go 10, 20, 50, 100 … up to the pool', () => {
    expect(usualBudgets(400)).to.deep.equal([10, 20, 50, 100, 200, 400]);
    expect(usualBudgets(100)).to.deep.equal([10, 20, 50, 100]);
    expect(usualBudgets(10)).to.deep.equal([5, 10]);
    expect([usualBudgets(20), usualBudgets(50)]).to.deep.equal([[10, 20], [10, 20, 50]]); // prettier-ignore
    expect([usualBudgets(3), usualBudgets(2)]).to.deep.equal([[2, 3], [2]]);
  });

  it('rise from what a repair can learn from to the whole pool, and are at most 8', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 100_000 }), (pool) => {
        const budgets = usualBudgets(pool);
        expect(budgets.length).to.be.within(2, MOST_BUDGETS);
        expect(budgets.at(-1)).to.equal(pool);
        budgets.forEach((labels, i) => expect(labels).to.be.above(i ? budgets[i - 1]! : LEAST_LABELS - 2));
      }),
    );
  });

  it('run the same seeds, all of them, and change nothing but the labels', () => {
    const { spec } = presets.quick;
    const raced = { ...spec, seeds: { ...spec.seeds, race: true as const } };
    const { seeds, labels, ...rest } = atBudget(raced, 50);
    expect(seeds).to.deep.equal({ root: spec.seeds.root, count: spec.seeds.count });
    expect(labels).to.deep.equal({ ...spec.labels, budget: 50 });
    const { seeds: _, labels: __, ...before } = raced;
    expect(rest).to.deep.equal(before);
  });
});
