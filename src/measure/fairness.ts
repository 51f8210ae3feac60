/** How a model treats groups of rows. Groups of fewer than 30 rows are named, but no rate is told of them. */

/** Rates of smaller groups say more about chance than about the model. */
export const LEAST_ROWS = 30;

export interface GroupRates {
  /** Index of the group. */
  readonly group: number;
  readonly rows: number;
  /** Null in groups of fewer than 30 rows. */
  readonly accuracy: number | null;
}

export interface Fairness {
  readonly groups: readonly GroupRates[];
  /** Lowest accuracy over groups of 30 rows or more (Sagawa et al. 2020); null when there is none. */
  readonly worst: GroupRates | null;
  /**
   * Demographic parity difference: how far the shares of rows that are given a class lie apart between groups, for the class where
   * they lie apart most; of two classes, the second (fairlearn's definition, one class against the rest). Null with fewer than two
   * groups of 30 rows.
   */
  readonly demographicParity: number | null;
  /** Equalized odds difference: the larger of the differences of true and of false positive rates, for the worst class. */
  readonly equalizedOdds: number | null;
}

/** `groups` gives each row's group, below `names`. @throws RangeError on unequal lengths. */
export function fairnessOf(
  named: ArrayLike<number>,
  labels: ArrayLike<number>,
  groups: ArrayLike<number>,
  names: number,
  classes: number,
): Fairness {
  const rows = labels.length;
  if (named.length !== rows || groups.length !== rows)
    throw new RangeError(`${named.length} answers and ${groups.length} groups do not match ${rows} labels`);
  const members: number[][] = Array.from({ length: names }, () => []);
  for (let row = 0; row < rows; row++) members[groups[row]!]!.push(row);
  const share = (list: readonly number[], holds: (row: number) => boolean): number => list.filter(holds).length / list.length;
  const rates = members.map((list, group): GroupRates => ({
    group,
    rows: list.length,
    accuracy: list.length < LEAST_ROWS ? null : share(list, (row) => named[row] === labels[row]),
  }));
  const large = members.filter((list) => list.length >= LEAST_ROWS);
  const told = rates.filter((rate): rate is GroupRates & { accuracy: number } => rate.accuracy !== null);
  // Of two classes one says it all: the other's shares are its complements.
  const judged = classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
  const apart = (rate: (list: readonly number[], c: number) => number | undefined): number | null => {
    const spans = judged.flatMap((c) => {
      const values = large.map((list) => rate(list, c)).filter((value) => value !== undefined);
      return values.length < 2 ? [] : [Math.max(...values) - Math.min(...values)];
    });
    return spans.length ? Math.max(...spans) : null;
  };
  /** The share named c among the group's rows that are, or are not, of class c; too few of them tell nothing. */
  const rateAmong = (ofClass: boolean) => (list: readonly number[], c: number) => {
    const among = list.filter((row) => (labels[row] === c) === ofClass);
    return among.length < LEAST_ROWS / 3 ? undefined : share(among, (row) => named[row] === c);
  };
  const odds = [apart(rateAmong(true)), apart(rateAmong(false))].filter((value) => value !== null);
  return {
    groups: rates,
    worst: told.length ? told.reduce((worst, rate) => (rate.accuracy < worst.accuracy ? rate : worst)) : null,
    demographicParity: apart((list, c) => share(list, (row) => named[row] === c)),
    equalizedOdds: odds.length ? Math.max(...odds) : null,
  };
}
