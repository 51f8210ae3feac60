/** What a dropout layer drops: a hash of seed, step, layer and place, so that every executor drops the same. */

/** A bijective mix of 32 bits ("lowbias32", C. Wellons 2018, https://nullprogram.com/blog/2018/07/31/). */
function mix32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The key of one dropout layer in one step; `layer` counts the model's layers, `step` from 0. */
export const dropoutKey = (seed: number, step: number, layer: number): number =>
  mix32(mix32((seed ^ Math.imul(layer + 1, 0x9e3779b9)) >>> 0) + step);

/** A value is kept when its hash is at least this. */
export const dropoutThreshold = (rate: number): number => Math.floor(rate * 2 ** 32);

/** What place `index` (row in the batch · values per row + value) is multiplied with: 0 or 1 / (1 − rate). */
export const dropoutFactor = (key: number, index: number, rate: number): number =>
  mix32(key + index) >= dropoutThreshold(rate) ? 1 / (1 - rate) : 0;
