/**
 * The Mann–Whitney U test: does one sample tend to larger values? Blind to a change of spread alone.
 *
 * U counts the pairs in which the reference is larger, ties half. The two-sided p value is exact without ties, else the normal
 * approximation with corrections for ties and continuity; `auto` is exact without ties when a sample has at most 8 rows, as in SciPy.
 */
import { normalTail } from '../../maths/special/normal.ts';
import { rankSumTail } from '../../maths/special/rank-sum.ts';
import { choice } from '../streaming/define.ts';
import { choiceOf, defineTest, sorted } from './define.ts';
import { ties } from './pooled.ts';

const AUTO_EXACT = 8;
/** n·m up to which exact counts are exact and take no noticeable time. */
const MOST_EXACT = 10_000;

/** Mann–Whitney U, a test of two samples of one column. */
export const mannWhitney = defineTest({
  id: 'mann-whitney',
  title: 'Mann–Whitney U',
  help: 'Is a value of one sample larger than one of the other more often than not?',
  source: 'Mann & Whitney 1947; two-sided; ties and continuity as in SciPy',
  input: 'numeric',
  parameters: [
    choice('method', 'p value', 'Exact counting ignores ties, and p is then larger than it need be.', {
      auto: 'exact for small samples without ties',
      exact: 'exact',
      asymptotic: 'normal approximation',
    }),
  ],
  run(reference, current, params) {
    const [n, m] = [reference.rows, current.rows];
    let [u, below, cubes, distinct] = [0, 0, 0, 0];
    for (const { inFirst, inSecond } of ties(sorted(reference), sorted(current))) {
      u += inFirst * (below + inSecond / 2);
      below += inSecond;
      cubes += (inFirst + inSecond) ** 3 - (inFirst + inSecond);
      distinct++;
    }
    if (distinct < 2)
      throw new RangeError('mann-whitney: all values of both samples are equal, so their order says nothing; leave this column out');
    const larger = Math.max(u, n * m - u);
    const method = choiceOf(params, 'method');
    if (method === 'exact' && n * m > MOST_EXACT) {
      throw new RangeError(
        `mann-whitney: the exact p value is for at most ${MOST_EXACT} pairs, here are ${n * m}; choose the normal approximation`,
      );
    }
    const exact = method === 'exact' || (method === 'auto' && cubes === 0 && Math.min(n, m) <= AUTO_EXACT && n * m <= MOST_EXACT);
    const total = n + m;
    const sd = Math.sqrt(((n * m) / 12) * (total + 1 - cubes / (total * (total - 1))));
    const tail = exact ? rankSumTail(larger, n, m) : normalTail((larger - (n * m) / 2 - 0.5) / sd);
    // AUC: how often a current value is larger than one of the reference.
    return { statistic: u, pValue: Math.min(1, 2 * tail), details: { auc: 1 - u / (n * m), exact: Number(exact) } };
  },
});
