/** Quantiles of numbers in order. */

/** The quantile (0 … 1) of sorted values, linear between two of them (type 7 of Hyndman & Fan 1996); NaN of none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? NaN;
  const high = sorted[below + 1] ?? low;
  return low + (place - below) * (high - low);
}
