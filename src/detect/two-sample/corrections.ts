/** Corrections for testing many columns at once: adjusted p values, to be compared with the level as they are. */

export type Correction = 'none' | 'bonferroni' | 'holm' | 'benjamini-hochberg';

/** Their titles, in the order in which they are offered. */
export const corrections: Readonly<Record<Correction, string>> = {
  none: 'none: each column on its own',
  bonferroni: 'Bonferroni: p × number of columns',
  holm: 'Holm: as safe as Bonferroni, never weaker',
  'benjamini-hochberg': 'Benjamini–Hochberg: a share of false alarms is accepted',
};

/**
 * The adjusted p values, in the order given. Bonferroni and Holm (1979) bound the probability of any false alarm, Benjamini &
 * Hochberg (1995) the expected share of false alarms among the alarms.
 * @throws RangeError when a p value is not in 0 … 1.
 */
export function adjust(pValues: readonly number[], correction: Correction): number[] {
  const wrong = pValues.findIndex((p) => !(p >= 0 && p <= 1));
  if (wrong >= 0) throw new RangeError(`p value ${wrong} is ${pValues[wrong]}; expected 0 … 1`);
  const count = pValues.length;
  if (correction === 'none') return [...pValues];
  if (correction === 'bonferroni') return pValues.map((p) => Math.min(1, p * count));
  const ascending = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(count);
  if (correction === 'holm') {
    let largest = 0;
    ascending.forEach((i, rank) => (adjusted[i] = largest = Math.max(largest, Math.min(1, pValues[i]! * (count - rank)))));
  } else {
    let smallest = 1;
    for (let rank = count - 1; rank >= 0; rank--) {
      const i = ascending[rank]!;
      adjusted[i] = smallest = Math.min(smallest, (pValues[i]! * count) / (rank + 1));
    }
  }
  return adjusted;
}
