/** Drawing a batch again so that its classes, or other strata, have given shares. */
import { apportion } from '../../data/apportion.ts';
import type { Random } from '../../random/random.ts';

/**
 * Row indices, as many as there are rows, in random order, with the strata in proportion to `weight`: without replacement
 * while the rows of a stratum last, and beyond that every row equally often, up to one. A stratum without rows leaves its
 * share to the others.
 * @param strata `[rows]`, index into `weight`.
 */
export function resample(strata: ArrayLike<number>, weight: readonly number[], random: Random): Int32Array {
  const rows = strata.length;
  const rowsOf = weight.map((): number[] => []);
  for (let row = 0; row < rows; row++) rowsOf[strata[row]!]!.push(row);
  const possible = weight.map((w, c) => (rowsOf[c]!.length === 0 ? 0 : w));
  const none = possible.every((w) => w === 0);
  const wanted = rows === 0 ? [] : apportion(rows, none ? rowsOf.map((all) => all.length) : possible);
  const drawn = wanted.flatMap((count, c) => {
    const all = rowsOf[c]!;
    const copies = all.length === 0 ? 0 : Math.floor(count / all.length);
    const rest = random.sample(all.length, count - copies * all.length);
    return [...new Array<number[]>(copies).fill(all).flat(), ...Array.from(rest, (i) => all[i]!)];
  });
  return random.permutation(rows).map((i) => drawn[i]!);
}
