/** What a summary supports, as rules; no words and no numbers made up for them. */
import { compared, MIN_SEEDS } from '../measure/comparison.ts';
import type { ArmSummary, Comparison, Summary } from '../measure/types.ts';

export type Choice =
  /** Nothing is claimed below 6 seeds. */
  | { readonly kind: 'too-few-seeds' }
  /** The run raced no repair. */
  | { readonly kind: 'no-repair' }
  /** The base model does no better on its own world than always naming the most frequent class. */
  | { readonly kind: 'not-learned'; readonly baseline: ArmSummary }
  /** No repair gains more than the margin over leaving the model as it is. */
  | { readonly kind: 'keep'; readonly baseline: ArmSummary; readonly best: ArmSummary }
  /** No repair is shown better than leaving the model as it is, nor is a gain ruled out. */
  | { readonly kind: 'gain-unclear'; readonly baseline: ArmSummary; readonly best: ArmSummary }
  /** An arm with a higher mean, or of the other family, is not separated from the leader: it is open which way to go. */
  | {
      readonly kind: 'open';
      readonly leader: ArmSummary;
      readonly rivals: readonly ArmSummary[];
      /** Repairs shown better than leaving the model as it is. */
      readonly helpful: readonly ArmSummary[];
    }
  | Favoured;

/** What a base model must reach above the share of the most frequent class to count as having learned (0 … 1). */
const LEARNED_ABOVE_MAJORITY = 0.03;

export interface Favoured {
  readonly kind: 'favoured';
  /** Highest mean accuracy on the new regime among the repairs shown to help. */
  readonly leader: ArmSummary;
  /** The cheapest of the arms that are as good as the leader. */
  readonly favoured: ArmSummary;
  /** Arms neither shown worse than the leader nor within the margin of it. */
  readonly rivals: readonly ArmSummary[];
}

/**
 * Rules, in this order. Accuracy is on the new regime; all intervals are 95 % intervals of paired differences.
 *
 * 1. Fewer than 6 seeds: nothing is claimed; nor when the base model has not learned its own world.
 * 2. Keep the model when for every repair the interval of its gain over arm `none` ends below the margin, the difference
 *    that was said not to matter. Else, when no repair is shown better than `none`, the gain is unclear.
 * 3. The leader has the highest mean among repairs shown to help. As good as the leader is a helpful arm whose difference
 *    to it lies above −margin with its whole interval (non-inferiority). The cheapest of those is favoured.
 * 4. Every other repair must be shown worse than the leader, or cost more than the favoured arm without being better by
 *    the margin. If a repair of the other family, or one with a higher mean, is neither, the question is open.
 */
export function choose(summary: Summary): Choice {
  if (summary.seeds < MIN_SEEDS) return { kind: 'too-few-seeds' };
  const repairs = byAccuracy(summary.arms.filter(({ family }) => family !== 'none'));
  const best = repairs[0];
  if (!best) return { kind: 'no-repair' };

  const pair = (a: ArmSummary, b: ArmSummary): Comparison => compared(summary.comparisons, a.id, b.id);
  const baseline = summary.arms.find(({ family }) => family === 'none');
  if (baseline && baseline.accuracyOld.mean < summary.majority + LEARNED_ABOVE_MAJORITY) return { kind: 'not-learned', baseline };
  const helpful = baseline ? repairs.filter((arm) => pair(arm, baseline).outcome === 'a') : repairs;
  const leader = helpful[0];
  if (baseline && repairs.every((arm) => pair(arm, baseline).difference.hi < summary.margin)) {
    return { kind: 'keep', baseline, best };
  }
  if (baseline && !leader) return { kind: 'gain-unclear', baseline, best };
  if (!leader) return { kind: 'no-repair' };

  const notInferior = (a: ArmSummary, b: ArmSummary) => a === b || pair(a, b).difference.lo > -summary.margin;
  const shownWorse = (arm: ArmSummary) => arm !== leader && pair(arm, leader).outcome === 'b';
  const asGood = helpful.filter((arm) => notInferior(arm, leader));
  const favoured = asGood.reduce((cheapest, arm) => (cost(summary, arm) < cost(summary, cheapest) ? arm : cheapest));
  const cheaper = (arm: ArmSummary) => cost(summary, arm) < cost(summary, favoured);

  const rivals = repairs.filter((arm) => !asGood.includes(arm) && !shownWorse(arm));
  const settled = (rival: ArmSummary) => !cheaper(rival) && notInferior(favoured, rival);
  const ahead = (rival: ArmSummary) => rival.accuracyNew.mean > leader.accuracyNew.mean;
  const open = rivals.filter((rival) => ahead(rival) || (rival.family !== favoured.family && !settled(rival)));
  if (open.length > 0) {
    const [top, ...others] = byAccuracy([leader, ...open]);
    return { kind: 'open', leader: top!, rivals: others, helpful };
  }
  return { kind: 'favoured', leader, favoured, rivals };
}

/** Highest mean accuracy on the new regime first. */
export function byAccuracy(arms: readonly ArmSummary[]): ArmSummary[] {
  return [...arms].sort((left, right) => right.accuracyNew.mean - left.accuracyNew.mean);
}

/** What an arm costs: training time, or the counted work where times say little. */
function cost({ timesComparable }: Summary, arm: ArmSummary): number {
  return timesComparable ? arm.trainSeconds.mean : arm.counts.flops;
}
