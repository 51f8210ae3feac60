/** How good advice was: regret against the best repair in hindsight, beside policies that need no advice. */
import { advise, type Advice } from '../../decide/advice.ts';
import { agreedDiagnosis } from '../../decide/known.ts';
import { defaultSituation } from '../../decide/situation.ts';
import { friedman, overallScore, probabilityOfImprovement, type Estimate } from '../../measure/many-tasks.ts';
import { mean } from '../../measure/statistics.ts';
import { summarise } from '../../measure/summary.ts';
import { findArm } from '../../adapt/registry.ts';
import type { RunRecord } from '../../record/types.ts';
import { SEEN, type Family, type Scenario } from './scenarios.ts';

/** What a repair as laborious as full retraining is worth in accuracy (0 … 1): the margin of these experiments. */
const WORK_WORTH = 0.01;

export const choosers = ['advisor', 'retrain-all', 'head-only', 'random'] as const;
export type Chooser = (typeof choosers)[number];

/** One scenario: whom each chooser trusts, and what it loses against the best. Regrets are accuracies, 0 … 1. */
export interface Scored {
  readonly id: string;
  readonly family: Family;
  readonly part: Scenario['part'];
  readonly verdict: Advice['verdict'];
  readonly strength: Advice['strength'];
  /** The repair that the advice names; `none` where it names none, for then the model stays. */
  readonly chosen: string;
  readonly best: string;
  readonly accuracy: Readonly<Record<string, number>>;
  readonly regret: Readonly<Record<Chooser, number>>;
  /** In accuracy, work included: an error rate, plus 1 point for as much work as full retraining takes. */
  readonly costRegret: Readonly<Record<Chooser, number>>;
  readonly diagnosed: string;
  /** Accuracy of whom each chooser trusts, seed by seed. */
  readonly reached: Readonly<Record<Chooser, readonly number[]>>;
}

/** The advisor sees the first six seeds; everybody is scored on the others. */
export function score({ id, family, part }: Pick<Scenario, 'id' | 'family' | 'part'>, record: Pick<RunRecord, 'spec' | 'results' | 'seeds' | 'data' | 'derived'>): Scored {
  // As on the page, a repair that was refused on a seed is left out; that seed counts for the others.
  const ran = (arm: string) => record.results.filter((result) => result.arm === arm && result.seed < SEEN).length;
  const arms = record.spec.arms.map(({ id: arm }) => findArm(arm)!).filter((arm) => ran(arm.id) === SEEN);
  const seen = record.results.filter(({ seed }) => seed < SEEN);
  // Work is counted, so that the advice is the same on every machine.
  const summary = { ...summarise(seen, arms, { margin: record.spec.measure.margin, majority: record.derived.summary.majority, watts: null, softwareAdapter: false, warmedUp: true, hidden: false, busyElsewhere: false }), timesComparable: false };
  const diagnosis = agreedDiagnosis(record.seeds.filter(({ seed }) => seed < SEEN));
  const advice = advise({ summary, diagnosis, labels: record.spec.labels.budget, classes: record.data.classes, situation: defaultSituation });
  const chosen = advice.arm ?? 'none';

  const scored = record.results.filter(({ seed }) => seed >= SEEN);
  // Whoever trusts a repair that is refused keeps the model.
  const seeds = [...new Set(scored.map(({ seed }) => seed))];
  const found = (arm: string, seed: number) => scored.find((result) => result.arm === arm && result.seed === seed) ?? scored.find((result) => result.arm === 'none' && result.seed === seed)!;
  const of = (arm: string, value: (result: RunRecord['results'][number]) => number) => mean(seeds.map((seed) => value(found(arm, seed))));
  const raced = record.spec.arms.map(({ id: arm }) => arm);
  const accuracy = Object.fromEntries(raced.map((arm) => [arm, of(arm, ({ measures }) => measures.accuracyNew)]));
  const full = of('retrain-all', ({ counts }) => counts.flops);
  const cost = Object.fromEntries(raced.map((arm) => [arm, 1 - accuracy[arm]! + (WORK_WORTH * of(arm, ({ counts }) => counts.flops)) / full]));
  const repairs = raced.filter((arm) => arm !== 'none');
  const best = raced.reduce((top, arm) => (accuracy[arm]! > accuracy[top]! ? arm : top));
  const cheapest = Math.min(...raced.map((arm) => cost[arm]!));
  const bySeed = (arm: string) => seeds.map((seed) => found(arm, seed).measures.accuracyNew);
  const ofRandom = seeds.map((_, i) => mean(repairs.map((arm) => bySeed(arm)[i]!)));
  const regrets = (loss: (arm: string) => number): Record<Chooser, number> => ({ advisor: loss(chosen), 'retrain-all': loss('retrain-all'), 'head-only': loss('head-only'), random: mean(repairs.map(loss)) });
  return {
    ...{ id, family, part, verdict: advice.verdict, strength: advice.strength, chosen, best, accuracy },
    regret: regrets((arm) => accuracy[best]! - accuracy[arm]!),
    costRegret: regrets((arm) => cost[arm]! - cheapest),
    diagnosed: diagnosis?.kind ?? 'nothing',
    reached: { advisor: bySeed(chosen), 'retrain-all': bySeed('retrain-all'), 'head-only': bySeed('head-only'), random: ofRandom },
  };
}

export interface Totals {
  readonly scenarios: number;
  readonly regret: Readonly<Record<Chooser, number>>;
  readonly costRegret: Readonly<Record<Chooser, number>>;
  /** The advisor's mean regret as a share of that of the better fixed policy. */
  readonly share: number;
  readonly costShare: number;
  /** By family: how much worse than the better fixed policy (of all) the advisor is on average, in accuracy; below 0 = better. */
  readonly worse: Readonly<Record<string, number>>;
  /** Interquartile mean of the accuracy over scenarios and seeds, with its stratified bootstrap interval. */
  readonly overall: Readonly<Record<Chooser, Estimate>>;
  /** How probably the advisor's choice beats that of each on a scenario. */
  readonly improvement: Readonly<Record<Chooser, number>>;
  /** Friedman's mean ranks over scenarios, and by how much two have to differ (Nemenyi). */
  readonly ranks: Readonly<Record<Chooser, number>>;
  readonly criticalDifference: number;
}

export function totals(scored: readonly Scored[]): Totals {
  const over = (list: readonly Scored[], of: 'regret' | 'costRegret') => Object.fromEntries(choosers.map((chooser) => [chooser, mean(list.map((one) => one[of][chooser]))])) as Record<Chooser, number>;
  const [regret, costRegret] = [over(scored, 'regret'), over(scored, 'costRegret')];
  const better = (of: Record<Chooser, number>): Chooser => (of['retrain-all'] <= of['head-only'] ? 'retrain-all' : 'head-only');
  const fixed = better(regret);
  const runs = (chooser: Chooser) => scored.map(({ reached }) => reached[chooser]);
  const each = <T>(value: (chooser: Chooser) => T) => Object.fromEntries(choosers.map((chooser) => [chooser, value(chooser)])) as Record<Chooser, T>;
  const ranking = friedman(choosers.map((chooser) => scored.map(({ reached }) => mean(reached[chooser]))));
  const families = [...new Set(scored.map(({ family }) => family))];
  return {
    scenarios: scored.length,
    ...{ regret, costRegret },
    share: regret.advisor / regret[fixed],
    overall: each((chooser) => overallScore(runs(chooser))),
    improvement: each((chooser) => probabilityOfImprovement(runs('advisor'), runs(chooser))),
    ranks: each((chooser) => ranking.ranks[choosers.indexOf(chooser)]!),
    criticalDifference: ranking.criticalDifference,
    costShare: costRegret.advisor / costRegret[better(costRegret)],
    worse: Object.fromEntries(
      families.map((family) => {
        const own = over(scored.filter((one) => one.family === family), 'regret');
        return [family, own.advisor - Math.min(own['retrain-all'], own['head-only'])];
      }),
    ),
  };
}
