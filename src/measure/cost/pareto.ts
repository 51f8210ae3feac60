/** Which alternatives are not beaten by another in every respect, with intervals taken seriously. */

export interface Objective {
  readonly lo: number;
  readonly hi: number;
  readonly better: 'higher' | 'lower';
}

/**
 * Whether a dominates b: in every respect a is shown better (the intervals do not touch) or exactly equal, and shown better in
 * one at least. Intervals that overlap are a tie, and a tie is no dominance. Objectives come in the same order for both.
 */
export function dominates(a: readonly Objective[], b: readonly Objective[]): boolean {
  const shown = a.map((one, i) => {
    const other = b[i]!;
    if (one.lo === one.hi && other.lo === other.hi && one.lo === other.lo) return 'equal';
    const clear = one.better === 'higher' ? one.lo > other.hi : one.hi < other.lo;
    return clear ? 'better' : 'tied';
  });
  return shown.includes('better') && !shown.includes('tied');
}

/** Indices of the alternatives that no other dominates. */
export function paretoFront(alternatives: readonly (readonly Objective[])[]): number[] {
  return alternatives.flatMap((one, i) => (alternatives.some((other, j) => j !== i && dominates(other, one)) ? [] : [i]));
}
