/** A known result as an ordering that paired seeds can bear out or not, and what they say. */
import type { PolicyRun } from '../contracts/stream.ts';
import { interval, mean } from '../maths/statistics.ts';
import type { Interval } from '../maths/interval.ts';
import type { ArmResult } from '../contracts/results.ts';
import { policyTitle } from '../policies/registry.ts';
import { byKind } from '../record/by-kind.ts';
import type { SkippedArm } from '../contracts/record.ts';
import type { AnySpec, StreamSpec } from '../spec/schema.ts';

/** Where accuracy is looked at: on rows of a world after a repair, or over all rows of a stream as they were served. */
type Place = 'new' | 'old' | 'served';

/** One repair against another, or one policy of a stream against another, on the same seeds, by accuracy there. */
export interface Ordering {
  /** Id of the arm, title of the policy. */
  readonly better: string;
  readonly worse: string;
  readonly world: Place;
  /** What the mean difference in accuracy has to exceed: 0 for “better”, −0.01 for “not worse by more than a point”, 0.2 for “collapses”. */
  readonly above: number;
}

/** An experiment with what is known of its outcome. */
export interface KnownResult {
  readonly id: string;
  /** One sentence. */
  readonly claim: string;
  readonly source: string;
  readonly spec: AnySpec;
  readonly orderings: readonly Ordering[];
}

/** Accuracy (0 … 1) of one repair or policy on one seed. */
interface Reached {
  readonly name: string;
  readonly seed: number;
  readonly accuracy: Readonly<Partial<Record<Place, number>>>;
}

const byArms = (results: readonly ArmResult[]): Reached[] =>
  results.map(({ arm, seed, measures }) => ({ name: arm, seed, accuracy: { new: measures.accuracyNew, old: measures.accuracyOld } }));

/** All batches have the same number of rows. */
const byPolicies = ({ policies }: StreamSpec, runs: readonly PolicyRun[]): Reached[] =>
  runs.map(({ policy, seed, points }) => ({
    name: policyTitle(policies[policy]!),
    seed,
    accuracy: { served: mean(points.map(({ accuracy }) => accuracy)) },
  }));

/** What a run has to say about orderings. */
export interface Evidence {
  /** By every repair or policy. */
  readonly reached: readonly Reached[];
  readonly skipped?: readonly SkippedArm[] | undefined;
}

export const evidenceOf = byKind<Evidence>({
  compare: ({ results, skipped }) => ({ reached: byArms(results), skipped }),
  stream: ({ spec, runs }) => ({ reached: byPolicies(spec, runs) }),
});

export type Finding = 'holds' | 'does not hold' | 'undecided';

export interface Found extends Ordering {
  /** Difference of the two, seed by seed, with the 95 % interval of its mean; absent where one of the two could not run. */
  readonly difference?: Interval;
  readonly finding: Finding | 'not run';
  /** Why it was not run. */
  readonly reason?: string;
}

/** What that experiment says of each ordering: it holds, or does not, where the interval lies on one side of what it has to exceed. */
export function judge({ orderings }: Pick<KnownResult, 'orderings'>, { reached, skipped = [] }: Evidence): Found[] {
  const scores = (wanted: string, world: Place) =>
    new Map(
      reached.flatMap(({ name, seed, accuracy }) => (name === wanted && accuracy[world] !== undefined ? [[seed, accuracy[world]]] : [])),
    );
  return orderings.map((ordering) => {
    const { better, worse, world, above } = ordering;
    const [a, b] = [scores(better, world), scores(worse, world)];
    const seeds = [...a.keys()].filter((seed) => b.has(seed)).sort((left, right) => left - right);
    if (seeds.length < 2)
      return {
        ...ordering,
        finding: 'not run',
        reason: skipped.find(({ arm }) => arm === better || arm === worse)?.reason ?? 'fewer than 2 seeds have both',
      };
    const difference = interval(seeds.map((seed) => a.get(seed)! - b.get(seed)!));
    const finding = difference.lo > above ? 'holds' : difference.hi < above ? 'does not hold' : 'undecided';
    return { ...ordering, difference, finding };
  });
}
