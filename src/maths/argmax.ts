/** The class that scores name. One rule for everybody: a diverged model names none. */

/** The class of a row whose scores are not numbers: none at all, so it counts as wrong. */
const NO_CLASS = -1;

/**
 * Class with the highest score in each of `rows` rows; the lowest index wins a tie. Scores are probabilities or logits,
 * `[rows, classes]`. A row that holds NaN (a diverged model) gets −1.
 *
 * Throws RangeError when the scores do not divide into that many rows.
 */
export function argmax(scores: ArrayLike<number>, rows: number): Int32Array {
  const classes = rows === 0 ? 0 : scores.length / rows;
  if (!Number.isInteger(classes)) throw new RangeError(`${scores.length} scores do not divide into ${rows} rows`);
  return Int32Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let c = 0; c < classes; c++) {
      const score = scores[row * classes + c]!;
      if (Number.isNaN(score)) return NO_CLASS;
      if (score > scores[row * classes + best]!) best = c;
    }
    return best;
  });
}

/**
 * The class that probabilities `[rows, classes]` name: of two classes the second where its probability is at least the threshold; without one, the
 * likeliest. A row that holds NaN gets −1.
 */
export function decisions(probabilities: ArrayLike<number>, rows: number, threshold: number | undefined): Int32Array {
  const likeliest = argmax(probabilities, rows);
  if (threshold === undefined || probabilities.length !== 2 * rows) return likeliest;
  return likeliest.map((label, row) => (label === NO_CLASS ? NO_CLASS : Number(probabilities[2 * row + 1]! >= threshold)));
}
