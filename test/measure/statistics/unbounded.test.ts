import { expect } from 'chai';
import type { ArmSummary } from '../../../src/contracts/results.ts';
import { interval } from '../../../src/maths/statistics.ts';
import { metrics } from '../../../src/measure/metrics/registry.ts';
import { accuracyDifference, compareArms } from '../../../src/measure/statistics/comparison.ts';

const arm = (id: string) => ({ id, title: id, family: 'fine-tune' as const });
const standing = { best: ['a', 'b'], asGood: [], p: {} };

describe('a race by a metric that can differ by more than 1', () => {
  it('has intervals around their means, as far as the metric reaches', () => {
    const { range } = metrics.find(({ id }) => id === 'log-loss')!;
    const apart = Array.from({ length: 12 }, (_, seed) => 2 + (seed % 2 ? 0.08 : -0.08));
    for (const seeds of [3, 12]) {
      const scores = [
        { arm: arm('a'), merits: apart.slice(0, seeds) },
        { arm: arm('b'), merits: apart.slice(0, seeds).map(() => 0) },
      ];
      const { difference } = compareArms(scores, 0.01, 'race', standing, range)[0]!;
      expect(difference.lo, `${seeds} seeds`).to.be.below(difference.mean);
      expect(difference.hi, `${seeds} seeds`).to.be.above(difference.mean);
    }
  });
});

describe('what a repair costs in errors', () => {
  it('is the difference in accuracy, whatever decides', () => {
    const summary = (id: string, accuracy: number): ArmSummary =>
      ({ ...arm(id), accuracyNew: interval([accuracy, accuracy + 0.01]), merit: interval([-1, -2]) }) as ArmSummary;
    const difference = accuracyDifference({ metric: 'log-loss', comparisons: [] }, summary('a', 0.9), summary('b', 0.7));
    expect(difference.mean).to.be.closeTo(0.2, 1e-12);
  });
});
