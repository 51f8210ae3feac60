import { expect } from 'chai';
import type { RunRecord } from '../../src/contracts/record.ts';
import { replication } from '../../src/record/replication.ts';
import { comparisonRun, streamRun } from './runs.ts';

/** Another machine: other weights, and accuracies that are off by so much. */
const elsewhere = (off: (seed: number) => number): RunRecord => {
  const record = comparisonRun();
  return {
    ...record,
    results: record.results.map((result) => ({
      ...result,
      endHash: result.endHash.replace(/^./, (letter) => (letter === '0' ? '1' : '0')),
      measures: { ...result.measures, accuracyNew: Math.min(1, result.measures.accuracyNew + off(result.seed)) },
    })),
  };
};

describe('running a run again', () => {
  it('is equal where every repeat ends in the same weights', () => {
    for (const record of [comparisonRun(), streamRun()]) {
      const { outcome, arms } = replication(record, record);
      expect(outcome).to.equal('equal');
      expect(arms.every(({ repeats, sameWeights }) => repeats === sameWeights && repeats > 0)).to.equal(true);
    }
  });

  it('is within the margin where the interval of the difference is', () => {
    const { outcome, sentence } = replication(
      comparisonRun(),
      elsewhere((seed) => (seed % 2 ? 0.001 : -0.001)),
    );
    expect(outcome).to.equal('within');
    expect(sentence).to.contain('0 of 18 repeats end in the same weights');
  });

  it('is different where it lies beyond the margin, and not clear where it may', () => {
    expect(
      replication(
        comparisonRun(),
        elsewhere(() => -0.05),
      ).outcome,
    ).to.equal('different');
    expect(
      replication(
        comparisonRun(),
        elsewhere((seed) => (seed % 2 ? 0.03 : -0.03)),
      ).outcome,
    ).to.equal('unclear');
  });

  it('is not clear for a repair that the other run has not, or on two seeds', () => {
    const record = comparisonRun();
    const without = { ...record, results: record.results.filter(({ arm }) => arm !== 'head-only') };
    expect(replication(record, without).outcome).to.equal('unclear');
    const two = { ...elsewhere(() => 0), results: elsewhere(() => 0).results.filter(({ seed }) => seed < 2) };
    expect(replication(record, two).outcome).to.equal('unclear');
  });

  it('refuses another experiment', () => {
    expect(() => replication(comparisonRun(), streamRun())).to.throw(RangeError, 'different experiments');
  });
});
