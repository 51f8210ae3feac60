/** What a summary supports, as rules; no words and no numbers made up for them. */
import { meritOf } from '../measure/metrics/metric.ts';
import type { ArmSummary, JudgedArm, Standing, Summary, SummaryOf } from '../contracts/results.ts';
import { LEARNED_ABOVE_MAJORITY } from '../measure/judged.ts';
import { MIN_SEEDS, standing } from '../measure/statistics/standing.ts';
import { keeping } from './kept.ts';

export type Choice<A extends JudgedArm = ArmSummary> =
  /** Nothing is claimed from fewer than 6 seeds of a fixed design. */
  | { readonly kind: 'too-few-seeds' }
  /** The run raced no repair. */
  | { readonly kind: 'no-repair' }
  /** The base model does no better on its own world than always naming the most frequent class. */
  | { readonly kind: 'not-learned'; readonly baseline: A }
  /** Leaving the model as it is loses less than the margin to the best. */
  | { readonly kind: 'keep'; readonly baseline: A; readonly best: A }
  /** Leaving the model as it is may be the best, and may be worse by more than the margin. */
  | { readonly kind: 'gain-unclear'; readonly baseline: A; readonly best: A }
  /** Some repair helps. Which of these, none of them shown worse than another, is the best is open. */
  | { readonly kind: 'tie'; readonly tied: readonly A[]; readonly cheapest: A }
  | Favoured<A>;

/** What its mean recall must exceed that of chance by, at the lower end of its interval, to count as having learned (0 … 1). */
const LEARNED_ABOVE_CHANCE = 0.05;

/**
 * By accuracy, or where one class is so frequent that no accuracy could tell, by how much of every class is recognised. A weaker class is no
 * proof of nothing learned.
 */
const learned = ({ majority, balancedOld }: Pick<Summary, 'majority' | 'balancedOld'>, baseline: JudgedArm): boolean =>
  baseline.accuracyOld.mean >= majority + LEARNED_ABOVE_MAJORITY ||
  (balancedOld !== undefined && (balancedOld.recall.lo ?? balancedOld.recall.mean) > balancedOld.chance + LEARNED_ABOVE_CHANCE);

export interface Favoured<A extends JudgedArm = ArmSummary> {
  readonly kind: 'favoured';
  /** Highest mean merit on the new regime among the repairs that may be the best. */
  readonly leader: A;
  /** The cheapest of the repairs that are shown to lose less than the margin to the best. */
  readonly favoured: A;
  /** Every other arm is shown worse than the leader. */
  readonly shownBest: boolean;
  /** Repairs beside leader and favoured that may be the best, too. */
  readonly others: readonly A[];
}

/**
 * Rules, in this order. Arms are compared on the new regime, by the metric that decides; whether the base model has learned, by its accuracy on the old one. All that `standing` says of one run errs together in 5 of 100 runs at most.
 *
 * 1. Fewer than 6 seeds of a fixed design: nothing is claimed; nor when the base model has not learned its own world.
 * 2. Keep the model when it is shown to lose less than the margin to the best. Else, when it may be the best, the gain is unclear.
 * 3. Of the repairs shown to lose less than the margin to the best, the cheapest is favoured. It is shown best when all others are
 *    shown worse.
 * 4. Where there is none, the repairs that may be the best are tied.
 *
 * `arms` are those to choose from: whoever is left out takes no part, as if it had not been raced.
 */
export function choose<A extends JudgedArm>(summary: SummaryOf<A>, arms: readonly A[] = summary.arms): Choice<A> {
  if (summary.design === 'fixed' && summary.seeds < MIN_SEEDS) return { kind: 'too-few-seeds' };
  const repairs = byMerit(arms.filter(({ family }) => family !== 'none'));
  const [top] = repairs;
  if (!top) return { kind: 'no-repair' };
  const baseline = arms.find(({ family }) => family === 'none');
  if (baseline && !learned(summary, baseline)) return { kind: 'not-learned', baseline };

  const { best, asGood } = standingOf(summary, arms);
  if (baseline && asGood.includes(baseline.id)) return { kind: 'keep', baseline, best: top };
  if (baseline && best.includes(baseline.id)) return { kind: 'gain-unclear', baseline, best: top };
  const candidates = repairs.filter(({ id }) => best.includes(id));
  const leader = candidates[0]!;
  const good = repairs.filter(({ id }) => asGood.includes(id));
  if (good.length === 0) return { kind: 'tie', tied: candidates, cheapest: cheapestOf(summary, candidates) };
  const favoured = cheapestOf(summary, good);
  return {
    kind: 'favoured',
    leader,
    favoured,
    shownBest: candidates.length === 1,
    others: candidates.filter((arm) => arm !== leader && arm !== favoured),
  };
}

/** Highest mean merit on the new regime first. */
export function byMerit<A extends JudgedArm>(arms: readonly A[]): A[] {
  return [...arms].sort((left, right) => meritOf(right).mean - meritOf(left).mean);
}

/** What an arm costs: training time, or the counted work where times say little. */
export const costOf = ({ timesComparable }: Pick<Summary, 'timesComparable'>, { trainSeconds, counts }: JudgedArm): number =>
  timesComparable && trainSeconds ? trainSeconds.mean : counts.flops;

const cheapestOf = <A extends JudgedArm>(summary: SummaryOf<A>, arms: readonly A[]): A =>
  arms.reduce((cheapest, arm) => (costOf(summary, arm) < costOf(summary, cheapest) ? arm : cheapest));

/** Where some of the arms stand among themselves. */
export function standingOf<A extends JudgedArm>(summary: SummaryOf<A>, arms: readonly A[]): Standing {
  if (arms.length === summary.arms.length) return summary.standing;
  return keptStanding(summary, arms.map(({ id }) => id).join(), () =>
    standing(
      arms.map((arm) => ({ id: arm.id, values: meritOf(arm).values })),
      summary.margin,
      summary.design,
    ),
  );
}
const keptStanding = keeping<Standing>();
