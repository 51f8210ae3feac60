/** A known result as an ordering that paired seeds can bear out or not, and what they say. */
import { interval } from '../../measure/statistics.ts';
import type { ArmResult, Interval } from '../../measure/types.ts';
import type { SkippedArm } from '../../record/types.ts';
import type { Spec } from '../../spec/schema.ts';

/** One repair against another on the same seeds, by accuracy on that world. */
export interface Ordering {
  readonly better: string;
  readonly worse: string;
  readonly world: 'new' | 'old';
  /** What the mean difference in accuracy has to exceed: 0 for “better”, −0.01 for “not worse by more than a point”, 0.2 for “collapses”. */
  readonly above: number;
}

/** An experiment with what is known of its outcome. */
export interface KnownResult {
  readonly id: string;
  /** One sentence. */
  readonly claim: string;
  readonly source: string;
  readonly spec: Spec;
  readonly orderings: readonly Ordering[];
}

export type Finding = 'holds' | 'does not hold' | 'undecided';

export interface Found extends Ordering {
  /** Difference of the two, seed by seed, with the 95 % interval of its mean; absent where one of the two could not run. */
  readonly difference?: Interval;
  readonly finding: Finding | 'not run';
  /** Why it was not run. */
  readonly reason?: string;
}

/** What the results of that experiment say of each ordering: it holds, or does not, where the interval lies on one side of what it has to exceed. */
export function judge({ orderings }: Pick<KnownResult, 'orderings'>, results: readonly ArmResult[], skipped: readonly SkippedArm[] = []): Found[] {
  const scores = (arm: string, world: Ordering['world']) =>
    new Map(results.filter((result) => result.arm === arm).map(({ seed, measures }) => [seed, world === 'new' ? measures.accuracyNew : measures.accuracyOld]));
  return orderings.map((ordering) => {
    const { better, worse, world, above } = ordering;
    const [a, b] = [scores(better, world), scores(worse, world)];
    const seeds = [...a.keys()].filter((seed) => b.has(seed)).sort((left, right) => left - right);
    if (seeds.length < 2) return { ...ordering, finding: 'not run', reason: skipped.find(({ arm }) => arm === better || arm === worse)?.reason ?? 'fewer than 2 seeds have both' };
    const difference = interval(seeds.map((seed) => a.get(seed)! - b.get(seed)!));
    const finding = difference.lo > above ? 'holds' : difference.hi < above ? 'does not hold' : 'undecided';
    return { ...ordering, difference, finding };
  });
}
