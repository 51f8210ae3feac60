/** What users of a comparison's repairs get from the drift to a horizon: leads, who is ahead when, and what patching first would spare them. */
import type { Freshness, LossKind } from '../../contracts/freshness.ts';
import type { ArmResult, ArmSummary, Summary } from '../../contracts/results.ts';
import type { Interval } from '../../maths/interval.ts';
import { interval, mean } from '../../maths/statistics.ts';
import { HORIZON, type Lead } from '../../spec/lead/schema.ts';
import { completeRuns } from '../judged.ts';
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

/** Repairs and who serves when, as far as both numbers and curves need it. */
interface Services {
  readonly kind: LossKind;
  readonly losses: Losses;
  readonly leads: Freshness['leads'];
  readonly horizon: number;
  readonly single: readonly Contender[];
  readonly bridges: readonly (Contender & { readonly first: string; readonly next: string })[];
}

/** Null where there is nothing to compare: no repair, nothing to compare it with, or no seed that all have run. */
function services(lead: Lead, concluded: Concluded): Services | null {
  const { arms, metric, target } = concluded.summary;
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
  const horizon = lead.horizon ?? HORIZON;
  const pairs = pairsOf(lead, repairs, readyAt).map(({ first, next }) => ({
    ...{ first, next, id: `${first}+${next}` },
    steps: stepsOf([ready(first), ready(next)]),
  }));
  return {
    ...{ kind, losses, leads, horizon },
    single: arms.map(({ id, family }) => ({ id, steps: stepsOf(family === 'none' ? [] : [ready(id)]) })),
    bridges: bestBridges(pairs, lead.bridges ? undefined : ({ steps }) => mean(averages(steps, losses, horizon))),
  };
}

/**
 * What waiting comes to, who is ahead when and where each stands left out where it is to be `brief`: asked for many horizons, that alone takes long. Null where there is nothing to compare: no repair, nothing to compare it with, or no seed that all have run.
 */
export function freshness(lead: Lead, concluded: Concluded, brief = false): Freshness | null {
  const found = services(lead, concluded);
  if (!found) return null;
  const { kind, losses, leads, horizon, single, bridges } = found;
  const { margin, design, metric } = concluded.summary;
  const of = (id: string) => single.find((each) => each.id === id)!;
  const limit = Math.max(horizon, YEAR);
  const lossOver = ({ steps }: Contender) => averages(steps, losses, horizon);
  const leaders = brief ? [] : leadersOf(single, losses, limit);
  const ofLoss = metric === (kind === 'wrong' ? undefined : METRICS[kind]) ? margin : 0;
  return {
    ...{ loss: kind, traffic: lead.traffic ?? null, horizon, leads, leaders, limit, margin: ofLoss },
    served: [...single, ...bridges].map((each) => ({ id: each.id, steps: each.steps, loss: interval(lossOver(each)) })),
    crossings: neighbours(leaders.map(({ id }) => id))
      .flatMap(([a, b]) => crossings(of(a), of(b), losses, design, limit))
      .sort((a, b) => a.at - b.at),
    standing: standing(
      (brief ? [] : single).map((each) => ({ id: each.id, values: lossOver(each).map((loss) => -loss) })),
      ofLoss,
      design,
    ),
    bridges: bridges.map((each) => {
      const alone = lossOver(of(each.next));
      return { first: each.first, next: each.next, spared: interval(lossOver(each).map((loss, seed) => alone[seed]! - loss)) };
    }),
  };
}

/** What a service has spared users up to each of those hours, against the model as it is, at one answer an hour: mean and 95 % interval over seeds. */
export function sparedOver(lead: Lead, concluded: Concluded, at: readonly number[]): { id: string; spared: Interval[] }[] {
  const found = services(lead, concluded);
  if (!found) return [];
  const { losses, single, bridges } = found;
  return [...single.filter(({ steps }) => steps.length > 1), ...bridges].map(({ id, steps }) => {
    const seeds = Math.min(...steps.map(({ arm }) => losses[arm]!.length));
    const spared = (seed: number, until: number) => {
      const lossOf = (arm: string) => losses[arm]![seed]!;
      return lossOf('none') * until - lossUntil(steps, lossOf, until);
    };
    return { id, spared: at.map((until) => interval(Array.from({ length: seeds }, (_, seed) => spared(seed, until)))) };
  });
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

/** Those that were asked for and ran; else every fine-tuning before every retraining that it is ready before. */
function pairsOf({ bridges }: Lead, repairs: readonly ArmSummary[], ready: (id: string) => number): NonNullable<Lead['bridges']> {
  const ran = new Set(repairs.map(({ id }) => id));
  if (bridges) return bridges.filter(({ first, next }) => ran.has(first) && ran.has(next));
  const of = (family: ArmSummary['family']) => repairs.filter((arm) => arm.family === family);
  return of('retrain').flatMap((next) =>
    of('fine-tune')
      .filter((first) => ready(first.id) < ready(next.id))
      .map((first) => ({ first: first.id, next: next.id })),
  );
}

/** Of each second repair the first one with which users lose least; all of them where no loss is given. */
function bestBridges<B extends { readonly next: string }>(pairs: readonly B[], loss: ((pair: B) => number) | undefined): B[] {
  if (!loss) return [...pairs];
  const best = new Map<string, { readonly pair: B; readonly lost: number }>();
  for (const pair of pairs) {
    const lost = loss(pair);
    if (lost < (best.get(pair.next)?.lost ?? Infinity)) best.set(pair.next, { pair, lost });
  }
  return [...best.values()].map(({ pair }) => pair);
}

/** Pairs of who follows whom, each once. */
function neighbours(ids: readonly string[]): [string, string][] {
  const pairs = ids.slice(1).map((id, i) => [ids[i]!, id].sort() as [string, string]);
  return [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
}
