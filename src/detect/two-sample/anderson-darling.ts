/**
 * Anderson and Darling's k-sample test, here for two samples: like Cramér–von Mises, but with more weight on the tails.
 *
 * The statistic is standardised as without ties, with mid-ranks for ties. Its p value is interpolated in the table of Scholz &
 * Stephens, whose levels reach from 0.25 to 0.001: a p value at one of these ends means "at least" or "at most". The table is for
 * values without ties. Of few values the statistic varies more (of two, as chi-square with one degree of freedom, which exceeds the
 * table's 5 % value in 11 % of cases), so that p is by permutation then.
 */
import { numberOf } from '../streaming/define.ts';
import { coarse, DEALS, dealtTail } from './dealing.ts';
import { defineTest } from './define.ts';
import { permutations } from './permutation.ts';
import { countValues, FEW_TIES } from './pooled.ts';
import { exp, log } from '../../maths/portable.ts';

/** Levels and the critical values b₀ + b₁ + b₂ of two samples (Scholz & Stephens 1987, table 2). */
const LEVELS = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001] as const;
const B0 = [0.675, 1.281, 1.645, 1.96, 2.326, 2.573, 3.085] as const;
const B1 = [-0.245, 0.25, 0.678, 1.149, 1.822, 2.364, 3.615] as const;
const B2 = [-0.105, -0.305, -0.362, -0.391, -0.396, -0.345, -0.154] as const;
const CRITICAL = B0.map((b, i) => b + B1[i]! + B2[i]!);

/** Anderson–Darling, a test of two samples of one column. */
export const andersonDarling = defineTest(
  {
    id: 'anderson-darling',
    title: 'Anderson–Darling',
    help: 'Compares the cumulative distributions and looks at the tails most closely.',
    source:
      'Scholz & Stephens 1987, K-sample Anderson–Darling tests (JASA 82); mid-ranks; p from their table, between 0.001 and 0.25, and by permutation where values are tied',
    input: 'numeric',
    parameters: [permutations(DEALS, 'Used where values are tied.')],
    run(reference, current, params, random) {
      const [n, m] = [reference.rows, current.rows];
      const counts = countValues(reference, current);
      const { first, totals, tied } = counts;
      if (totals.length < 2) throw new RangeError('anderson-darling: all values of both samples are equal; leave this column out');
      const raw = rawStatistic(totals, n, m)(first);
      const statistic = (raw - 1) / Math.sqrt(variance(n, m));
      if (tied <= FEW_TIES) return { statistic, pValue: level(statistic), details: { raw, tied } };
      const [count, dealt] = [numberOf(params, 'permutations'), coarse(counts)];
      return {
        statistic,
        pValue: dealtTail(dealt, rawStatistic(dealt.totals, n, m), count, random),
        details: { raw, tied, permutations: count },
      };
    },
  },
  2,
);

/** A²_akN of how many rows of each value the first sample has (Scholz & Stephens 1987, equation 7) for k = 2. */
function rawStatistic(totals: Int32Array, n: number, m: number): (first: Int32Array) => number {
  const total = n + m;
  // What permutations leave as it is.
  const ranks = new Float64Array(totals.length);
  const weights = new Float64Array(totals.length);
  for (let k = 0, below = 0; k < totals.length; below += totals[k++]!) {
    const rank = (ranks[k] = below + totals[k]! / 2);
    weights[k] = totals[k]! / total / (rank * (total - rank) - (total * totals[k]!) / 4);
  }
  return (first) => {
    let [i, sum] = [0, 0];
    for (let k = 0; k < totals.length; i += first[k++]!) {
      // The second sample's difference is minus the first's.
      sum += weights[k]! * (total * (i + first[k]! / 2) - ranks[k]! * n) ** 2;
    }
    return ((total - 1) / total) * (sum / n + sum / m);
  };
}

/** The variance of the raw statistic without a difference (Scholz & Stephens 1987, equation 4) for k = 2. */
function variance(n: number, m: number): number {
  const total = n + m;
  const inverse = 1 / n + 1 / m;
  let [h, g] = [0, 0];
  for (let i = 1; i < total; i++) h += 1 / i;
  // g = Σ_{i<j<N} 1/((N − i) j), with the inner sum carried along from its end.
  for (let i = total - 2, inner = 0; i >= 1; i--) g += (inner += 1 / (i + 1)) / (total - i);
  const a = 4 * g - 6 + (10 - 6 * g) * inverse;
  const b = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * inverse + 4 * h;
  const d = (2 * h + 6) * 4 - 8 * h;
  return (a * total ** 3 + b * total ** 2 + c * total + d) / ((total - 1) * (total - 2) * (total - 3));
}

/** The p value: e to a parabola fitted to the logarithms of the levels, as its authors advise; beyond the table, its ends. */
function level(statistic: number): number {
  if (statistic < CRITICAL[0]!) return LEVELS[0];
  if (statistic > CRITICAL.at(-1)!) return LEVELS.at(-1)!;
  const moment = (power: number) => CRITICAL.reduce((sum, x) => sum + x ** power, 0);
  const mixed = (power: number) => CRITICAL.reduce((sum, x, i) => sum + x ** power * log(LEVELS[i]!), 0);
  const [s0, s1, s2, s3, s4] = [0, 1, 2, 3, 4].map(moment) as [number, number, number, number, number];
  const det = (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number, i: number) =>
    a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const [t0, t1, t2] = [mixed(0), mixed(1), mixed(2)];
  const all = det(s0, s1, s2, s1, s2, s3, s2, s3, s4);
  const constant = det(t0, s1, s2, t1, s2, s3, t2, s3, s4) / all;
  const linear = det(s0, t0, s2, s1, t1, s3, s2, t2, s4) / all;
  const square = det(s0, s1, t0, s1, s2, t1, s2, s3, t2) / all;
  return exp(constant + linear * statistic + square * statistic ** 2);
}
