/**
 * The least-squares density difference: p − q itself is fitted by Gaussians on some rows, and its square integrated.
 *
 * h = mean k(x, c) − mean k(y, c) over centres c; the statistic hᵀ(2H_λ⁻¹ − H_λ⁻¹HH_λ⁻¹)h with H_ij = exp(−‖cᵢ − cⱼ‖²/4σ²) and
 * H_λ = H + λ. It is the estimate of ∫(p − q)² times (πσ²)^(d/2), which keeps it in range where densities of many columns do not
 * stay there; `integral` is the estimate itself. λ is the largest of 4⁰ … 4⁻⁹ that changes the fit by less than 20 %,
 * averaged over the permutations, so that it does not know which rows are whose.
 */
import { dot } from '../../maths/dot.ts';
import { inverse, multiply } from '../../maths/special/linear.ts';
import { numberOf, real, whole } from '../streaming/define.ts';
import type { Batch } from '../types.ts';
import { choiceOf, defineTest } from './define.ts';
import { medianSigma } from './kernels.ts';
import { BOUND_SOURCE, pairedBound, tail, withBound } from './paired-bound.ts';
import { maxRows, permutations, thin } from './permutation.ts';
import { exp, log } from '../../maths/portable.ts';

const ROUNDING = 1e-9;
const LARGEST_CHANGE = 0.2;
const LAMBDAS = Array.from({ length: 10 }, (_, i) => 4 ** -i);

/** Least-squares density difference, a test of two samples of rows. */
export const lsdd = defineTest(
  {
    id: 'lsdd',
    title: 'Least-squares density difference',
    help: 'Estimates the difference of the two densities directly and measures its size.',
    source: `Sugiyama et al. 2013, Density-difference estimation; choice of λ by Bu, Alippi & Zhao 2017; p by permutation, ${BOUND_SOURCE}`,
    input: 'multivariate',
    parameters: [
      real('sigma', {
        title: 'Kernel width σ',
        help: 'In the unit of the columns; 0 = from the median distance.',
        min: 0,
        max: 1e9,
        default: 0,
      }),
      whole('centres', { title: 'Centres', help: 'Rows on which the difference is built.', min: 2, max: 500, default: 100 }),
      permutations(100),
      tail,
      maxRows,
    ],
    run(reference, current, params, random) {
      const most = numberOf(params, 'maxRows');
      const [first, second] = [thin(reference, most, random), thin(current, most, random)];
      const sigma = numberOf(params, 'sigma') || medianSigma('lsdd', first, second, random);
      const pooled = { x: joined(first, second), rows: first.rows + second.rows, width: first.width };
      const centres = thin(pooled, numberOf(params, 'centres'), random);
      const features = gaussians(pooled, centres, 2 * sigma * sigma);
      const overlaps = gaussians(centres, centres, 4 * sigma * sigma);
      const count = numberOf(params, 'permutations');
      const differences = Array.from({ length: count + 1 }, (_, b) => {
        const order = b === 0 ? undefined : random.permutation(pooled.rows);
        return difference(features, centres.rows, first.rows, second.rows, order);
      });
      const { lambda, form } = regularised(overlaps, centres.rows, differences);
      const [statistic, ...others] = differences.map((h) => dot(h, multiply(form, h))) as [number, ...number[]];
      // Sums of the same features in another order differ in the last digits.
      const tolerance = ROUNDING * Math.max(statistic, ...others);
      const asLarge = others.filter((other) => other >= statistic - tolerance).length;
      const integral = statistic * exp((-first.width / 2) * log(Math.PI * sigma * sigma));
      const pValue = (1 + asLarge) / (1 + count);
      const bounded = () => formBound(features, centres.rows, first.rows, second.rows, form);
      const p = choiceOf(params, 'tail') === 'bound' ? withBound(pValue, count, bounded) : pValue;
      return { statistic, pValue: p, details: { integral, sigma, lambda, permutations: count } };
    },
  },
  2,
);

function joined(first: Batch, second: Batch): Float64Array {
  const x = new Float64Array(first.x.length + second.x.length);
  x.set(first.x);
  x.set(second.x, first.x.length);
  return x;
}

/** exp(−‖row − centre‖²/scale), `[rows, centres]`. */
function gaussians(rows: Batch, centres: Batch, scale: number): Float64Array {
  const { width } = rows;
  const out = new Float64Array(rows.rows * centres.rows);
  for (let i = 0, at = 0; i < rows.rows; i++) {
    for (let j = 0; j < centres.rows; j++, at++) {
      let square = 0;
      for (let c = 0; c < width; c++) square += (rows.x[i * width + c]! - centres.x[j * width + c]!) ** 2;
      out[at] = exp(-square / scale);
    }
  }
  return out;
}

/** The bound of p for the quadratic form of differences of features, rows paired at equal distances. */
function formBound(features: Float64Array, centres: number, n: number, m: number, form: Float64Array): number {
  const pairs = Math.min(n, m);
  const row = (i: number) => features.subarray(i * centres, (i + 1) * centres);
  const sum = new Float64Array(centres);
  let spread = 0;
  for (let i = 0; i < pairs; i++) {
    const [old, now] = [row(Math.floor((i * n) / pairs)), row(n + Math.floor((i * m) / pairs))];
    const v = old.map((value, c) => value - now[c]!);
    v.forEach((value, c) => (sum[c]! += value));
    spread += dot(v, multiply(form, v));
  }
  return pairedBound(dot(sum, multiply(form, sum)), spread);
}

/** Mean features of the first n rows of an order minus those of the m others. */
function difference(features: Float64Array, centres: number, n: number, m: number, order: Int32Array | undefined): Float64Array {
  const h = new Float64Array(centres);
  for (let i = 0; i < n + m; i++) {
    const at = (order ? order[i]! : i) * centres;
    const weight = i < n ? 1 / n : -1 / m;
    for (let c = 0; c < centres; c++) h[c]! += weight * features[at + c]!;
  }
  return h;
}

/** The quadratic form 2H_λ⁻¹ − H_λ⁻¹HH_λ⁻¹ of the λ chosen. */
function regularised(overlaps: Float64Array, size: number, differences: readonly Float64Array[]): { lambda: number; form: Float64Array } {
  let best: { lambda: number; form: Float64Array } | undefined;
  for (const lambda of LAMBDAS) {
    const ridge = inverse(
      overlaps.map((value, i) => (i % (size + 1) === 0 ? value + lambda : value)),
      size,
    );
    if (!ridge) {
      // Less of λ makes it no better, and the largest is above all that is lost in rounding.
      if (!best) throw new RangeError(`lsdd: the overlaps of its centres cannot be inverted; set sigma yourself, or count in another unit`);
      break;
    }
    const change = differences.reduce((sum, h) => {
      const fit = multiply(ridge, h);
      return sum + 1 - dot(fit, multiply(overlaps, fit)) / dot(fit, h);
    }, 0);
    best = { lambda, form: quadraticForm(ridge, overlaps, size) };
    if (change / differences.length < LARGEST_CHANGE) break;
  }
  return best!;
}

function quadraticForm(ridge: Float64Array, overlaps: Float64Array, size: number): Float64Array {
  const form = new Float64Array(size * size);
  // The matrices are symmetric, so rows serve as columns.
  for (let i = 0; i < size; i++) {
    const row = ridge.subarray(i * size, (i + 1) * size);
    const product = multiply(ridge, multiply(overlaps, row));
    for (let j = 0; j < size; j++) form[i * size + j] = 2 * row[j]! - product[j]!;
  }
  return form;
}
