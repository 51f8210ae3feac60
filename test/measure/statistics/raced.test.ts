import { expect } from 'chai';
import { metricOf } from '../../../src/measure/metrics/registry.ts';
import { raced } from '../../../src/measure/statistics/raced.ts';
import type { ArmResult } from '../../../src/contracts/results.ts';
import { arms, plainMeasures } from '../synthetic-results.ts';

const result = (arm: string, seed: number, accuracy: number) => ({ arm, seed, measures: plainMeasures(accuracy, 0.9) }) as ArmResult;
const results = (of: Readonly<Record<string, (seed: number) => number>>, seeds: number) =>
  Object.entries(of).flatMap(([arm, accuracy]) => Array.from({ length: seeds }, (_, seed) => result(arm, seed, accuracy(seed))));
const some = (ids: readonly string[]) => arms.filter(({ id }) => ids.includes(id));
const apart = { none: () => 0.5, 'head-only': (seed: number) => 0.7 + seed / 1000, 'retrain-all': (seed: number) => 0.9 + seed / 900 };

describe('where a race stands', () => {
  it('leaves out who is shown not to be the best, with the seeds it had run, but never nothing', () => {
    const { retired, settled } = raced(results(apart, 20), some(Object.keys(apart)), 0.01);
    expect(Object.keys(retired)).to.deep.equal(['head-only']);
    expect(retired['head-only']).to.be.within(4, 20);
    expect(settled).to.equal(true);
  });

  it('is the same whatever order results came in', () => {
    const steps = { none: (i: number) => 0.5 + 0.1 * Math.sin(i), 'head-only': (i: number) => 0.6 + 0.1 * Math.sin(2 * i + i * i) };
    const forward = results(steps, 12);
    const ids = some(['none', 'head-only']);
    expect(raced([...forward].reverse(), ids, 0.01)).to.deep.equal(raced(forward, ids, 0.01));
    // Seeds that are paired wrongly would stand elsewhere.
    const unlucky = [...results({ none: (i) => i / 10, 'head-only': (i) => i / 10 + 0.05 }, 9)].sort((a, b) =>
      a.arm < b.arm ? 1 : b.seed - a.seed,
    );
    expect(raced(unlucky, ids, 0.01).settled).to.equal(true);
  });

  it('goes on while it is open whether any repair helps, though one is as good as the best', () => {
    // It never loses the margin to nothing, and gains more than the margin every other time: neither shown to help, nor shown not to.
    const unclear = { none: (i: number) => (i % 2 ? 0.909 : 0.888), 'head-only': () => 0.8, 'retrain-all': () => 0.9 };
    const racing = raced(results(unclear, 16), some(Object.keys(unclear)), 0.01);
    expect(Object.keys(racing.retired)).to.deep.equal(['head-only']);
    expect(racing.settled).to.equal(false);
    // The same race between repairs alone is settled: one of them is as good as the other.
    const { none, ...rest } = unclear;
    const renamed = { ...rest, 'head-only': none };
    expect(raced(results(renamed, 16), some(['head-only', 'retrain-all']), 0.01).settled).to.equal(true);
  });

  it('is settled by one that is left, or by one that is as good as the best; else it goes on', () => {
    const ids = some(['head-only', 'retrain-all']);
    const of = (a: (seed: number) => number, b: (seed: number) => number, seeds: number, margin: number) =>
      raced(results({ 'head-only': a, 'retrain-all': b }, seeds), ids, margin);
    expect(
      of(
        () => 0.7,
        () => 0.9,
        12,
        0.01,
      ),
    ).to.deep.include({ settled: true });
    const same = of(
      (i) => i / 20,
      (i) => i / 20,
      12,
      0.01,
    );
    expect(same).to.deep.equal({ settled: true, retired: {} });
    expect(
      of(
        (i) => 0.7 + 0.1 * (i % 2),
        (i) => 0.8 - 0.1 * (i % 2),
        12,
        0.01,
      ),
    ).to.deep.equal({ settled: false, retired: {} });
    expect(
      of(
        () => 0.7,
        () => 0.9,
        2,
        0.01,
      ),
    ).to.deep.equal({ settled: false, retired: {} });
  });

  it('is settled where nobody races', () => expect(raced([], [], 0.01)).to.deep.equal({ settled: true, retired: {} }));

  it('goes by accuracy, unless another metric decides', () => {
    const turned = results(apart, 12).map((one) => ({
      ...one,
      measures: { ...one.measures, scoresNew: { ...one.measures.scoresNew, logLoss: one.measures.accuracyNew } },
    }));
    const by = (metric?: string) => Object.keys(raced(turned, some(['head-only', 'retrain-all']), 0.01, metricOf(metric)).retired);
    expect([by(), by('log-loss')]).to.deep.equal([['head-only'], ['retrain-all']]);
  });
});
