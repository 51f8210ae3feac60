/** What decisions between two classes cost, where the two errors do not cost the same. The second class is the one that is looked for. */
import type { BinaryScores } from '../../contracts/measures.ts';

/** As a spec has it. */
export interface ErrorCosts {
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly threshold?: number | undefined;
}

/**
 * From which probability on the second class is named. Unless one was chosen, that of least expected cost: naming it costs (1 − p)·falsePositive
 * and not naming it p·falseNegative, which are alike at falsePositive / (falsePositive + falseNegative) (Elkan 2001).
 */
export const thresholdOf = ({ falsePositive, falseNegative, threshold }: ErrorCosts): number =>
  threshold ?? falsePositive / (falsePositive + falseNegative);

/** @throws RangeError when there are no rows. */
export function binaryScores(named: ArrayLike<number>, labels: ArrayLike<number>, costs: ErrorCosts): BinaryScores {
  const rows = labels.length;
  if (rows === 0 || named.length !== rows) throw new RangeError(`${named.length} decisions do not match ${rows} labels`);
  let [alarms, misses] = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (named[row] === labels[row]) continue;
    // A diverged model names no class, and so finds nothing.
    if (labels[row] === 1) misses++;
    else alarms++;
  }
  return {
    threshold: thresholdOf(costs),
    falsePositives: alarms / rows,
    falseNegatives: misses / rows,
    cost: (alarms * costs.falsePositive + misses * costs.falseNegative) / rows,
  };
}
