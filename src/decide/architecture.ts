/** Whether the old architecture can follow the new world: by how well it fits the very labels that it learns, beside another one. */
import { doing } from '../measure/doing.ts';
import type { ArmSummary, Summary } from '../contracts/results.ts';
import type { Interval } from '../maths/interval.ts';
import * as format from '../measure/format.ts';
import { soundness } from '../measure/metrics/words.ts';
import { accuracyDifference } from '../measure/statistics/comparison.ts';
import { MIN_SEEDS } from '../measure/statistics/standing.ts';
import { comparePaired } from '../measure/statistics/paired.ts';
import { confidenceSequence } from '../measure/statistics/race.ts';
import { excludes } from '../maths/statistics.ts';
import type { Known } from './rules.ts';

/** Two trainings from scratch on the same labels, each the one of its kind that fits them best. */
export interface Fits {
  readonly kept: ArmSummary;
  readonly other: ArmSummary;
  /** Of the other architecture minus the old one, paired by seed: accuracy on the labels that were learned, and on unseen new rows. */
  readonly gap: Interval;
  readonly unseen: Interval;
  /**
   * `short`: the old one falls short of labels that it learned by more than the limit, and another is better on unseen rows, too. `by-heart`: only
   * the first; a large model fits labels without any rule in them as well (Zhang et al. 2017). `enough`: neither is shown.
   */
  readonly finding: 'short' | 'by-heart' | 'enough';
}

/** Undefined where the run raced no retraining of both kinds. */
export function fitsOf({ summary, situation: { limits } }: Pick<Known, 'summary' | 'situation'>): Fits | undefined {
  const retrained = summary.arms.filter(({ family, fit }) => family === 'retrain' && fit);
  const best = (arms: readonly ArmSummary[]) =>
    arms.reduce<ArmSummary | undefined>((top, arm) => (!top || arm.fit!.mean > top.fit!.mean ? arm : top), undefined);
  const kept = best(retrained.filter(({ reshapes }) => !reshapes));
  const other = best(retrained.filter(({ reshapes }) => reshapes));
  if (!kept || !other) return undefined;
  const gap = gapOf(summary, other.fit!.values, kept.fit!.values);
  const unseen = accuracyDifference(summary, other, kept);
  const above = (of: Interval, limit: number) => excludes(of, limit) && of.lo > limit;
  // In a race an interval holds at any time; a fixed design has to have the seeds for a claim.
  const few = summary.design === 'fixed' && gap.values.length < MIN_SEEDS;
  const finding = few || !above(gap, limits.fitGap) ? 'enough' : above(unseen, 0) ? 'short' : 'by-heart';
  return { kept, other, gap, unseen, finding };
}

/** On the seeds that both ran; in a race it holds whenever one looks. */
function gapOf({ design }: Summary, a: readonly number[], b: readonly number[]): Interval {
  const seeds = Math.min(a.length, b.length);
  const { difference } = comparePaired(a.slice(0, seeds), b.slice(0, seeds));
  return design === 'race' ? { ...difference, ...confidenceSequence(difference.values, 1) } : difference;
}

/** Whether the architecture has to change: what a person says of it, else what was found; undefined where neither says. */
export function architectureChanges(known: Pick<Known, 'summary' | 'situation'>): boolean | undefined {
  const { architectureChanged: said } = known.situation;
  if (said !== 'evidence') return said;
  const fits = fitsOf(known);
  return fits && fits.finding === 'short';
}

/** What was found, as sentences with its numbers. */
export function fitSentence({ kept, other, gap, unseen, finding }: Fits, { summary, labels, situation: { limits } }: Known): string {
  const limit = format.pointsOf(limits.fitGap);
  const found = `Trained from scratch on all ${labels} labels, ${doing(kept)} comes to ${format.percent(kept.fit!)} ${soundness(summary)} on those very labels, ${doing(other)} to ${format.percent(other.fit!)} (${format.points(gap, 'points')})`;
  switch (finding) {
    case 'short':
      return `${found}, and is better on unseen rows (${format.points(unseen, 'points')}). The old architecture cannot fit the new world even with all labels.`;
    case 'by-heart':
      return `${found}, but unseen rows are not shown better (${format.points(unseen, 'points')}): a larger model may have learned the labels by heart.`;
    case 'enough':
      return `${found}: that the old one falls short by more than ${limit} is not shown.`;
  }
}
