/**
 * Cramér and von Mises' test of two samples: the mean squared gap between the two cumulative distributions.
 *
 * T = nm/(n+m)² Σ t_z (Fₙ(z) − Gₘ(z))² over the distinct values z, t_z rows of both samples having the value z. Without ties it is
 * Anderson's statistic. Libraries that put mid-ranks into Anderson's formula in ranks (SciPy's does) get another one with ties, which
 * grows without bounds where samples of different sizes have the same shares; it is not offered here.
 *
 * Without ties p counts all orders of samples up to 20 rows, above that it is the limit law; with more than a few ties, it is by
 * permutation.
 */
import { cramerVonMisesExactTail, cramerVonMisesTail } from '../../maths/special/cramer-von-mises.ts';
import { choice, numberOf } from '../streaming/define.ts';
import { coarse, DEALS, dealtTail } from './dealing.ts';
import { choiceOf, defineTest } from './define.ts';
import { permutations } from './permutation.ts';
import { countValues, FEW_TIES } from './pooled.ts';

const MOST_EXACT = 20;

/** Cramér–von Mises, a test of two samples of one column. */
export const cramerVonMises = defineTest(
  {
    id: 'cramer-von-mises',
    title: 'Cramér–von Mises',
    help: 'Adds up the squared gaps between the two cumulative distributions, instead of taking the largest.',
    source:
      'Anderson 1962; exact p by Xiao, Gordon & Yakovlev 2007; with ties, gaps weighted by the rows on each value, and p by permutation (not SciPy’s mid-ranks)',
    input: 'numeric',
    parameters: [
      choice(
        'method',
        'p value',
        `Exact counting is for at most ${MOST_EXACT} rows each. It and the limit law are for values without ties.`,
        { auto: 'by ties and sizes', exact: 'exact', asymptotic: 'limit law', permutation: 'permutations' },
      ),
      permutations(DEALS, 'Used where values are tied.'),
    ],
    run(reference, current, params, random) {
      const [n, m] = [reference.rows, current.rows];
      const counts = countValues(reference, current);
      const { tied } = counts;
      const statistic = gaps(counts.totals, n, m)(counts.first);
      const method = methodFor(choiceOf(params, 'method'), n, m, tied);
      if (method === 'permutation') {
        const [count, dealt] = [numberOf(params, 'permutations'), coarse(counts)];
        return {
          statistic,
          pValue: dealtTail(dealt, gaps(dealt.totals, n, m), count, random),
          details: { exact: 0, tied, permutations: count },
        };
      }
      const exact = method === 'exact';
      return {
        statistic,
        pValue: (exact ? cramerVonMisesExactTail : cramerVonMisesTail)(statistic, n, m),
        details: { exact: Number(exact), tied },
      };
    },
  },
  2,
);

/** T of how many rows of each value the first sample has. */
function gaps(totals: Int32Array, n: number, m: number): (first: Int32Array) => number {
  return (first) => {
    let [i, j, squares] = [0, 0, 0];
    for (let k = 0; k < totals.length; k++) {
      i += first[k]!;
      j += totals[k]! - first[k]!;
      squares += totals[k]! * (i * m - j * n) ** 2;
    }
    return squares / (n * m * (n + m) ** 2);
  };
}

/** @throws RangeError when the method wanted does not hold for these samples. */
function methodFor(wanted: string, n: number, m: number, tied: number): 'exact' | 'asymptotic' | 'permutation' {
  const small = Math.max(n, m) <= MOST_EXACT;
  if (wanted === 'permutation') return wanted;
  if (wanted === 'exact') {
    if (!small)
      throw new RangeError(
        `cramer-von-mises: the exact p value is for at most ${MOST_EXACT} rows each, here are ${n} and ${m}; choose the limit law`,
      );
    if (tied > 0)
      throw new RangeError('cramer-von-mises: the exact p value is for values without ties, and some are equal here; choose permutations');
    return 'exact';
  }
  if (wanted === 'asymptotic') {
    if (tied > FEW_TIES)
      throw new RangeError('cramer-von-mises: the limit law is for values with few ties, and many are equal here; choose permutations');
    return 'asymptotic';
  }
  if (tied > FEW_TIES || (small && tied > 0)) return 'permutation';
  return small ? 'exact' : 'asymptotic';
}
