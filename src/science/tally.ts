/** What came of many orderings, in a few words. */
import type { Found } from './claim.ts';

/** `14 of 17 orderings hold, 2 undecided, 1 not run`, without a full stop. */
export function tally(found: readonly Pick<Found, 'finding'>[]): string {
  const count = (finding: Found['finding']) => found.filter((each) => each.finding === finding).length;
  const rest = (['does not hold', 'undecided', 'not run'] as const)
    .filter((finding) => count(finding))
    .map((finding) => `, ${count(finding)} ${finding}`);
  return `${count('holds')} of ${found.length} orderings hold${rest.join('')}`;
}
