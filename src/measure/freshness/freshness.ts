/** What users of a comparison's repairs get from the drift to a horizon: leads, who is ahead when, and what patching first would spare them. */
import type { Freshness, LossKind } from '../../contracts/freshness.ts';
import type { ArmResult, ArmSummary, Summary } from '../../contracts/results.ts';
import { interval, mean } from '../../maths/statistics.ts';
import { HORIZON, type Lead } from '../../spec/lead/schema.ts';
import { completeRuns } from '../summary.ts';
import { metricOf } from '../metrics/registry.ts';
import { standing } from '../statistics/standing.ts';
import { crossings, leadersOf, type Contender, type Losses } from './crossing.ts';
import { leadTime, type Yardstick } from './lead-time.ts';
import { lossUntil, stepsOf } from './service.ts';

/** Crossings are looked for that far at least, in hours: “no crossing within a year” is an answer. */
const YEAR = 365 * 24;
/** What is counted of an answer, by the id of the metric that has it. */
const METRICS: Readonly<Record<LossKind, string>> = { wrong: 'accuracy', cost: 'error-cost', error: 'mae' };

/** What it is made of: a summary, and the results that it sums up. */
export interface Concluded {
  readonly summary: Pick<Summary, 'arms' | 'margin' | 'design' | 'metric' | 'target'>;
  readonly results: readonly ArmResult[];
  readonly retired?: Readonly<Record<string, number>>;
}

/** Null where there is nothing to compare: no repair, nothing to compare it with, or no seed that all have run. */
export function freshness(lead: Lead, concluded: Concluded): Freshness | null {
  const { arms, margin, design, metric, target } = concluded.summary;
  const repairs = arms.filter(({ family }) => family !== 'none');
  const kind: LossKind = target ? 'error' : metric === METRICS.cost ? 'cost' : 'wrong';
  const losses = lossesOf(concluded, kind);
  if (!repairs.length || !losses['none']?.length) return null;

  const yardstick = yardstickOf(arms);
  const leads = Object.fromEntries(
    arms.map(({ id, family, counts: { labels, flops } }) => [id, leadTime(lead, { family, labels, flops }, yardstick)]),
  );
  const readyAt = (arm: string) => leads[arm]!.total ?? Infinity;
  const ready = (arm: string) => ({ arm, ready: readyAt(arm) });
  const single: Contender[] = arms.map(({ id, family }) => ({ id, steps: stepsOf(family === 'none' ? [] : [ready(id)]) }));
  const of = (id: string) => single.find((each) => each.id === id)!;
  const bridges = bridgesOf(lead, repairs, readyAt, (id) => mean(losses[id]!) < mean(losses['none']!)).map(({ first, next }) => ({
    ...{ first, next, id: `${first}+${next}` },
    steps: stepsOf([ready(first), ready(next)]),
  }));
  const horizon = lead.horizon ?? HORIZON;
  const limit = Math.max(horizon, YEAR);
  const lossOver = ({ steps }: Contender) => averages(steps, losses, horizon);
  const leaders = leadersOf(single, losses, limit);
  const ofLoss = metric === (kind === 'wrong' ? undefined : METRICS[kind]) ? margin : 0;
  return {
    ...{ loss: kind, traffic: lead.traffic ?? null, horizon, leads, leaders, limit, margin: ofLoss },
    served: [...single, ...bridges].map((each) => ({ id: each.id, steps: each.steps, loss: interval(lossOver(each)) })),
    crossings: neighbours(leaders.map(({ id }) => id))
      .flatMap(([a, b]) => crossings(of(a), of(b), losses, design, limit))
      .sort((a, b) => a.at - b.at),
    standing: standing(
      single.map((each) => ({ id: each.id, values: lossOver(each).map((loss) => -loss) })),
      ofLoss,
      design,
    ),
    bridges: bridges.map((each) => {
      const alone = lossOver(of(each.next));
      return { first: each.first, next: each.next, spared: interval(lossOver(each).map((loss, seed) => alone[seed]! - loss)) };
    }),
  };
}

/** Mean loss of an answer until the horizon, one for each seed that all models of the service have. */
function averages(steps: Contender['steps'], losses: Losses, horizon: number): number[] {
  const seeds = Math.min(...steps.map(({ arm }) => losses[arm]!.length));
  return Array.from({ length: seeds }, (_, seed) => lossUntil(steps, (arm) => losses[arm]![seed]!, horizon) / horizon);
}

/** Of every arm, on the seeds that are summarised; none where a repeat does not have that measure. */
function lossesOf({ summary, results, retired = {} }: Concluded, kind: LossKind): Losses {
  const metric = metricOf(METRICS[kind]);
  const runs = completeRuns(results, summary.arms, retired);
  return Object.fromEntries(
    runs.map(({ arm, results: own }) => {
      const values = own.map(({ measures }) => metric.value(measures)).filter((value) => value !== null);
      return [arm.id, values.length < own.length ? [] : values.map((value) => (kind === 'wrong' ? 1 - value : value))];
    }),
  );
}

/** A full retraining is the repair with the most work; the speed of this machine, the mean over all that was trained. */
function yardstickOf(arms: readonly ArmSummary[]): Yardstick {
  const flops = arms.reduce((sum, { counts }) => sum + counts.flops, 0);
  const seconds = arms.reduce((sum, { trainSeconds }) => sum + trainSeconds.mean, 0);
  return { full: Math.max(...arms.map(({ counts }) => counts.flops)), ...(seconds > 0 && { perHour: (flops / seconds) * 3600 }) };
}

/** Those that were asked for and ran; else before every retraining, of the fine-tunings that help on average, the one that is ready first. */
function bridgesOf(
  { bridges }: Lead,
  repairs: readonly ArmSummary[],
  ready: (id: string) => number,
  helps: (id: string) => boolean,
): NonNullable<Lead['bridges']> {
  const ran = new Set(repairs.map(({ id }) => id));
  if (bridges) return bridges.filter(({ first, next }) => ran.has(first) && ran.has(next));
  const [quickest] = repairs.filter(({ id, family }) => family === 'fine-tune' && helps(id)).sort((a, b) => ready(a.id) - ready(b.id));
  if (!quickest) return [];
  return repairs
    .filter(({ id, family }) => family === 'retrain' && ready(quickest.id) < ready(id))
    .map(({ id }) => ({ first: quickest.id, next: id }));
}

/** Pairs of who follows whom, each once. */
function neighbours(ids: readonly string[]): [string, string][] {
  const pairs = ids.slice(1).map((id, i) => [ids[i]!, id].sort() as [string, string]);
  return [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
}
