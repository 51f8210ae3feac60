/**
 * Tests on paired values: two arms on the same seeds.
 *
 * Where all differences are equal, their variance is 0 and Student's t is undefined. The exact sign test takes its
 * place: n equal differences all point one way with probability 2⁻ⁿ a side. So no p is ever 0 for want of spread.
 */
import { interval, standardError } from '../../maths/statistics.ts';
import { studentTCdf } from '../../maths/student-t.ts';
import type { Interval } from '../../maths/interval.ts';

/** Differences of numbers of size 1 below this are rounding, and count as no difference. */
const ROUNDING = 1e-12;

export interface PairedTest {
  /** a − b, pair by pair, with the 95 % interval of its mean. */
  readonly difference: Interval;
  /** Two-sided p of the paired t test; 1 when all differences are 0; null with fewer than 2 pairs. */
  readonly pStudent: number | null;
}

/** Compares a with b, pair by pair. Throws RangeError when there are no pairs or the lengths differ. */
export function comparePaired(a: readonly number[], b: readonly number[]): PairedTest {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} values do not make pairs`);
  const differences = a.map((value, i) => {
    const difference = value - b[i]!;
    return Math.abs(difference) <= ROUNDING * Math.abs(value) ? 0 : difference;
  });
  const difference = interval(differences);
  const n = differences.length;
  return { difference, pStudent: n < 2 ? null : 2 * oneSided(Math.abs(difference.mean), differences) };
}

/** p of an excess this large if the true one were 0 or less, by the spread of the differences; 0.5 at no excess. */
function oneSided(excess: number, differences: readonly number[]): number {
  const error = standardError(differences);
  const size = Math.max(...differences.map(Math.abs));
  if (error > ROUNDING * Math.max(size, Math.abs(excess))) return studentTCdf(-excess / error, differences.length - 1);
  if (Math.abs(excess) <= ROUNDING * size) return 0.5;
  return excess > 0 ? 2 ** -differences.length : 1;
}
