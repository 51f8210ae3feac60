/**
 * Where, over label budgets, retraining overtakes fine-tuning. Transfer from an old model helps while labels are few; with
 * many, a model trained anew catches up (He, Girshick & Dollár 2019, “Rethinking ImageNet pre-training”).
 *
 * At each budget the best fine-tuning is held against the best retraining, by mean accuracy on new rows. “Shown ahead” means that the
 * 95 % interval of the paired difference excludes 0 and a sign-flip test survives the correction for all pairs of a fine-tuning and a
 * retraining at all budgets, since the best of either is chosen after the fact: that any budget is called wrongly has a chance of 5 %.
 */
import { doing } from '../measure/doing.ts';
import { compared } from '../measure/statistics/comparison.ts';
import type { Metric } from '../measure/metrics/metric.ts';
import { deciding } from '../measure/metrics/registry.ts';
import { difference as inWords } from '../measure/metrics/words.ts';
import { signFlipTests } from '../measure/statistics/sign-flips.ts';
import { LEVEL, MIN_SEEDS } from '../measure/statistics/standing.ts';
import { excludes } from '../maths/statistics.ts';
import type { Interval } from '../maths/interval.ts';
import type { ArmSummary, Summary } from '../contracts/results.ts';
import { byMerit } from './choice.ts';

/** What came of the experiment at one budget. */
export interface SweepPoint {
  /** Labelled rows of the new world. */
  readonly labels: number;
  readonly summary: Summary;
}

type Family = 'fine-tune' | 'retrain';

/** The best of either family at one budget. */
export interface Standing {
  readonly labels: number;
  readonly tuned: ArmSummary;
  readonly retrained: ArmSummary;
  /** What decides, and its merit on new rows, fine-tuned minus retrained, seed by seed. */
  readonly metric: Metric;
  readonly difference: Interval;
  /** The family that is shown ahead; null where the two are not separated. */
  readonly ahead: Family | null;
}

/**
 * `overtaken`: one family is shown ahead first and the other later. `caught-up`: one is shown ahead, but not with the most
 * labels. `ahead`: one is shown ahead with the most labels, and the other nowhere. `unsteady`: the lead changes more than once.
 */
export type Course = 'too-few-seeds' | 'one-family' | 'not-separated' | 'ahead' | 'caught-up' | 'overtaken' | 'unsteady';

export interface Crossover {
  readonly course: Course;
  /** By rising budget; budgets at which a family has no repair are left out. */
  readonly standings: readonly Standing[];
  /** Of `overtaken`: the last budget with the first leader shown ahead, and the first with the other. */
  readonly between?: readonly [before: Standing, after: Standing];
  /** One sentence. */
  readonly sentence: string;
}

/** What the budgets say together; nothing below 6 seeds. The order of `points` does not matter. */
export function crossover(points: readonly SweepPoint[]): Crossover {
  const standings = standingsOf([...points].sort((a, b) => a.labels - b.labels));
  const seeds = Math.min(...points.map(({ summary }) => summary.seeds));
  if (points.length && seeds < MIN_SEEDS) {
    return {
      course: 'too-few-seeds',
      standings,
      sentence: `Nothing is concluded from fewer than ${MIN_SEEDS} seeds, and this sweep has ${seeds}: chance alone can make one repair win on every seed.`,
    };
  }
  const last = standings.at(-1);
  if (!last)
    return {
      course: 'one-family',
      standings,
      sentence: 'A crossing needs a repair that fine-tunes and one that retrains in the same experiment.',
    };
  const led = standings.filter(({ ahead }) => ahead !== null);
  const changes = led.flatMap((after, i) => (i > 0 && led[i - 1]!.ahead !== after.ahead ? [[led[i - 1]!, after] as const] : []));
  const [between, second] = changes;
  if (second)
    return {
      course: 'unsteady',
      standings,
      sentence: 'The lead changes more than once over these budgets, so no single crossing can be named.',
    };
  if (between) return { course: 'overtaken', standings, between, sentence: overtaken(between) };
  const [first] = led;
  const latest = led.at(-1);
  if (!first || !latest)
    return {
      course: 'not-separated',
      standings,
      sentence: `From ${standings[0]!.labels} to ${last.labels} labels the best fine-tuning and the best retraining are not separated; more seeds would narrow the intervals.`,
    };
  if (latest === last)
    return {
      course: 'ahead',
      standings,
      sentence: `No crossing up to ${last.labels} labels: ${lead(last)} there${opening(first, standings)}.`,
    };
  return {
    course: 'caught-up',
    standings,
    sentence: `${noun(latest.ahead === 'retrain' ? 'fine-tune' : 'retrain')} catches up: up to ${latest.labels} labels ${lead(latest)}; with more, neither is shown ahead.`,
  };
}

function standingsOf(points: readonly SweepPoint[]): Standing[] {
  const pairs = points.flatMap(({ labels, summary }) => {
    const of = (family: Family) => byMerit(summary.arms.filter((arm) => arm.family === family));
    return of('fine-tune').flatMap((tuned, i) =>
      of('retrain').map((retrained, j) => ({
        ...{ labels, tuned, retrained, metric: deciding(summary) },
        best: i === 0 && j === 0,
        difference: compared(summary.comparisons, tuned.id, retrained.id).difference,
      })),
    );
  });
  // A sweep that was stopped may have fewer seeds at its last budget.
  const seeds = Math.min(...pairs.map(({ difference }) => difference.values.length));
  const tests = signFlipTests(pairs.map(({ difference: { values } }) => ({ differences: values.slice(0, seeds), sides: 2 })));
  return pairs.flatMap(({ labels, tuned, retrained, metric, best, difference }, i) => {
    if (!best) return [];
    const shown = seeds >= MIN_SEEDS && tests[i]!.adjusted! < LEVEL && excludes(difference, 0);
    return [{ labels, tuned, retrained, metric, difference, ahead: shown ? (difference.mean > 0 ? 'fine-tune' : 'retrain') : null }];
  });
}

const overtaken = ([before, after]: readonly [Standing, Standing]): string =>
  `${noun(before.ahead)} is overtaken between ${before.labels} and ${after.labels} labels: with ${before.labels} ${lead(before)}, with ${after.labels} ${lead(after)}.`;

/** Where the lead is first shown, unless that is with the fewest labels. */
const opening = (first: Standing, standings: readonly Standing[]): string =>
  first === standings[0] || first === standings.at(-1) ? '' : `, for the first time with ${first.labels}`;

/** Who is ahead of whom, and by how much. */
function lead({ ahead, tuned, retrained, difference, metric }: Standing): string {
  const [leader, other] = ahead === 'retrain' ? [retrained, tuned] : [tuned, retrained];
  const by =
    ahead === 'retrain' ? { mean: -difference.mean, lo: -difference.hi, hi: -difference.lo, values: difference.values } : difference;
  return `${doing(leader)} is shown ahead of ${doing(other)} (${inWords(metric, by)})`;
}

const noun = (family: Standing['ahead']): string => (family === 'retrain' ? 'Retraining' : 'Fine-tuning');
