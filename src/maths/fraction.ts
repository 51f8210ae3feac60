/** Finds what share of how many a number is. */

/**
 * The least denominator that gives the same bits back when the nearest whole number is divided by it, by continued fractions (Hardy & Wright,
 * An Introduction to the Theory of Numbers, ch. X); undefined where it has to be above `most`. @param value finite
 */
export function fractionOf(value: number, most: number): number | undefined {
  let [before, over, rest] = [0, 1, value - Math.floor(value)];
  while (over <= most) {
    if (Math.round(value * over) / over === value) return over;
    if (rest === 0) return undefined;
    const inverse = 1 / rest;
    [before, over] = [over, Math.floor(inverse) * over + before];
    rest = inverse - Math.floor(inverse);
  }
  return undefined;
}
