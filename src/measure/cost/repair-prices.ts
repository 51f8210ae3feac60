/**
 * What the same runs would have cost at other prices of a repair. The price is a choice nobody can measure here, so what depends on it
 * is shown: for which prices which policy has the lowest mean total cost, and where that is shown.
 *
 * A policy's cost is a line in the price: wrong answers + price × repairs. Its runs are those that were made, also where its own
 * trigger looks at the price (`dependOnPrice`): at another one it would have acted at other moments.
 *
 * What is shown: at each of the 9 prices of a grid fixed before the run, by the test of the run's standing at a ninth of its level
 * (Bonferroni), so that all that is said of the grid errs together in at most 5 of 100 runs. Breakpoints themselves are read off the data and
 * would be no hypotheses to test. Between two prices of the grid at which the same policy is shown best it is so, too: differences of
 * mean costs are lines in the price. That is a second family, beside the one of the verdict.
 *
 * Who costs most at one price, and was left out of a race for it, may cost least at another: means are over the seeds that all of them
 * ran, and in the test of a race it stays among those that may be the best until the seeds that it has show that it is not.
 */
import type { PriceRange, RepairPrices } from '../../contracts/stream-summary.ts';
import { bestSet } from '../statistics/best-set.ts';
import { race } from '../statistics/race.ts';
import type { Design } from '../../contracts/results.ts';
import { LEVEL } from '../statistics/standing.ts';
import { mean } from '../../maths/statistics.ts';
import { totalCosts, type Candidate } from '../statistics/stream-evidence.ts';

/** Prices of a repair in wrong answers at which is tested, ascending; the first and the last are the ends of what is looked at. */
export const PRICES = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000] as const;

/** Null where there are no two candidates with a seed in common. */
export function repairPrices(candidates: readonly Candidate[], design: Design): RepairPrices | null {
  const seeds = Math.min(...candidates.map(({ errors }) => errors.length));
  if (candidates.length < 2 || seeds === 0) return null;
  const common = candidates.map(({ policy, errors, repairs }) => ({
    policy,
    errors: errors.slice(0, seeds),
    repairs: repairs.slice(0, seeds),
  }));
  const policies = common.map(({ policy }) => policy);
  const test = design === 'race' ? race : bestSet;
  return {
    ...{ seeds, policies },
    ranges: lowestRanges(common.map(({ policy, errors, repairs }) => ({ policy, errors: mean(errors), repairs: mean(repairs) }))),
    points: PRICES.map((price) => {
      const { best } = test(
        candidates.map((one) => totalCosts(one, price).map((cost) => -cost)),
        0,
        LEVEL / PRICES.length,
      );
      return { price, costs: common.map((one) => mean(totalCosts(one, price))), best: policies.filter((_, i) => best[i]) };
    }),
  };
}

interface Line {
  readonly policy: number;
  readonly errors: number;
  readonly repairs: number;
}

/** Costs that differ by less, in wrong answers, are the same. */
const ROUNDING = 1e-9;

/** The lower envelope of the lines between the lowest and the highest price. */
function lowestRanges(lines: readonly Line[]): PriceRange[] {
  const [first, last] = [PRICES[0], PRICES.at(-1)!];
  // Parallel lines cross at infinity or at NaN, which lie between no two prices.
  const crossings = lines.flatMap((a, i) => lines.slice(i + 1).map((b) => (b.errors - a.errors) / (a.repairs - b.repairs)));
  const ends = [first, ...crossings.filter((price) => price > first && price < last).sort((a, b) => a - b), last];
  const ranges: PriceRange[] = [];
  for (const [i, to] of ends.slice(1).entries()) {
    const from = ends[i]!;
    if (to - from <= ROUNDING) continue;
    const middle = (from + to) / 2;
    const costs = lines.map(({ errors, repairs }) => errors + middle * repairs);
    const least = Math.min(...costs);
    const lowest = lines.flatMap(({ policy }, at) => (costs[at]! - least <= ROUNDING * Math.max(1, least) ? [policy] : []));
    const before = ranges.at(-1);
    if (before && before.lowest.join() === lowest.join()) ranges[ranges.length - 1] = { ...before, to };
    else ranges.push({ from: before?.to ?? first, to, lowest });
  }
  return ranges;
}
