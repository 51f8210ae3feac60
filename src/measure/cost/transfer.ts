/**
 * Transfer over a sequence of regimes (Lopez-Paz & Ranzato 2017; Chaudhry et al. 2018). `accuracy[i][j]` is that of the model after
 * regime i on held-out rows of regime j; as many models as regimes.
 */

export interface Transfer {
  /** Mean accuracy of the last model over all regimes. */
  readonly accuracy: number;
  /** Mean change on earlier regimes since they were learned; below 0 means forgetting. Null with one regime. */
  readonly backward: number | null;
  /** Mean advantage on a regime before learning it over a model that knows nothing (`chance`). Null with one regime. */
  readonly forward: number | null;
  /** Mean loss against the best earlier model, 0 … 1; null with one regime. */
  readonly forgetting: number | null;
}

/** @throws RangeError when the matrix is not square or empty. */
export function transferOf(accuracy: readonly (readonly number[])[], chance: number): Transfer {
  const regimes = accuracy.length;
  if (regimes === 0 || accuracy.some((line) => line.length !== regimes))
    throw new RangeError('expected one model for each regime, and each on every regime');
  const last = accuracy[regimes - 1]!;
  const over = (from: number, to: number, value: (j: number) => number): number | null => {
    let sum = 0;
    for (let j = from; j < to; j++) sum += value(j);
    return to > from ? sum / (to - from) : null;
  };
  return {
    accuracy: over(0, regimes, (j) => last[j]!)!,
    backward: over(0, regimes - 1, (j) => last[j]! - accuracy[j]![j]!),
    forward: over(1, regimes, (j) => accuracy[j - 1]![j]! - chance),
    forgetting: over(0, regimes - 1, (j) => Math.max(...accuracy.slice(0, -1).map((line) => line[j]!)) - last[j]!),
  };
}

/** Share of the accuracy lost to drift that a repair won back against the best one: (after − drifted)/(best − drifted). Null when nothing was to be won. */
export function recoveryOf(drifted: number, after: number, best: number): number | null {
  return best > drifted ? (after - drifted) / (best - drifted) : null;
}
