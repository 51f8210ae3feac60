/**
 * Kolmogorov and Smirnov's test: D, the largest distance between the two empirical distribution functions.
 *
 * Both functions are right-continuous, so ties count fully on their value. The p value is two-sided. With ties it is an upper
 * bound: of two values, 5 % are reached in fewer than 1 % of pairs without a difference, and Cramér–von Mises or chi-square see more.
 * `exact` counts paths; `asymptotic` is the finite-sample distribution of one sample of nm/(n+m) values, as in SciPy. The two
 * can lie on either side of 0.05 for small samples; `auto` is exact up to nm = 1,000,000.
 */
import { kolmogorovTail } from '../../maths/special/kolmogorov.ts';
import { smirnovTail } from '../../maths/special/smirnov.ts';
import { choice } from '../streaming/define.ts';
import type { Batch, TestResult } from '../types.ts';
import { choiceOf, defineTest, noPlace, sorted } from './define.ts';

const AUTO_EXACT = 1_000_000;
/** Beyond this the exact count takes longer than anyone waits. */
const MOST_EXACT = 100_000_000;

/** D of two ascending samples, and where it lies: `steps` of 1/(nm), positive where the reference has run ahead, and the value there. */
export function largestGap(
  reference: Float64Array,
  current: Float64Array,
): { readonly steps: number; readonly at: number; readonly statistic: number } {
  const [n, m] = [reference.length, current.length];
  let [i, j, steps, at] = [0, 0, 0, NaN];
  while (i < n || j < m) {
    const value = Math.min(reference[i] ?? Infinity, current[j] ?? Infinity);
    const before = i + j;
    while (reference[i] === value) i++;
    while (current[j] === value) j++;
    if (i + j === before) throw noPlace();
    // In whole steps of 1/(nm), so that equal distances compare equal.
    const distance = i * m - j * n;
    if (Math.abs(distance) > Math.abs(steps) || Number.isNaN(at)) [steps, at] = [distance, value];
  }
  return { steps, at, statistic: Math.abs(steps) / (n * m) };
}

/** p of a distance between n and m values: that of one sample of nm/(n+m). Falls as the distance grows. */
export const asymptoticP = (statistic: number, n: number, m: number): number =>
  kolmogorovTail(statistic, Math.max(1, Math.round((n * m) / (n + m))));

/** The test itself; `method` is exact, asymptotic or auto. */
export function kolmogorovSmirnov(reference: Batch, current: Batch, method: string): TestResult & { readonly pValue: number } {
  const [n, m] = [reference.rows, current.rows];
  if (method === 'exact' && n * m > MOST_EXACT) {
    throw new RangeError(
      `ks: the exact p value of ${n} and ${m} rows needs ${n * m} steps, at most ${MOST_EXACT} are taken; choose the asymptotic one`,
    );
  }
  const { steps, at, statistic } = largestGap(sorted(reference), sorted(current));
  const exact = method === 'exact' || (method === 'auto' && n * m <= AUTO_EXACT);
  const pValue = exact ? smirnovTail(Math.abs(steps), n, m) : asymptoticP(statistic, n, m);
  // Where the reference has run ahead, the current values are larger.
  return { statistic, pValue, details: { at, sign: Math.sign(steps), exact: Number(exact) } };
}

/** How the p value of KS is found; BBSD asks the same. */
export const ksMethod = choice('method', 'p value', 'Exact counting, or an approximation for large samples.', {
  auto: 'exact for small samples',
  exact: 'exact',
  asymptotic: 'asymptotic',
});

/** Kolmogorov–Smirnov, a test of two samples of one column. */
export const ks = defineTest({
  id: 'ks',
  title: 'Kolmogorov–Smirnov',
  help: 'The largest gap between the two cumulative distributions, and how likely it is by chance.',
  source:
    'Smirnov 1939; exact p by Hodges 1958; asymptotic p as in SciPy (kstwo with n = nm/(n+m)); with ties p is an upper bound, far from sharp for few distinct values',
  input: 'numeric',
  parameters: [ksMethod],
  run: (reference, current, params) => kolmogorovSmirnov(reference, current, choiceOf(params, 'method')),
});
