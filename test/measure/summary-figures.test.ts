import { expect } from 'chai';
import { summarise, type SummaryOptions } from '../../src/measure/summary.ts';
import { interval } from '../../src/maths/statistics.ts';
import type { Fairness, Measures } from '../../src/contracts/measures.ts';
import type { ArmResult, ArmSummary } from '../../src/contracts/results.ts';
import { arms, plainMeasures, soundTiming } from './synthetic-results.ts';

interface Told {
  readonly new?: number;
  readonly old?: number;
  readonly measures?: Partial<Measures>;
  readonly trainMs?: number;
  readonly more?: Partial<ArmResult>;
}
const result = (
  arm: string,
  seed: number,
  { new: accuracyNew = 0.5, old = 0.9, measures = {}, trainMs = 0, more = {} }: Told,
): ArmResult => ({
  ...{ arm, seed, status: 'done', startHash: '', endHash: '', moved: {}, recoveries: 0, curve: [] },
  measures: { ...plainMeasures(accuracyNew, old), ...measures },
  counts: { labels: 0, examples: 0, steps: trainMs, flops: 0, bytes: 0 },
  times: { compileMs: 0, trainMs, evaluateMs: 0 },
  ...more,
});
/** `told[arm][seed]`. */
const of = (told: Readonly<Record<string, readonly Told[]>>, options: Partial<SummaryOptions> = {}) =>
  summarise(
    Object.entries(told).flatMap(([arm, seeds]) => seeds.map((one, seed) => result(arm, seed, one))),
    arms,
    { margin: 0.01, watts: null, ...soundTiming, ...options },
  );
const armOf = (id: string, ...given: Parameters<typeof of>): ArmSummary => of(...given).arms.find((arm) => arm.id === id)!;
const times = (count: number, one: Told): Told[] => Array.from({ length: count }, () => one);
const values = (one: { readonly values: readonly number[] } | null) => one?.values.map((value) => Number(value.toFixed(9))) ?? null;

describe('the figures of an arm', () => {
  it('are over its seeds, in their order', () => {
    const head = armOf('head-only', {
      none: [{}, {}],
      'head-only': [
        { new: 0.7, old: 0.8 },
        { new: 0.75, old: 0.85 },
      ],
    });
    expect([head.accuracyNew, head.accuracyOld]).to.deep.equal([interval([0.7, 0.75]), interval([0.8, 0.85])]);
  });

  it('tell scores, flips and counts as means of the seeds', () => {
    const told = (x: number): Told => ({
      measures: {
        scoresNew: { macroF1: x, logLoss: 2 * x, brier: 3 * x, ece: 4 * x, reliability: [], confusion: [] },
        flipsNew: { negative: 5 * x, positive: 6 * x, churn: 7 * x, compatibility: 1 },
      },
      more: { counts: { labels: 10 * x, examples: 20 * x, steps: 30 * x, flops: 40 * x, bytes: 50 * x } },
    });
    const { scores, flips, counts } = armOf('head-only', { 'head-only': [told(1), told(3)] });
    const twice = (x: number) => interval([x, 3 * x]);
    expect(scores).to.deep.equal({ macroF1: twice(1), logLoss: twice(2), brier: twice(3), ece: twice(4) });
    expect(flips).to.deep.equal({ negative: twice(5), positive: twice(6), churn: twice(7) });
    expect(counts).to.deep.equal({ labels: 20, examples: 40, steps: 60, flops: 80, bytes: 100 });
  });

  it('tell the metric that decides, turned, only where one is named', () => {
    const told = { 'head-only': [{ new: 0.7 }, { new: 0.8 }] };
    const named = of(told, { metric: 'log-loss' });
    expect([named.metric, values(named.arms[0]!.merit!)]).to.deep.equal(['log-loss', [-0.3, -0.2]]);
    expect(of(told)).not.to.have.property('metric');
    expect(of(told).arms[0]).not.to.have.property('merit');
  });

  it('say which design and rows they rest on', () => {
    expect(of({ none: [{}] })).to.include({ design: 'fixed', margin: 0.01, freshRows: false });
    expect(of({ none: [{}] }, { freshRows: true, design: 'race', margin: 0.02 })).to.include({
      design: 'race',
      margin: 0.02,
      freshRows: true,
    });
  });

  it('are none while no seed is complete', () => {
    const parts = [result('none', 0, {}), result('head-only', 1, {})];
    expect(summarise(parts, arms, { margin: 0.01, watts: null, ...soundTiming }))
      .to.include({ seeds: 0 })
      .and.deep.include({ arms: [] });
  });
});

describe('the class that is recognised worst', () => {
  const worst = (...recalls: readonly (readonly (number | null)[])[]) =>
    armOf('head-only', { 'head-only': recalls.map((recallNew) => ({ measures: { recallNew } })) }).worstRecall;

  it('has the lowest mean, of equal ones it is the first; seeds without its rows do not count', () => {
    expect(worst([0.2, 0.9, 0.5], [0.4, 0.8, 0.6])).to.deep.equal({ classIndex: 0, recall: interval([0.2, 0.4]) });
    expect(worst([0.5, 0.5])!.classIndex).to.equal(0);
    expect(worst([0.9, null], [0.8, 0.1])).to.deep.equal({ classIndex: 1, recall: interval([0.1]) });
    expect(worst([null, null])).to.equal(null);
  });
});

describe('what a repair harms', () => {
  const fair = (accuracy: number | null, equalizedOdds: number | null): Fairness => ({
    ...{ groups: [], demographicParity: null, equalizedOdds },
    worst: accuracy === null ? null : { group: 0, rows: 40, accuracy },
  });
  const harm = (none: readonly Partial<Measures>[], repaired: readonly Partial<Measures>[]) =>
    armOf('head-only', { none: none.map((measures) => ({ measures })), 'head-only': repaired.map((measures) => ({ measures })) }).harm!;

  it('is held against the worse of what the base model had in the old world and has in the new, seed by seed', () => {
    const before = { recallNew: [0.6, 0.9], recallOld: [0.8, 0.7] };
    const { recall } = harm([before, before], [{ recallNew: [0.5, 0.4] }, { recallNew: [0.5, 0.6] }]);
    expect(recall!.classIndex).to.equal(1);
    expect(values(recall!.change)).to.deep.equal([-0.3, -0.1]);
    const groups = harm([{ fairnessNew: fair(0.6, 0.3), fairnessOld: fair(0.8, 0.1) }], [{ fairnessNew: fair(0.5, 0.45) }]);
    expect([values(groups.worstGroup), values(groups.equalizedOdds)]).to.deep.equal([[-0.1], [0.15]]);
    const oldWorse = harm([{ fairnessNew: fair(0.8, 0.1), fairnessOld: fair(0.6, 0.3) }], [{ fairnessNew: fair(0.5, 0.45) }]);
    expect([values(oldWorse.worstGroup), values(oldWorse.equalizedOdds)]).to.deep.equal([[-0.1], [0.15]]);
  });

  it('names the class whose recall falls most, of equal falls the first', () => {
    const before = { recallNew: [0.9, 0.9, 0.9], recallOld: [0.9, 0.9, 0.9] };
    expect(harm([before], [{ recallNew: [0.5, 0.8, 0.7] }]).recall!.classIndex).to.equal(0);
    expect(harm([before], [{ recallNew: [0.5, 0.5, 0.5] }]).recall!.classIndex).to.equal(0);
    expect(harm([before], [{ recallNew: [0.8, 0.5, 0.7] }]).recall!.classIndex).to.equal(1);
  });

  it('knows nothing of classes and groups without rows, and counts the world that has some', () => {
    const { recall } = harm([{ recallNew: [null, null], recallOld: [0.8, null] }], [{ recallNew: [0.7, 0.1] }]);
    expect([recall!.classIndex, values(recall!.change)]).to.deep.equal([0, [-0.1]]);
    expect(harm([{ recallNew: [0.5], recallOld: [0.5] }], [{ recallNew: [null] }]).recall).to.equal(null);
    expect(harm([{}], [{}])).to.deep.equal({ recall: null, worstGroup: null, equalizedOdds: null });
    const few = { fairnessNew: fair(null, null), fairnessOld: fair(null, null) };
    expect(harm([few], [few])).to.deep.include({ worstGroup: null, equalizedOdds: null });
    expect(armOf('head-only', { 'head-only': [{}] }).harm).to.equal(null);
  });
});

describe('what is won back and carried over', () => {
  const told = { none: [{ new: 0.5, old: 0.9 }], 'head-only': [{ new: 0.7, old: 0.8 }], 'retrain-all': [{ new: 0.9, old: 0.9 }] };

  it('is the share of the loss that the best repair of the seed wins back', () => {
    expect(values(armOf('head-only', told).recovery)).to.deep.equal([0.5]);
    expect(values(armOf('retrain-all', told).recovery)).to.deep.equal([1]);
    expect(values(armOf('none', told).recovery)).to.deep.equal([0]);
    // On a seed on which nothing wins anything there is no share.
    const twice = { none: [{ new: 0.5 }, { new: 0.9 }], 'head-only': [{ new: 0.8 }, { new: 0.6 }] };
    expect(values(armOf('head-only', twice).recovery)).to.deep.equal([1]);
    expect(armOf('head-only', { none: [{ new: 0.9 }], 'head-only': [{ new: 0.6 }] }).recovery).to.equal(null);
    expect(armOf('head-only', { 'head-only': [{ new: 0.6 }] }).recovery).to.equal(null);
  });

  it('leaves out of the best whoever had left the race', () => {
    const early = { none: times(2, { new: 0.5 }), 'head-only': times(2, { new: 0.7 }), 'full-fine-tune': [{ new: 0.9 }] };
    expect(values(armOf('head-only', early, { design: 'race', retired: { 'full-fine-tune': 1 } }).recovery)).to.deep.equal([0.5, 1]);
  });

  it('has the transfer measures of both worlds (Lopez-Paz & Ranzato 2017), against the most frequent class', () => {
    const { transfer } = armOf('head-only', told, { majority: 0.4 });
    // (0.8 + 0.7)/2, 0.8 − 0.9 and 0.5 − 0.4.
    expect([transfer!.accuracy, transfer!.backward, transfer!.forward].map(values)).to.deep.equal([[0.75], [-0.1], [0.1]]);
    expect(armOf('head-only', { 'head-only': [{}] }).transfer).to.equal(null);
  });
});

describe('training time', () => {
  it('is measured against full retraining where it trained, else against who trained longest', () => {
    const reference = (told: Readonly<Record<string, number>>) =>
      of(Object.fromEntries(Object.entries(told).map(([arm, trainMs]) => [arm, [{ trainMs }]]))).reference;
    expect(reference({ none: 0, 'head-only': 50, 'full-fine-tune': 900, 'retrain-all': 300 })).to.equal('retrain-all');
    expect(reference({ none: 0, 'head-only': 50, 'full-fine-tune': 900, 'retrain-all': 0 })).to.equal('full-fine-tune');
    expect(reference({ none: 0, 'head-only': 950, 'full-fine-tune': 900 })).to.equal('head-only');
    expect(reference({ none: 0, 'retrain-all': 0 })).to.equal(null);
  });

  it('is comparable from a second of every arm that steps, all seeds together', () => {
    const comparable = (...trainMs: readonly number[]) => of({ 'head-only': trainMs.map((one) => ({ trainMs: one })) }).timesComparable;
    expect([comparable(250, 250, 250, 250), comparable(250, 250, 250, 249)]).to.deep.equal([true, false]);
    // Steps on one seed are steps.
    const once = { more: { counts: { labels: 0, examples: 0, steps: 0, flops: 0, bytes: 0 } } };
    expect(of({ 'head-only': [{ trainMs: 100 }, once] }).timesComparable).to.equal(false);
  });

  it('of two arms is paired over the seeds that both ran', () => {
    const raced = of(
      { none: times(3, {}), 'head-only': times(3, { trainMs: 500 }), 'retrain-all': [{ trainMs: 1000 }, { trainMs: 2000 }] },
      { design: 'race', retired: { 'retrain-all': 2 } },
    );
    expect(values(raced.arms.find(({ id }) => id === 'head-only')!.energyRatio)).to.deep.equal([0.5, 0.25]);
    expect(values(raced.arms.find(({ id }) => id === 'retrain-all')!.energyRatio)).to.deep.equal([1, 1]);
  });

  it('is doubted where there was some, with what was lost while it was timed', () => {
    const lost = { trainMs: 900, more: { recoveries: 1 } };
    expect(armOf('head-only', { 'head-only': [lost, { trainMs: 900 }, { trainMs: 900 }] }).validity).to.deep.equal([
      'a GPU device or a worker was lost and replaced during the training',
    ]);
    expect(armOf('head-only', { 'head-only': times(3, { trainMs: 900 }) }).validity).to.deep.equal([]);
    expect(armOf('none', { none: [{}] }, { softwareAdapter: true }).validity).to.deep.equal([]);
  });
});
