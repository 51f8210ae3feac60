/** Accuracy and recall from class probabilities `[rows, classes]`, row-major, and labels as class indices. */
import { decisions } from '../../maths/argmax.ts';
import { binaryScores, thresholdOf, type ErrorCosts } from './binary.ts';
import { fairnessOf } from './fairness.ts';
import { flipsOf } from './flips.ts';
import { numberScores } from './numbers.ts';
import { scoresOf } from './scores.ts';
import type { Measures } from '../../contracts/measures.ts';

/**
 * Share of rows whose predicted class is the label, 0 … 1; each row by its weight (> 0), where there are weights. Throws RangeError on
 * no rows or unequal lengths.
 */
export function accuracyOf(predicted: ArrayLike<number>, labels: ArrayLike<number>, weights?: ArrayLike<number>): number {
  requireSameRows(predicted, labels);
  let [correct, all] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    const weight = weights?.[row] ?? 1;
    all += weight;
    if (predicted[row] === labels[row]) correct += weight;
  }
  return correct / all;
}

/** Share of each class's rows that were recognised, 0 … 1, by their weights where there are any; null for a class without rows. */
export function recallOf(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  weights?: ArrayLike<number>,
): (number | null)[] {
  requireSameRows(predicted, labels);
  const rows = new Float64Array(classes);
  const correct = new Float64Array(classes);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    const weight = weights?.[row] ?? 1;
    rows[label]! += weight;
    if (predicted[row] === label) correct[label]! += weight;
  }
  return Array.from(rows, (count, c) => (count === 0 ? null : correct[c]! / count));
}

/** What a model says of held-out rows (probabilities `[rows, classes]`, or numbers too), and what is true of them. */
export interface Judged {
  readonly probabilities: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
  /** Told and true numbers `[rows]`, and the model's errors on held-out old rows, ascending; where a number is told. */
  readonly numbers?: { readonly told: ArrayLike<number>; readonly truth: ArrayLike<number>; readonly errors: ArrayLike<number> };
}

const numbersOf = ({ numbers }: Judged) => numbers && numberScores(numbers.told, numbers.truth, numbers.errors);

/** The group of each row, below `count`. */
interface Grouped {
  readonly of: ArrayLike<number>;
  readonly count: number;
}

const fairness = (
  predicted: Int32Array,
  { labels, groups }: Judged & { readonly groups?: Grouped },
  classes: number,
): Measures['fairnessNew'] => (groups ? fairnessOf(predicted, labels, groups.of, groups.count, classes) : null);

/**
 * Everything measured of one model on held-out rows of the new and of the old regime. `before` is what the base model names on the
 * new rows; `groups` gives the group of each. With `costs` of the two errors, which class is named follows their threshold.
 */
export function measures(
  onNew: Judged & { readonly before: ArrayLike<number>; readonly groups?: Grouped },
  onOld: Judged & { readonly groups?: Grouped },
  classes: number,
  costs?: ErrorCosts,
): Measures {
  const threshold = costs && thresholdOf(costs);
  const predictedNew = decisions(onNew.probabilities, onNew.labels.length, threshold);
  const predictedOld = decisions(onOld.probabilities, onOld.labels.length, threshold);
  const [numbersNew, numbersOld] = [numbersOf(onNew), numbersOf(onOld)];
  return {
    ...(numbersNew && { numbersNew }),
    ...(numbersOld && { numbersOld }),
    ...(costs && {
      binaryNew: binaryScores(predictedNew, onNew.labels, costs),
      binaryOld: binaryScores(predictedOld, onOld.labels, costs),
    }),
    accuracyNew: numbersNew?.r2 ?? accuracyOf(predictedNew, onNew.labels),
    accuracyOld: numbersOld?.r2 ?? accuracyOf(predictedOld, onOld.labels),
    recallNew: recallOf(predictedNew, onNew.labels, classes),
    recallOld: recallOf(predictedOld, onOld.labels, classes),
    scoresNew: scoresOf(onNew.probabilities, onNew.labels, classes, predictedNew),
    flipsNew: flipsOf(onNew.before, predictedNew, onNew.labels),
    fairnessNew: fairness(predictedNew, onNew, classes),
    fairnessOld: fairness(predictedOld, onOld, classes),
  };
}

function requireSameRows(predicted: ArrayLike<number>, labels: ArrayLike<number>): void {
  if (predicted.length !== labels.length) {
    throw new RangeError(`${predicted.length} predictions do not match ${labels.length} labels`);
  }
  if (labels.length === 0) throw new RangeError('there are no rows to score');
}
