import type { Flips } from '../../contracts/measures.ts';
/** Error falls by `positive − negative`. @throws RangeError on no rows or unequal lengths. */
export function flipsOf(before: ArrayLike<number>, after: ArrayLike<number>, labels: ArrayLike<number>): Flips {
  const rows = labels.length;
  if (rows === 0 || before.length !== rows || after.length !== rows)
    throw new RangeError(`${before.length} and ${after.length} predictions do not match ${rows} labels`);
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
