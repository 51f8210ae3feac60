/** Arms and summaries with the very numbers that a test wants, whether or not a run could give them. */
import { interval } from '../../src/maths/statistics.ts';
import type { Interval } from '../../src/maths/interval.ts';
import type { ArmFamily, ArmSummary, Summary } from '../../src/contracts/results.ts';
import { compareArms } from '../../src/measure/statistics/comparison.ts';
import { armWith } from './economics-arms.ts';

/** An interval as given, as if from so many seeds. */
export const about = (mean: number, half = 0, seeds = 8): Interval => ({
  mean,
  lo: mean - half,
  hi: mean + half,
  values: Array.from({ length: seeds }, () => mean),
});

/** An arm of that mean accuracy on new rows, whose seeds lie up to `spread` around it. */
export function armOf(
  id: string,
  accuracy: number,
  { seeds = 8, seconds = 1, spread = 0, ...more }: { seeds?: number; seconds?: number; spread?: number } & Partial<ArmSummary> = {},
): ArmSummary {
  const family: ArmFamily = id === 'none' ? 'none' : id.startsWith('retrain') ? 'retrain' : 'fine-tune';
  const each = <T>(value: (seed: number) => T) => Array.from({ length: seeds }, (_, seed) => value(seed));
  return {
    ...armWith({ id, family, seconds: each(() => (family === 'none' ? 0 : seconds)) }),
    title: id === 'none' ? 'nothing' : id.replaceAll('-', ' '),
    accuracyNew: interval(each((seed) => accuracy + spread * Math.sin(5 * seed + accuracy))),
    accuracyOld: about(0.9, 0, seeds),
    flips: { negative: about(0), positive: about(0), churn: about(0) },
    counts: { labels: 100, examples: 0, steps: 0, flops: family === 'none' ? 0 : 1e6 * seconds, bytes: 0 },
    validity: [],
    ...more,
  };
}

/** A summary in which those may be the best, and those are as good. */
export function summaryOf(
  arms: readonly ArmSummary[],
  {
    best = arms.map(({ id }) => id),
    asGood = [],
    ...more
  }: { best?: readonly string[]; asGood?: readonly string[] } & Partial<Summary> = {},
): Summary {
  const standing = { best, asGood, p: Object.fromEntries(arms.map(({ id }) => [id, best.includes(id) ? 1 : 0.01])) };
  const scores = arms.map((arm) => ({ arm, merits: arm.accuracyNew.values }));
  const { margin = 0.01, design = 'fixed' } = more;
  return {
    ...{ seeds: 8, design, freshRows: true, margin, reference: null, majority: 0.5, timesComparable: true, arms, standing },
    comparisons: compareArms(scores, margin, design, standing),
    ...more,
  };
}
