/** Kolmogorov's distribution of the largest distance between an empirical distribution function of n values and the true one. */
import { logGamma } from './gamma.ts';
import * as portable from '../portable.ts';

/** Up to here the distribution is computed exactly; above, its expansion is good to 5e−7. */
const EXACT_UP_TO = 400;

/** P(D_n ≥ d) for n values, 0 ≤ d ≤ 1. SciPy calls it `kstwo.sf`. */
export function kolmogorovTail(d: number, n: number): number {
  if (d <= 1 / (2 * n)) return 1;
  if (d >= 1) return 0;
  // Both sides at once are e^(−6nd²) times less likely than one: 4e−11 here (Miller 1956).
  if (n * d * d >= 4 || d >= 0.5) return Math.min(1, 2 * oneSidedTail(d, n));
  return Math.min(1, Math.max(0, 1 - (n <= EXACT_UP_TO ? exactCdf(d, n) : expansion(Math.sqrt(n) * d, n))));
}

/** P(D⁺_n ≥ d), the formula of Birnbaum & Tingey 1951 in logarithms. */
function oneSidedTail(d: number, n: number): number {
  let sum = 0;
  const logN = logGamma(n + 1);
  for (let j = 0, rest = 1 - d; rest > 0; rest = 1 - d - ++j / n) {
    const logChoose = logN - logGamma(j + 1) - logGamma(n - j + 1);
    sum += portable.exp(logChoose + (n - j) * portable.log(rest) + (j - 1) * portable.log(d + j / n));
  }
  return d * sum;
}

/** P(D_n < d) as an entry of the n-th power of a matrix: Marsaglia, Tsang & Wang 2003 (J. Stat. Softw. 8/18), after Durbin 1973. */
function exactCdf(d: number, n: number): number {
  const k = Math.floor(n * d) + 1;
  const size = 2 * k - 1;
  const h = k - n * d;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size && j <= i + 1; j++) matrix[i * size + j] = 1;
  for (let i = 0; i < size; i++) {
    matrix[i * size]! -= h ** (i + 1);
    matrix[(size - 1) * size + i]! -= h ** (size - i);
  }
  if (2 * h > 1) matrix[(size - 1) * size]! += (2 * h - 1) ** size;
  for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) matrix[i * size + j]! /= portable.exp(logGamma(i - j + 2));
  const { values, log } = power({ values: matrix, log: 0 }, n, size);
  const centre = values[(k - 1) * size + k - 1]!;
  return centre <= 0 ? 0 : portable.exp(portable.log(centre) + log + logGamma(n + 1) - n * portable.log(n));
}

/** A matrix times e^log, so that high powers stay in range. */
interface Scaled {
  readonly values: Float64Array;
  readonly log: number;
}

function power(base: Scaled, exponent: number, size: number): Scaled {
  if (exponent === 1) return base;
  const half = power(base, exponent >> 1, size);
  const square = times(half, half, size);
  return exponent % 2 ? times(square, base, size) : square;
}

function times(a: Scaled, b: Scaled, size: number): Scaled {
  const product = new Float64Array(size * size);
  let largest = 0;
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const factor = a.values[i * size + k]!;
      for (let j = 0; j < size; j++) product[i * size + j]! += factor * b.values[k * size + j]!;
    }
    for (let j = 0; j < size; j++) largest = Math.max(largest, product[i * size + j]!);
  }
  return { values: product.map((value) => value / largest), log: a.log + b.log + portable.log(largest) };
}

/** P(D_n < z/√n) to the order n^(−3/2): Pelz & Good 1976, as printed by Simard & L'Ecuyer 2011 (J. Stat. Softw. 39/11). */
function expansion(z: number, n: number): number {
  const [z2, z4] = [z ** 2, z ** 4];
  const [z6, z8] = [z ** 6, z ** 8];
  let [k0, k1, k2, k3, k2b, k3b] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < 20; k++) {
    // Terms come in pairs ±, hence the factor 2.
    const q = (Math.PI * (k + 0.5)) ** 2;
    const weight = 2 * portable.exp(-q / (2 * z2));
    k0 += weight;
    k1 += weight * (q - z2);
    k2 += weight * (6 * z6 + 2 * z4 + q * (2 * z4 - 5 * z2) + q * q * (1 - 2 * z2));
    k3 += weight * (q ** 3 * (5 - 30 * z2) + q * q * (212 * z4 - 60 * z2) + q * (135 * z4 - 96 * z6) - 30 * z6 - 90 * z8);
    const r = (Math.PI * k) ** 2;
    const whole = 2 * portable.exp(-r / (2 * z2));
    k2b += whole * r;
    k3b += whole * (3 * r * z2 - r * r);
  }
  const half = Math.sqrt(Math.PI / 2);
  const first = k0 / z + k1 / (6 * z4) / Math.sqrt(n);
  const second = (k2 / (72 * z ** 7) - k2b / (36 * z ** 3)) / n;
  const third = (k3 / (6480 * z ** 10) + k3b / (216 * z6)) / n ** 1.5;
  return half * (first + second + third);
}
