/** Two samples merged: what tests on ranks and on empirical distribution functions walk along. */

/** Values of both samples that are equal, in ascending order. */
export interface Tie {
  readonly value: number;
  /** How many of the first and of the second sample have this value. */
  readonly inFirst: number;
  readonly inSecond: number;
}

/** The distinct values of two sorted samples with their multiplicities, ascending. */
export function* ties(first: Float64Array, second: Float64Array): Generator<Tie> {
  let [i, j] = [0, 0];
  while (i < first.length || j < second.length) {
    const value = Math.min(first[i] ?? Infinity, second[j] ?? Infinity);
    const [startI, startJ] = [i, j];
    while (first[i] === value) i++;
    while (second[j] === value) j++;
    yield { value, inFirst: i - startI, inSecond: j - startJ };
  }
}
