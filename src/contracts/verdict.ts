/** What a run’s evidence comes to, in data and in words. */
import type { Interval } from '../maths/interval.ts';
import type { Summary } from './results.ts';
import type { RecipeVariant } from '../spec/recipe-variants.ts';
export interface EvidenceRow {
  readonly label: string;
  readonly note: string;
  readonly value: string;
}

export type VerdictKind = 'fine-tune' | 'retrain' | 'keep' | 'undecided' | 'too-few-seeds';

export interface Verdict {
  readonly kind: VerdictKind;
  /** Id of the favoured arm; absent when none is. */
  readonly favours?: string;
  /** One line in three parts, so that the middle, the arm, can be highlighted in its own colour, by `id`, where it is one; parts may be empty. */
  readonly headline: { readonly before: string; readonly arm: string; readonly after: string; readonly id?: string };
  /** The first tells the number with its interval, the second the reason; the others what else is to be known. */
  readonly sentences: readonly string[];
  readonly evidence: readonly EvidenceRow[];
}

export interface StreamVerdict {
  readonly kind: 'favoured' | 'tie' | 'too-few-seeds' | 'no-choice';
  /** Index of the favoured policy into the spec's; absent when none is. */
  readonly favours?: number;
  /** One line in three parts, so that the middle, the policies, can be highlighted; parts may be empty. */
  readonly headline: { readonly before: string; readonly policy: string; readonly after: string };
  readonly sentences: readonly string[];
  /** For which prices of a repair which policy has the lowest total cost. */
  readonly prices: readonly string[];
}

/** The experiment under one other recipe. */
export interface RecipeOutcome extends Pick<RecipeVariant, 'id' | 'title' | 'knob'> {
  readonly seeds: number;
  /** Mean merit on new rows by arm (accuracy, 0 … 1, unless another metric decides), on the seeds that it ran. */
  readonly accuracy: Readonly<Record<string, number>>;
  /** Arm with the highest mean. */
  readonly leader: string;
  /** The best of all others than the run's favourite, and favourite minus that one in accuracy, paired by seed. */
  readonly rival: string;
  readonly difference: Interval;
  /** The favourite is within the margin of the best, by the means. */
  readonly stays: boolean;
}

export interface Robustness {
  /** Id of the metric that decides; absent where that is the accuracy. */
  readonly metric?: string;
  /** As in the run's summary. */
  readonly target?: NonNullable<Summary['target']>;
  /** Arm that the run favours, or that has the highest mean where it favours none. */
  readonly favourite: string;
  readonly margin: number;
  readonly recipes: readonly RecipeOutcome[];
  /** Of `recipes`, those under which the favourite stays within the margin of the best. */
  readonly stays: number;
  /**
   * Share of draws of as few of the run's own seeds, under its own recipe, in which the favourite falls behind by more than the margin: what chance
   * alone does. Null where the run has no more seeds than a recipe.
   */
  readonly byChance: number | null;
}
