/** Random shares. */
import type { Random } from '../../random/random.ts';
import { log, pow } from '../../maths/portable.ts';

/** A draw from Dirichlet(alpha): shares that sum to 1, from gamma variates (Devroye 1986, chapter XI, theorem 4.1). */
export function dirichlet(alpha: readonly number[], random: Random): number[] {
  const draws = alpha.map((shape) => gamma(shape, random));
  const sum = draws.reduce((a, b) => a + b, 0);
  return sum > 0 ? draws.map((draw) => draw / sum) : draws.map((_, i) => Number(i === 0));
}

/** A gamma variate of that shape (> 0) and scale 1: Marsaglia & Tsang (2000), doi:10.1145/358407.358414. */
export function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * pow(random.uniform(), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = pow(1 + c * x, 3);
    if (v <= 0) continue;
    const u = random.uniform();
    if (log(u) < x ** 2 / 2 + d - d * v + d * log(v)) return d * v;
  }
}
