/** One value of a sorted list without sorting all of it. */

/**
 * The value that would stand at index `n` (0 … length − 1) if `values` were sorted; puts them into another order.
 * Hoare's selection (C. A. R. Hoare, Algorithm 65: Find, CACM 1961, doi:10.1145/366622.366647).
 */
export function nthSmallest(values: Float32Array, n: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[n]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const kept = values[i]!;
      values[i++] = values[j]!;
      values[j--] = kept;
    }
    // Below n all are at most the pivot, above it at least: the place sought is in one part, or between the two.
    if (j < n) low = i;
    if (n < i) high = j;
  }
  return values[n]!;
}
