/** When two services change places: all crossings of the loss that users have had, with where each may lie. */
import type { Crossing } from '../../contracts/freshness.ts';
import type { Design } from '../../contracts/results.ts';
import { excludes, interval, mean } from '../../maths/statistics.ts';
import { rulesOut } from '../statistics/race.ts';
import { kinks, lossUntil, type Steps } from './service.ts';

export interface Contender {
  readonly id: string;
  readonly steps: Steps;
}

/** Mean loss of an answer of every model that serves, one for each seed, in the same order of seeds. */
export type Losses = Readonly<Record<string, readonly number[]>>;

/** Looked at on either side of a crossing for where the difference is decided. */
const LOOKS = 200;
const REFINEMENTS = 40;
/** Differences of that share of what was lost are rounding. */
const ROUNDING = 1e-12;

/** Moments in 0 … limit at which the mean losses change places. While both have lost the same, as before the first repair is ready, nobody is ahead. */
function changes(
  a: Contender,
  b: Contender,
  difference: (at: number) => number,
  limit: number,
): Pick<Crossing, 'before' | 'after' | 'at'>[] {
  const times = kinks([a.steps, b.steps], limit);
  const found: Pick<Crossing, 'before' | 'after' | 'at'>[] = [];
  let ahead = 0;
  times.slice(1).forEach((to, i) => {
    const from = times[i]!;
    const [first, last] = [difference(from), difference(to)];
    const sign = Math.sign(last);
    if (sign === 0 || sign === ahead) return;
    if (ahead !== 0) {
      const [before, after] = ahead < 0 ? [a.id, b.id] : [b.id, a.id];
      found.push({ before, after, at: from - (first / (last - first)) * (to - from) });
    }
    ahead = sign;
  });
  return found;
}

/** Loss of `a` minus that of `b` up to then, in one seed. */
function differenceOf(a: Contender, b: Contender, lossOf: (arm: string) => number, at: number): number {
  const [own, other] = [lossUntil(a.steps, lossOf, at), lossUntil(b.steps, lossOf, at)];
  return Math.abs(own - other) <= ROUNDING * Math.max(own, other) ? 0 : own - other;
}

/**
 * All crossings of two services in 0 … limit (hours). The interval of one is what Fieller (1954) gives for a ratio of means: the moments
 * around it at which the paired difference of the losses is not shown to be other than 0, by Student's t, in a race by the confidence sequence.
 */
export function crossings(a: Contender, b: Contender, losses: Losses, design: Design, limit: number): Crossing[] {
  const seeds = Math.min(...[...a.steps, ...b.steps].map(({ arm }) => losses[arm]!.length));
  const differences = (at: number) => Array.from({ length: seeds }, (_, seed) => differenceOf(a, b, (arm) => losses[arm]![seed]!, at));
  const decided = (at: number) => {
    const each = differences(at);
    return design === 'race' ? rulesOut(each, 0) : excludes(interval(each), 0);
  };
  const apart = kinks([a.steps, b.steps], limit).findLast((time) => differences(time).every((each) => each === 0)) ?? 0;
  return changes(a, b, (at) => mean(differences(at)), limit).map((change) => ({
    ...change,
    lo: edge(decided, change.at, apart) ?? apart,
    hi: edge(decided, change.at, limit),
  }));
}

/** The moment nearest to `at`, towards `end`, from which on it is decided; null where it is not up to `end`. */
function edge(decided: (at: number) => boolean, at: number, end: number): number | null {
  let near = at;
  for (let look = 1; look <= LOOKS; look++) {
    // Close to the crossing every step counts, far from it few do.
    let far = at + (end - at) * (look / LOOKS) ** 2;
    if (!decided(far)) {
      near = far;
      continue;
    }
    for (let i = 0; i < REFINEMENTS; i++) {
      const middle = (near + far) / 2;
      if (decided(middle)) far = middle;
      else near = middle;
    }
    return near;
  }
  return null;
}

/** Who has lost least on average up to each moment, from the first at which any differ; changes only, ascending. */
export function leadersOf(contenders: readonly Contender[], losses: Losses, limit: number): { from: number; id: string }[] {
  const means = Object.fromEntries(Object.entries(losses).map(([arm, values]) => [arm, mean(values)]));
  const lossOf = (arm: string) => means[arm]!;
  const moments = [
    ...kinks(
      contenders.map(({ steps }) => steps),
      limit,
    ),
    ...contenders.flatMap((a, i) =>
      contenders.slice(i + 1).flatMap((b) => changes(a, b, (at) => differenceOf(a, b, lossOf, at), limit).map(({ at }) => at)),
    ),
  ].sort((a, b) => a - b);
  const leaders: { from: number; id: string }[] = [];
  moments.slice(1).forEach((to, i) => {
    const from = moments[i]!;
    if (to - from <= ROUNDING * to) return;
    const lost = contenders.map(({ steps }) => lossUntil(steps, lossOf, (from + to) / 2));
    const least = Math.min(...lost);
    if (Math.max(...lost) - least <= ROUNDING * least) return;
    const { id } = contenders[lost.indexOf(least)]!;
    if (leaders.at(-1)?.id !== id) leaders.push({ from, id });
  });
  return leaders;
}
