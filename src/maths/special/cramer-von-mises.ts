/** The distribution of Cramér and von Mises' statistic of two samples. */
import { logGamma } from './gamma.ts';
import { exp } from '../portable.ts';

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/**
 * P(T ≥ t) exactly, for samples of `n` and `m` values (at most about 20 each), over all equally likely orders of the pooled
 * values: Xiao, Gordon & Yakovlev 2007 (J. Stat. Softw. 17/8). T = nm/(n+m)² Σ(F−G)²; in units of 1/lcm² the sum is whole.
 */
export function cramerVonMisesExactTail(t: number, n: number, m: number): number {
  const common = (n * m) / gcd(n, m);
  const [a, b] = [common / n, common / m];
  const observed = Math.floor((t * ((n + m) * common) ** 2) / (n * m) + 1e-6);
  /** By j: how many paths to (i, j) have which sum. */
  let row: Map<number, number>[] = [];
  for (let i = 0; i <= n; i++) {
    const next: Map<number, number>[] = [];
    for (let j = 0; j <= m; j++) {
      const step = (a * i - b * j) ** 2;
      const counts = new Map<number, number>();
      if (i + j === 0) counts.set(0, 1);
      for (const before of [row[j], next[j - 1]]) {
        for (const [sum, count] of before ?? []) counts.set(sum + step, (counts.get(sum + step) ?? 0) + count);
      }
      next.push(counts);
    }
    row = next;
  }
  let [all, beyond] = [0, 0];
  for (const [sum, count] of row[m]!) {
    all += count;
    if (sum >= observed) beyond += count;
  }
  return beyond / all;
}

/**
 * P(T ≥ t) by the limit law of Anderson & Darling 1952, after T's mean and variance are matched to it
 * (Anderson 1962, Ann. Math. Stat. 33).
 */
export function cramerVonMisesTail(t: number, n: number, m: number): number {
  const total = n + m;
  const mean = (1 + 1 / total) / 6;
  const variance = ((total + 1) * (4 * n * m * total - 3 * (n * n + m * m) - 2 * n * m)) / (45 * total * total * 4 * n * m);
  const x = 1 / 6 + (t - mean) / Math.sqrt(45 * variance);
  return x < 0.003 ? 1 : Math.min(1, Math.max(0, 1 - limitCdf(x)));
}

/** Anderson & Darling 1952, equation 4.35. */
function limitCdf(x: number): number {
  let sum = 0;
  for (let k = 0; k < 60; k++) {
    const u = (4 * k + 1) ** 2 / (16 * x);
    const term = exp(logGamma(k + 0.5) - logGamma(k + 1) - 2 * u) * Math.sqrt(4 * k + 1) * scaledBesselK(0.25, u);
    sum += term;
    if (term < 1e-17) break;
  }
  return sum / (Math.PI ** 1.5 * Math.sqrt(x));
}

/** e^u K_ν(u) = ∫₀^∞ e^(−u(cosh t − 1)) cosh νt dt (DLMF 10.32.9); the trapezoidal rule converges geometrically here. */
function scaledBesselK(order: number, u: number): number {
  const step = 0.01;
  let sum = 0.5;
  for (let t = step; ; t += step) {
    const term = exp(-u * (Math.cosh(t) - 1)) * Math.cosh(order * t);
    sum += term;
    if (term < 1e-18) return sum * step;
  }
}
