/** How a model treats groups of rows. Groups of fewer than 30 rows are named, but no rate is told of them. */
import type { GroupRates, Fairness } from '../../contracts/measures.ts';
/** Rates of smaller groups say more about chance than about the model. */
export const LEAST_ROWS = 30;

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
