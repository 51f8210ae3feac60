/** What the rules of the classic streams share. Concepts are numbered from 1, as in the papers. */

/** A row in raw units, one number per column. */
export type Row = ArrayLike<number>;

/**
 * The entry of that concept.
 * @throws RangeError when there is no such concept.
 */
export function ofConcept<T>(entries: readonly T[], concept: number): T {
  const entry = entries[concept - 1];
  if (entry === undefined) throw new RangeError(`concept is ${concept}, expected 1 … ${entries.length}`);
  return entry;
}

/** Rounded to a visible resolution of 1 / `steps`, so that the last bits of a logarithm or sine cannot change the data. */
export const rounded = (value: number, steps = 1000): number => Math.round(value * steps) / steps;
