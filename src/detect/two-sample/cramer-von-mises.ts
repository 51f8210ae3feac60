/**
 * Cramér and von Mises' test of two samples: the mean squared gap between the two cumulative distributions.
 *
 * T from mid-ranks, as in SciPy. Exact p values count all orders of samples up to 20 rows; above, the limit law.
 */
import { cramerVonMisesExactTail, cramerVonMisesTail } from '../special/cramer-von-mises.ts';
import { choice } from '../streaming/define.ts';
import { choiceOf, defineTest, sorted } from './define.ts';
import { ties } from './pooled.ts';

const MOST_EXACT = 20;

export const cramerVonMises = defineTest(
  {
    id: 'cramer-von-mises',
    title: 'Cramér–von Mises',
    help: 'Adds up the squared gaps between the two cumulative distributions, instead of taking the largest.',
    source: 'Anderson 1962; exact p by Xiao, Gordon & Yakovlev 2007; mid-ranks as in SciPy',
    input: 'numeric',
    parameters: [
      choice('method', 'p value', `Exact counting is for at most ${MOST_EXACT} rows each.`, { auto: 'exact for small samples', exact: 'exact', asymptotic: 'limit law' }),
    ],
    run(reference, current, params) {
      const [n, m] = [reference.rows, current.rows];
      const method = choiceOf(params, 'method');
      const small = Math.max(n, m) <= MOST_EXACT;
      if (method === 'exact' && !small) {
        throw new RangeError(`cramer-von-mises: the exact p value is for at most ${MOST_EXACT} rows each, here are ${n} and ${m}; choose the limit law`);
      }
      let [i, j, squares] = [0, 0, 0];
      for (const { inFirst, inSecond } of ties(sorted(reference), sorted(current))) {
        const rank = i + j + (inFirst + inSecond + 1) / 2;
        for (let k = 0; k < inFirst; k++) squares += n * (rank - ++i) ** 2;
        for (let k = 0; k < inSecond; k++) squares += m * (rank - ++j) ** 2;
      }
      const statistic = squares / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m));
      const exact = method !== 'asymptotic' && small;
      const pValue = exact ? cramerVonMisesExactTail(statistic, n, m) : cramerVonMisesTail(statistic, n, m);
      return { statistic, pValue, details: { exact: Number(exact) } };
    },
  },
  2,
);
