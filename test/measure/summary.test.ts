import { expect } from 'chai';
import { bestSet } from '../../src/measure/statistics/best-set.ts';
import { compared } from '../../src/measure/statistics/comparison.ts';
import { comparePaired } from '../../src/measure/statistics/paired.ts';
import { findDevice } from '../../src/measure/energy/devices.ts';
import { wattBand } from '../../src/measure/energy/energy.ts';
import { summarise } from '../../src/measure/summary.ts';
import { arms, soundTiming, synthetic, type Recipe } from './synthetic-results.ts';

const options = { margin: 0.01, watts: null, ...soundTiming };
const race = {
  none: { accuracyNew: 0.6 },
  'head-only': { accuracyNew: 0.85, accuracyOld: 0.84, trainMs: 200 },
  'retrain-all': { accuracyNew: 0.9, accuracyOld: 0.9, trainMs: 1000 },
};
const summaryOf = (seeds: number) => summarise(synthetic(seeds, race), arms, options);
const armOf = (id: string) => summaryOf(8).arms.find((arm) => arm.id === id)!;

describe('the summary of a run', () => {
  it('keeps the order of the arms, leaves out those without results, and counts seeds', () => {
    const summary = summaryOf(8);
    expect(summary.arms.map(({ id }) => id)).to.deep.equal(['none', 'head-only', 'retrain-all']);
    expect(summary.seeds).to.equal(8);
    expect(summary.comparisons.map(({ a, b }) => [a, b])).to.deep.equal([
      ['none', 'head-only'],
      ['none', 'retrain-all'],
      ['head-only', 'retrain-all'],
    ]);
  });

  it('does not depend on the order of the results', () => {
    expect(summarise(synthetic(8, race).reverse(), arms, options)).to.deep.equal(summaryOf(8));
  });

  it('leaves out a seed that was cut short, for every arm', () => {
    const cut = synthetic(8, race).filter(({ seed, arm }) => seed !== 7 || arm === 'none');
    expect(summarise(cut, arms, options)).to.deep.equal(summaryOf(7));
  });

  it('is empty before the first seed is complete', () => {
    const summary = summarise([], arms, options);
    expect(summary).to.deep.include({ seeds: 0, reference: null, arms: [], comparisons: [] });
  });

  it('pairs forgetting by seed: accuracy on the old regime before minus after', () => {
    expect(armOf('head-only').forgetting!.mean).to.be.closeTo(0.06, 0.01);
    expect(armOf('none').forgetting).to.include({ mean: 0, lo: 0, hi: 0 });
    const withoutBaseline = synthetic(8, { 'head-only': race['head-only'] });
    expect(summarise(withoutBaseline, arms, options).arms[0]!.forgetting).to.equal(null);
  });

  it('finds the class with the lowest mean recall, ignoring classes without rows', () => {
    const { worstRecall, accuracyNew } = armOf('head-only');
    expect(worstRecall!.classIndex).to.equal(1);
    expect(worstRecall!.recall.mean).to.be.closeTo(accuracyNew.mean - 0.05, 1e-12);
  });

  it('measures time without compilation, against full retraining', () => {
    expect(summaryOf(8).reference).to.equal('retrain-all');
    expect(armOf('head-only').trainSeconds.mean).to.be.closeTo(0.2, 0.01);
    expect(armOf('head-only').energyRatio!.mean).to.be.closeTo(0.2, 0.01);
    expect(armOf('retrain-all').energyRatio).to.include({ mean: 1, lo: 1, hi: 1 });
    expect(armOf('none').energyRatio).to.equal(null);
    const tuned = synthetic(6, { 'head-only': { accuracyNew: 0.8, trainMs: 50 }, 'full-fine-tune': { accuracyNew: 0.8, trainMs: 90 } });
    expect(summarise(tuned, arms, options).reference).to.equal('full-fine-tune');
  });

  it('shows joules only with a device, and not for an arm that trains nothing', () => {
    const watts = wattBand(findDevice('laptop-igpu')!, 1, 1);
    const summary = summarise(synthetic(8, race), arms, { ...options, watts });
    const [none, head] = summary.arms;
    expect(armOf('head-only').energy).to.equal(null);
    expect(none!.energy).to.equal(null);
    expect(head!.energy!.value).to.be.closeTo(watts.median * head!.trainSeconds.mean, 1e-9);
  });

  it('keeps diverged repeats and says why their energy deserves no trust', () => {
    const unstable: Recipe = { ...race['head-only'], status: (seed) => (seed < 2 ? 'diverged' : 'done') };
    const head = summarise(synthetic(8, { ...race, 'head-only': unstable }), arms, options).arms[1]!;
    expect(head.diverged).to.equal(2);
    expect(head.accuracyNew.values).to.have.length(8);
    expect(head.validity).to.deep.equal(['2 of 8 repeats diverged and stopped early']);
  });

  it('does not take times on a software adapter for comparable', () => {
    expect(summaryOf(6).timesComparable).to.equal(true);
    const summary = summarise(synthetic(6, race), arms, { ...options, softwareAdapter: true });
    expect(summary.timesComparable).to.equal(false);
    expect(summary.arms[2]!.validity.join()).to.contain('software');
  });

  it('takes times for comparable where an arm took no step in next to no time, and not where it trained as briefly', () => {
    const brief = synthetic(6, { ...race, 'head-only': { accuracyNew: 0.85, trainMs: 10 } });
    expect(summarise(brief, arms, options).timesComparable).to.equal(false);
    const stepless = brief.map((result) => (result.arm === 'head-only' ? { ...result, counts: { ...result.counts, steps: 0 } } : result));
    expect(summarise(stepless, arms, options).timesComparable).to.equal(true);
  });
});

describe('comparisons', () => {
  it('find the better arm, and look the same from the other side', () => {
    const { comparisons } = summaryOf(8);
    const seen = compared(comparisons, 'retrain-all', 'head-only');
    const reversed = compared(comparisons, 'head-only', 'retrain-all');
    expect(seen.outcome).to.equal('a');
    expect(seen.difference.mean).to.be.closeTo(0.05, 0.01);
    expect(reversed.outcome).to.equal('b');
    expect(reversed.difference.lo).to.equal(-seen.difference.hi);
    expect(() => compared(comparisons, 'none', 'retrain-new')).to.throw(RangeError, 'were not compared');
  });

  it('claim nothing below 6 seeds, however clear it looks', () => {
    expect(new Set(summaryOf(5).comparisons.map(({ outcome }) => outcome))).to.deep.equal(new Set(['undecided']));
  });

  it('call arms equivalent only within the margin', () => {
    const same = synthetic(10, { 'head-only': { accuracyNew: 0.9 }, 'retrain-all': { accuracyNew: 0.9 } });
    expect(summarise(same, arms, { ...options, margin: 0.02 }).comparisons[0]!.outcome).to.equal('equivalent');
    expect(summarise(same, arms, { ...options, margin: 0.0001 }).comparisons[0]!.outcome).to.equal('undecided');
  });

  it('call one arm better only where it is the only one that may be the best', () => {
    const { comparisons, standing } = summarise(
      synthetic(8, { ...race, 'full-fine-tune': { accuracyNew: 0.951, trainMs: 300 } }),
      arms,
      options,
    );
    expect(standing.best).to.deep.equal(['full-fine-tune']);
    expect(
      comparisons.map(({ a, b, outcome }) => [outcome === 'a' ? a : outcome === 'b' ? b : outcome, [a, b].includes('full-fine-tune')]),
    ).to.satisfy((all: [string, boolean][]) => all.every(([who, own]) => who === (own ? 'full-fine-tune' : 'undecided')));
  });

  it('of a race are over the seeds that both have, with intervals that reach farther than Student’s', () => {
    const results = synthetic(12, race).filter(({ arm, seed }) => arm !== 'head-only' || seed < 8);
    const summary = summarise(results, arms, { ...options, design: 'race', retired: { 'head-only': 8 } });
    expect(summary.seeds).to.equal(12);
    expect(summary.arms.map(({ id, accuracyNew }) => [id, accuracyNew.values.length]))
      .to.deep.include(['head-only', 8])
      .and.to.deep.include(['none', 12]);
    const pair = summary.comparisons.find(({ a, b }) => [a, b].includes('head-only') && [a, b].includes('retrain-all'))!;
    expect(pair.difference.values).to.have.length(8);
    const plain = comparePaired(
      ...((['head-only', 'retrain-all'] as const).map((id) =>
        summary.arms.find((arm) => arm.id === id)!.accuracyNew.values.slice(0, 8),
      ) as [number[], number[]]),
    ).difference;
    expect(pair.difference.hi - pair.difference.lo).to.be.above(plain.hi - plain.lo);
    expect(summarise(results, arms, options).seeds, 'of a fixed design only whole seeds count').to.equal(8);
  });

  it('rarely find a winner among 4 equal repairs: at most 5 % of 400 races, within four standard errors', () => {
    const repairs = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id, family: 'retrain' as const }));
    let won = 0;
    for (let root = 0; root < 400; root++) {
      const results = synthetic(8, Object.fromEntries(repairs.map(({ id }) => [`${id}${root}`, { accuracyNew: 0.8 }])));
      const values = repairs.map(({ id }) => results.filter((r) => r.arm === `${id}${root}`).map((r) => r.measures.accuracyNew));
      if (bestSet(values, 0, 0.05).best.includes(false)) won++;
    }
    expect(won / 400).to.be.below(0.05 + 4 * Math.sqrt((0.05 * 0.95) / 400));
  });
});
