/** What a stream says of its policies, in words no stronger than its standing and its intervals. */
import { hours } from '../measure/freshness/words.ts';
import type { StreamVerdict } from '../contracts/verdict.ts';
import { capital, percent, pointsOf } from '../measure/format.ts';
import { inUnit } from '../measure/metrics/metric.ts';
import { metricOf } from '../measure/metrics/registry.ts';
import { amount, figure } from '../measure/metrics/words.ts';
import { MIN_SEEDS } from '../measure/statistics/standing.ts';
import { isByHand, isOracle } from '../measure/statistics/stream-evidence.ts';
import type { PolicySummary, StreamSummary } from '../contracts/stream-summary.ts';
import type { Interval } from '../maths/interval.ts';
import { policyTitle } from '../policies/registry.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { priceSentences } from './price-sentences.ts';

/** Policies beyond these are counted, not named. */
const MOST_NAMED = 3;

type Words = Pick<StreamVerdict, 'kind' | 'favours' | 'headline' | 'sentences'>;

/**
 * Rules, in this order; cost is the total cost in wrong answers. The oracle and policies that ask a person are never chosen.
 *
 * 1. Fewer than two policies to choose from: there is no choice. Fewer than 6 seeds with nothing shown: no verdict.
 * 2. The only policy that may be the best is favoured: every other is shown to cost more.
 * 3. Else, of those shown to cost at most the margin more than the best, the one that trains least.
 * 4. Where there is none, those that may be the best are tied.
 */
export function streamVerdict(spec: StreamSpec, summary: StreamSummary): StreamVerdict {
  const words = decided(spec, summary);
  const sentences = [...words.sentences, ...oracleSentences(spec, summary), ...limits(spec, summary)].map(capital);
  return { ...words, sentences, prices: priceSentences(spec, summary) };
}

/** Of a stream that a person stopped: when one stops may depend on what one sees, so that its numbers support no claim. */
export const stoppedStreamVerdict = ({ seed, batch }: { readonly seed: number; readonly batch: number }): StreamVerdict => ({
  kind: 'no-choice',
  headline: { before: `Stopped by hand in seed ${seed + 1}, before batch ${batch + 1}`, policy: '', after: '' },
  sentences: ['Nothing is concluded from a stream that did not come to its end.'],
  prices: [],
});

function decided(spec: StreamSpec, summary: StreamSummary): Words {
  const { best, asGood, p } = summary.standing;
  const title = (policy: number) => policyTitle(spec.policies[policy]!);
  const of = (policy: number) => summary.policies[policy]!;
  const open = p.flatMap((value, policy) => (value === null ? [] : [policy]));
  if (open.length < 2) {
    return {
      kind: 'no-choice',
      headline: {
        before: `Nothing to choose: this stream has ${open.length === 1 ? 'one policy' : 'no policy'} that decides by itself`,
        policy: '',
        after: '',
      },
      sentences: ['Add another policy, and play again.'],
    };
  }
  if (summary.leader === null || (summary.seeds < MIN_SEEDS && best.length === open.length && asGood.length === 0)) {
    const why =
      summary.seeds === 1
        ? 'One seed: no interval, no verdict.'
        : `With fewer than ${MIN_SEEDS} seeds, chance alone can make one policy win on every seed.`;
    return {
      kind: 'too-few-seeds',
      headline: { before: `Too few seeds for a verdict: ${summary.seeds} of ${MIN_SEEDS}`, policy: '', after: '' },
      sentences: [why],
    };
  }
  const leader = summary.leader;
  const least = (policies: readonly number[]) =>
    policies.reduce((low, policy) => (of(policy).flops.mean < of(low).flops.mean ? policy : low));
  const worse = open.filter((policy) => !best.includes(policy));
  const shownWorse = worse.length ? [`Shown to cost more: ${worse.map(title).join(', ')}.`] : [];
  const margin = wrong(summary.margin);

  if (best.length === 1) {
    const next = runnerUp(summary, open, leader);
    const costs = next.against?.costs;
    return {
      kind: 'favoured',
      favours: leader,
      headline: {
        before: 'This run’s evidence favours ',
        policy: title(leader),
        after: costs ? `: total cost ${whole(costs.leader)} against ${whole(costs.own)} of the runner-up, ${title(next.policy)}` : '',
      },
      sentences: [
        'Every other policy is shown to cost more.',
        differenceSentence(summary, next, title),
        ...asGoodSentence(asGood, leader, title, margin),
        ...servedSentences(of(leader), summary),
      ],
    };
  }
  if (asGood.length) {
    const favoured = least(asGood);
    const against = of(favoured).against;
    return {
      kind: 'favoured',
      favours: favoured,
      headline: {
        before: 'This run’s evidence favours ',
        policy: title(favoured),
        after: `: total cost ${whole(of(favoured).cost.mean)}, shown to be less than ${margin} above the lowest${asGood.length > 1 ? ', and it trains least' : ''}`,
      },
      sentences: [
        ...(against ? [differenceSentence(summary, of(favoured), title)] : []),
        `Which of ${best.map(title).join(', ')} costs least is open.`,
        ...asGoodSentence(asGood, favoured, title, margin),
        ...shownWorse,
        ...servedSentences(of(favoured), summary),
      ],
    };
  }
  const tied = [leader, ...best.filter((policy) => policy !== leader).sort((a, b) => of(a).cost.mean - of(b).cost.mean)];
  const cheapest = least(tied);
  const rivals = tied.slice(1);
  return {
    kind: 'tie',
    headline: {
      before: 'A tie: ',
      policy: either(tied.map(title)),
      after: `; ${cheapest === leader ? 'the first' : title(cheapest)} trains ${tied.length > 2 ? 'least' : 'less'}`,
    },
    sentences: [
      `${title(leader)} has the lowest mean total cost, ${whole(of(leader).cost.mean)}.`,
      ...rivals.slice(0, MOST_NAMED).map((policy) => differenceSentence(summary, of(policy), title, ': not shown to cost more')),
      ...(rivals.length > MOST_NAMED ? [`Nor are ${rivals.slice(MOST_NAMED).map(title).join(', ')}.`] : []),
      ...shownWorse,
      ...servedSentences(of(leader), summary),
    ],
  };
}

/** The candidate that comes closest, on the seeds that it and the leader ran. */
const runnerUp = ({ policies }: StreamSummary, open: readonly number[], leader: number): PolicySummary =>
  open
    .filter((policy) => policy !== leader)
    .map((policy) => policies[policy]!)
    .reduce((next, one) => ((one.against?.cost.mean ?? Infinity) < (next.against?.cost.mean ?? Infinity) ? one : next));

function differenceSentence(
  { leader }: StreamSummary,
  { policy, against }: PolicySummary,
  title: (policy: number) => string,
  so = '',
): string {
  const { cost, seeds, recovery } = against!;
  const time = recovery?.difference?.mean;
  const back =
    time === undefined
      ? ''
      : ` On the ${seedsText(recovery!.seeds)} on which both recover from the drift, ${Math.abs(time) < 0.05 ? 'both are back after as many batches' : `it is back ${Math.abs(time).toFixed(1)} batches ${time < 0 ? 'sooner' : 'later'}`}.`;
  return `${title(policy)} costs ${signed(cost.mean)}${range(cost)} against ${title(leader!)} on ${seedsText(seeds)}${so}.${back}`;
}

/** How well it was served, and whether it was back in time. */
function servedSentences({ accuracy, rmse, recovery, seeds, diverged, freshness }: PolicySummary, { target }: StreamSummary): string[] {
  const back =
    recovery &&
    (recovery.batches
      ? `; it recovers from the drift on ${recovery.seeds} of ${seedsText(seeds)}, there after ${recovery.batches.mean.toFixed(1)} batches`
      : `; it recovers from the drift on none of ${seedsText(seeds)}`);
  return [
    target && rmse
      ? `It tells ${percent(accuracy)} of the numbers within ${amount(inTarget(target), target.tolerance)} of what they are, as 90 % of held-out old rows were${back ?? ''}.`
      : `It serves ${percent(accuracy)} right${back ?? ''}.`,
    ...(target && rmse ? [`Its root mean squared error over the stream is ${figure(inTarget(target), rmse)}.`] : []),
    ...(freshness && freshness.stale.mean > 0
      ? [
          `${percent(freshness.stale)} of the rows were served while one of its repairs was under way${freshness.hours ? `; from the drift to its recovery it takes ${hours(freshness.hours.mean)} on average` : ''}.`,
        ]
      : []),
    ...(diverged ? [`${diverged} of its repairs diverged: counted, but not installed.`] : []),
  ];
}

function asGoodSentence(asGood: readonly number[], favoured: number, title: (policy: number) => string, margin: string): string[] {
  const others = asGood.filter((policy) => policy !== favoured);
  return others.length ? [`Shown to be less than ${margin} above the lowest, too: ${others.map(title).join(', ')}.`] : [];
}

/** What knowing the future would have cost, and whom that bounds. */
function oracleSentences({ policies }: StreamSpec, summary: StreamSummary): string[] {
  const others = summary.policies.filter(({ policy }) => !isOracle(policies[policy]!) && !isByHand(policies[policy]!));
  const least = Math.min(...others.map(({ cost }) => cost.values[0]!));
  return summary.policies.flatMap(({ policy, cost }) => {
    const { params } = policies[policy]!;
    if (!isOracle(policies[policy]!) || summary.edited || params.approval === 'hand') return [];
    return [
      `No candidate, for it knows the future: on the first seed the oracle costs ${whole(cost.values[0]!)}${others.length ? `, the best of the others ${whole(least)}` : ''}. That bounds policies that repair from the base model by ${String(params.action ?? 'retrain-new')}; a repair that goes on from the serving model can cost less.`,
    ];
  });
}

/** What the verdict does not speak of. */
function limits(spec: StreamSpec, { edited, margin }: StreamSummary): string[] {
  const asked = spec.policies.filter(isByHand).map(policyTitle);
  return [
    ...(edited
      ? [
          'A person changed the first seed by hand: it is shown, but not counted. Drifts by hand came at the same batch of every further seed.',
        ]
      : []),
    ...(asked.length ? [`A person decides for ${asked.join(', ')}, on the first seed only: no candidate.`] : []),
    ...(margin > 0
      ? [`Differences in total cost of ${wrong(margin)} (${pointsOf(spec.measure.margin)} of the rows) do not matter in this experiment.`]
      : []),
  ];
}

/** How numbers in the unit of the target are written. */
const inTarget = (target: NonNullable<StreamSummary['target']>) => inUnit(metricOf('rmse'), { target });

const whole = (value: number): string => value.toFixed(0);
const seedsText = (count: number): string => `${count} seed${count === 1 ? '' : 's'}`;
const wrong = (amount: number): string => (amount === 1 ? '1 wrong answer' : `${Number(amount.toPrecision(3))} wrong answers`);

function signed(value: number): string {
  const digits = Math.abs(value).toFixed(Math.abs(value) < 9.95 ? 1 : 0);
  return Number(digits) === 0 ? '±0' : `${value < 0 ? '−' : '+'}${digits}`;
}

/** The interval where there is one. */
const range = ({ lo, hi, values }: Interval): string => (values.length < 2 ? '' : ` (${signed(lo)} to ${signed(hi)})`);

/** As many as a headline bears. */
function either(titles: readonly string[]): string {
  const some = titles.slice(0, titles.length > MOST_NAMED ? 1 : MOST_NAMED);
  const all = titles.length > some.length ? [...some, `one of ${titles.length - some.length} others`] : some;
  return `${all.slice(0, -1).join(', ')} or ${all.at(-1)!}`;
}
