/** What a decision depends on and no run can measure: said by a person, with the limits that rules hold numbers against. */

export interface Limits {
  /** Labelled new rows per class below which retraining has to be shown better before it is favoured. */
  readonly labelsPerClass: number;
  /** Fall of any class's recall, of the worst group's accuracy, and rise of the equalized odds difference that block a repair (0 … 1). */
  readonly recallDrop: number;
  readonly groupDrop: number;
  readonly oddsRise: number;
  /** Loss of accuracy on the old world, and share of answers that break, that are warned of (0 … 1). */
  readonly forgetting: number;
  readonly negativeFlips: number;
  /** By how much a model has to fall short of another on labels that both learned, before its architecture counts as too small (0 … 1). */
  readonly fitGap: number;
}

export interface Situation {
  /** A regulated domain: nothing is ever approved automatically. */
  readonly regulated: boolean;
  /** Inputs, classes or layers of the model have to change; `evidence`: where a run shows that the old ones cannot fit the new world. */
  readonly architectureChanged: boolean | 'evidence';
  /** The old world still comes, or may come back. */
  readonly oldWorldMatters: boolean;
  /** It must be possible to go back within hours. */
  readonly rollback: boolean;
  /** The base model treated groups unfairly before the drift. */
  readonly unfairBase: boolean;
  /** Fine-tunings since the last full retraining. */
  readonly patches: number;
  readonly limits: Limits;
}

/** Limits as proposed by the rules' sources; see `rules.ts`. */
export const defaultSituation: Situation = {
  ...{ regulated: false, architectureChanged: 'evidence', oldWorldMatters: false, rollback: false, unfairBase: false, patches: 0 },
  limits: { labelsPerClass: 50, recallDrop: 0.05, groupDrop: 0.02, oddsRise: 0.05, forgetting: 0.02, negativeFlips: 0.05, fitGap: 0.05 },
};

/** What is wrong with a situation, by field; empty when nothing is. */
export function checkSituation({
  architectureChanged,
  patches,
  limits,
}: Situation): { readonly field: string; readonly message: string }[] {
  const wrong: { field: string; message: string }[] = [];
  if (![true, false, 'evidence'].includes(architectureChanged))
    wrong.push({ field: 'architectureChanged', message: `expected true, false or evidence, got ${String(architectureChanged)}` });
  if (!(Number.isInteger(patches) && patches >= 0))
    wrong.push({ field: 'patches', message: `expected a whole number from 0 on, got ${patches}` });
  for (const [field, value] of Object.entries(limits)) {
    const most = field === 'labelsPerClass' ? 1_000_000 : 1;
    if (!(value >= 0 && value <= most))
      wrong.push({ field: `limits.${field}`, message: `expected a number from 0 to ${most}, got ${value}` });
  }
  return wrong;
}
