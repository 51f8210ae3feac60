/** Clouds: a random field by the diamond–square algorithm (Fournier, Fussell & Carpenter 1982) on a torus. */
import type { Random } from '../../random/random.ts';

/**
 * A `[side, side]` field scaled to 0 … 1; `side` is a power of two, at least 2. Every halving of the grid divides the
 * random part by `decay²`, as the fog of ImageNet-C does; the draws do not depend on `decay`.
 */
export function plasma(side: number, decay: number, random: Random): Float64Array {
  const field = new Float64Array(side * side);
  let amplitude = 1;
  // The side is a power of two, so its bits wrap an index round the torus.
  const last = side - 1;
  const value = (v: number, u: number): number => field[(v & last) * side + (u & last)]!;
  const displaced = (sum: number): number => sum / 4 + amplitude * random.between(-1, 1);

  for (let step = side; step >= 2; step /= 2) {
    const half = step / 2;
    for (let v = half; v < side; v += step) {
      for (let u = half; u < side; u += step) {
        field[v * side + u] = displaced(
          value(v - half, u - half) + value(v - half, u + half) + value(v + half, u - half) + value(v + half, u + half),
        );
      }
    }
    for (let v = 0; v < side; v += half) {
      for (let u = (v + half) % step; u < side; u += step) {
        field[v * side + u] = displaced(value(v - half, u) + value(v + half, u) + value(v, u - half) + value(v, u + half));
      }
    }
    amplitude /= decay ** 2;
  }
  let [low, high] = [Infinity, -Infinity];
  for (const height of field) {
    low = Math.min(low, height);
    high = Math.max(high, height);
  }
  const range = high - low || 1;
  for (let i = 0; i < field.length; i++) field[i] = (field[i]! - low) / range;
  return field;
}
