/** What the pairs of one repair show of whether it was replicated. */
import type { Replication } from '../contracts/library.ts';
import type { Interval } from '../maths/interval.ts';
import { standardError } from '../maths/statistics.ts';
import { studentTQuantile } from '../maths/student-t.ts';

/** With fewer pairs nothing is concluded from an interval. */
const FEWEST = 3;
/** How often an honest run may be called different, whatever its noise: over all repairs together. */
const LEVEL = 0.05;

/** What pairs show. @param same so many of them are the same to the bit @param among so many repairs */
export function outcomeOf(
  pairs: number,
  same: number,
  difference: Interval | null,
  { margin, among }: { readonly margin: number; readonly among: number },
): Replication['outcome'] {
  if (pairs && same === pairs) return 'equal';
  if (!difference || pairs < FEWEST) return 'unclear';
  const { lo, hi } = difference;
  // Both one-sided tests at 2.5 %, as the interval of 95 % has it (Schuirmann 1987): stricter than the usual 5 %.
  if (lo > -margin && hi < margin) return 'within';
  const half = studentTQuantile(1 - LEVEL / (2 * among), pairs - 1) * standardError(difference.values);
  return Math.abs(difference.mean) - half > margin ? 'different' : 'unclear';
}
