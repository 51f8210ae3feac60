/** Waiting weighs: which repair has cost users least by the horizon, and whether another one should serve until it is ready. */
import { doing } from '../measure/doing.ts';
import { excludes } from '../maths/statistics.ts';
import type { ArmSummary, Standing } from '../contracts/results.ts';
import { capital } from '../measure/format.ts';
import { hours } from '../measure/freshness/words.ts';
import { standing } from '../measure/statistics/standing.ts';
import { costOf } from './choice.ts';
import { amount, total, when } from './freshness.ts';
import { keeping } from './kept.ts';
import { sources, type Known, type NotEvaluable } from './rules.ts';
import { FAVOURS, verdictOf, type Fire, type Settled } from './settled.ts';

/**
 * A repair that is shown to have cost users more by the horizon than another gives way to it: of those shown to be as good, the cheapest; else the one
 * with the least loss. Where a retraining is favoured, the first of two in turn joins it if that is shown to spare users something.
 */
export function byFreshness(
  { summary, waiting }: Known,
  open: readonly ArmSummary[],
  settled: Settled,
  fire: Fire,
  notEvaluable: NotEvaluable[],
): Settled {
  const title = 'Freshness';
  const cannot = (why: string): Settled => {
    notEvaluable.push({ id: 'F1', title, why });
    return settled;
  };
  if (!waiting) return cannot('it was not said how long repairs take until they serve');
  const found = waiting.until(waiting.horizon);
  if (!found) return cannot('the run has no seed on which all repairs can be compared');
  if (settled.arm === undefined) return cannot('nothing is favoured that could be weighed against waiting');
  if (found.traffic === 0) return cannot('no answers are given, so nothing is lost by waiting');
  const { horizon, loss, served, crossings } = found;

  const lossOf = ({ id }: ArmSummary) => served.find((each) => each.id === id)!.loss;
  // Asked for hundreds of times with the same repairs and horizon; `until` is one for each run and lead.
  const { best, asGood } = keptStanding(
    summary,
    `${horizon} ${open.map(({ id }) => id).join()}`,
    () =>
      standing(
        open.map((arm) => ({ id: arm.id, values: lossOf(arm).values.map((value) => -value) })),
        found.margin,
        summary.design,
      ),
    waiting.until,
  );
  const least = (arms: readonly ArmSummary[], of: (arm: ArmSummary) => number) =>
    arms.reduce((top, arm) => (of(arm) < of(top) ? arm : top));
  const among = (ids: readonly string[]) => open.filter(({ id }) => ids.includes(id));
  const now = open.find(({ id }) => id === settled.arm)!;
  const good = best.includes(now.id) || asGood.includes(now.id);
  const to = good
    ? now
    : asGood.length
      ? least(among(asGood), (arm) => costOf(summary, arm))
      : least(among(best), (arm) => lossOf(arm).mean);
  const crossing = crossings.find(({ before, after }) => [now.id, to.id].includes(before) && [now.id, to.id].includes(after));
  if (to === now)
    fire(
      'F1',
      title,
      `Waiting included, over ${hours(horizon)} ${doing(now)} comes to ${amount(loss, lossOf(now))}; no other is shown to cost users less.`,
      sources.freshness,
    );
  else
    fire(
      'F1',
      title,
      `Waiting included, over ${hours(horizon)} ${doing(now)} comes to ${amount(loss, lossOf(now))}, ${doing(to)} to ${amount(loss, lossOf(to))}.${crossing ? ` ${capital(crossing.before === to.id ? doing(to) : doing(now))} is ahead ${when(crossing)}.` : ''}`,
      sources.freshness,
    );
  const turned: Settled =
    to === now
      ? settled
      : { verdict: verdictOf(to), arm: to.id, strength: 'moderate', headline: `${FAVOURS}${doing(to)} within ${hours(horizon)}` };
  const bridge = found.bridges.find(({ first, next }) => next === to.id && open.some(({ id }) => id === first));
  if (!bridge || !excludes(bridge.spared, 0) || bridge.spared.mean < 0) return turned;
  const first = open.find(({ id }) => id === bridge.first)!;
  fire(
    'F2',
    'Patch first',
    `${capital(doing(first))} until ${doing(to)} is ready spares users ${total(loss, bridge.spared, found.traffic, horizon)}. Both are paid for.`,
    sources.freshness,
  );
  return { ...turned, first: first.id, headline: `${turned.headline}, with ${doing(first)} until it is ready` };
}

const keptStanding = keeping<Standing>();
