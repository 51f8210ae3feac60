/** What a repair changed in the answers: fixes, breaks and churn against the model before it, on the same rows. */

export interface Flips {
  /** Share of rows that were right before and are wrong now (NFR; Yan et al. 2021, Positive-congruent training). */
  readonly negative: number;
  /** Share of rows that were wrong before and are right now. */
  readonly positive: number;
  /** Share of rows with another answer. */
  readonly churn: number;
  /** Share of rows right now among those right before (backward trust compatibility, Bansal et al. 2019); null when none was. */
  readonly compatibility: number | null;
}

/** Error falls by `positive − negative`. @throws RangeError on no rows or unequal lengths. */
export function flipsOf(before: ArrayLike<number>, after: ArrayLike<number>, labels: ArrayLike<number>): Flips {
  const rows = labels.length;
  if (rows === 0 || before.length !== rows || after.length !== rows)
    throw new RangeError(`${before.length} and ${after.length} answers do not match ${rows} labels`);
  let [negative, positive, churn, right] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const [was, is] = [before[row] === labels[row], after[row] === labels[row]];
    if (was) right++;
    if (was && !is) negative++;
    if (!was && is) positive++;
    if (before[row] !== after[row]) churn++;
  }
  return { negative: negative / rows, positive: positive / rows, churn: churn / rows, compatibility: right ? 1 - negative / right : null };
}
