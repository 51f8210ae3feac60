/** Which repair does best over several runs: data sets, drifts. Over many tasks conclusions differ from those of a single one. */
import { friedman, overallScore, performanceProfile, probabilityOfImprovement, type Estimate, type TaskScores } from './many-tasks.ts';
import { mean } from '../../maths/statistics.ts';

/** One run: the scores of each method on it, by seed. */
export interface Task {
  readonly name: string;
  readonly scores: Readonly<Record<string, readonly number[]>>;
}

/** Scores (0 … 1) that a performance profile tells the share of runs above of. */
export const PROFILE_AT = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const;

export interface MethodAcross {
  readonly id: string;
  /** Interquartile mean over all tasks and seeds, with its stratified 95 % interval. */
  readonly overall: Estimate;
  /** Share of runs above each of `PROFILE_AT`. */
  readonly profile: readonly number[];
  /** P(a run of this beats a run of the first in the list on the same task), ties half. */
  readonly beatsFirst: number;
  /** Mean rank over tasks, 1 = best; null where there are too many methods for the test. */
  readonly rank: number | null;
}

export interface Across {
  /** By falling interquartile mean. */
  readonly methods: readonly MethodAcross[];
  /** Methods that some task lacks. */
  readonly leftOut: readonly string[];
  /** Friedman's test, Iman & Davenport's F; ranks further apart than the critical difference differ (Nemenyi). Null beyond 10 methods. */
  readonly test: { readonly p: number; readonly pF: number | null; readonly criticalDifference: number } | null;
}

const MOST_RANKED = 10;

/** @throws RangeError for fewer than 2 tasks, or fewer than 2 methods that all of them have. */
export function across(tasks: readonly Task[]): Across {
  if (tasks.length < 2) throw new RangeError(`${tasks.length} run allows no conclusion over several; give 2 or more`);
  const all = [...new Set(tasks.flatMap(({ scores }) => Object.keys(scores)))];
  const common = all.filter((id) => tasks.every(({ scores }) => scores[id]?.length));
  if (common.length < 2)
    throw new RangeError(
      `these runs share ${common.length === 1 ? `only "${common[0]!}"` : 'no repair'}; give runs that raced at least 2 of the same`,
    );
  const scoresOf = (id: string): TaskScores => tasks.map(({ scores }) => scores[id]!);
  const overall = new Map(common.map((id) => [id, overallScore(scoresOf(id))]));
  const ranked = [...common].sort((a, b) => overall.get(b)!.value - overall.get(a)!.value);
  const ranking = common.length <= MOST_RANKED ? friedman(ranked.map((id) => scoresOf(id).map((seeds) => mean(seeds)))) : null;
  return {
    methods: ranked.map((id, i) => ({
      id,
      overall: overall.get(id)!,
      profile: performanceProfile(scoresOf(id), PROFILE_AT),
      beatsFirst: probabilityOfImprovement(scoresOf(id), scoresOf(ranked[0]!)),
      rank: ranking?.ranks[i] ?? null,
    })),
    leftOut: all.filter((id) => !common.includes(id)),
    test: ranking && { p: ranking.p, pF: ranking.pF, criticalDifference: ranking.criticalDifference },
  };
}
