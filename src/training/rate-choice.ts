/**
 * A learning rate chosen on held-out rows, with a guard: the usual one stays unless another does better on them than chance explains.
 * Few labels choose badly; a rule that trusts them ruins a training now and then that the usual rate would have done well.
 */

/** A training at that rate: for each held-out row how well it came out, as `meritsOf` has it; undefined where the training diverged. */
export type Trial = (rate: number) => Promise<readonly number[] | undefined>;

export interface RateChoice {
  readonly rate: number;
  /** In the order in which they were tried; `right` held-out rows, of numbers minus the sum of their squared errors; null where the training diverged. */
  readonly tried: readonly { readonly rate: number; readonly right: number | null }[];
  readonly heldOut: number;
  /** The chosen rate is the lowest or the highest that was tried, after the grid was widened as far as it goes. */
  readonly edge: boolean;
}

/** Standard errors of a paired difference by which another rate has to be better than the usual one. */
const GUARD = 1;
/** Factor from an edge of the grid to the next rate beyond it, and how often one is added. */
const WIDEN = 3;
const MOST_WIDENINGS = 2;

/**
 * Tries `usual` × each of the factors (of which one is 1) and takes the one that does best, the nearest to the usual of
 * equals, if it beats the usual rate by more than a standard error of the paired difference (of rights and wrongs, McNemar 1947). Where that is at an edge of the grid, the
 * grid grows there. Where every training diverges, the usual rate stays.
 */
export async function chooseRate(usual: number, factors: readonly number[], trial: Trial): Promise<RateChoice> {
  const known = new Map<number, readonly number[] | undefined>();
  const tryAt = async (factor: number) => void known.set(factor, await trial(usual * factor));
  const ordinary = [...factors].sort((a, b) => distance(a) - distance(b));
  for (const factor of ordinary) await tryAt(factor);
  const right = (factor: number) => sumOf(known.get(factor));
  const best = () => [...known.keys()].reduce((top, factor) => (right(factor) > right(top) ? factor : top));
  const taken = () => (beats(known.get(best()), known.get(1)) ? best() : 1);
  const ends = () => [Math.min(...known.keys()), Math.max(...known.keys())] as const;
  const atEdge = (factor: number) => factor !== 1 && ends().includes(factor);
  for (let widened = 0; widened < MOST_WIDENINGS && atEdge(taken()); widened++) {
    const edge = taken();
    await tryAt(edge < 1 ? edge / WIDEN : edge * WIDEN);
  }
  const factor = taken();
  return {
    rate: usual * factor,
    tried: [...known].map(([each, rows]) => ({ rate: usual * each, right: rows ? sumOf(rows) : null })),
    heldOut: [...known.values()].find((rows) => rows)?.length ?? 0,
    edge: atEdge(factor),
  };
}

/** Not by logarithms: those of ⅓ and 3 differ in their last bit on some machines, and which is tried first would hang on it. */
const distance = (factor: number): number => Math.max(factor, 1 / factor);

/** Of a training that diverged, less than any. */
const sumOf = (merits: readonly number[] | undefined): number => merits?.reduce((sum, merit) => sum + merit, 0) ?? -Infinity;

/** Whether `a` does better than `b` by more than the guard; whatever did not diverge beats what did. */
function beats(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  if (!a || a === b) return false;
  if (!b) return true;
  let [gained, squares] = [0, 0];
  for (let row = 0; row < a.length; row++) {
    const difference = a[row]! - b[row]!;
    gained += difference;
    squares += difference * difference;
  }
  return gained > GUARD * Math.sqrt(squares);
}
