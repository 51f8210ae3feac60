/** What waiting for a repair comes to, in words: who is ahead until when, what stands at the horizon, and what patching first would spare. */
import { doing } from '../measure/doing.ts';
import type { Crossing, Freshness, LossKind } from '../contracts/freshness.ts';
import type { Summary } from '../contracts/results.ts';
import { excludes } from '../maths/statistics.ts';
import type { Interval } from '../maths/interval.ts';
import { capital } from '../measure/format.ts';
import { hours, hoursFromTo } from '../measure/freshness/words.ts';

/** What names a repair in a sentence. */
export type TitleOf = (arm: string) => string;

type Titled = Pick<Summary, 'arms'>;
const named =
  ({ arms }: Titled, say: (arm: { readonly title: string }) => string): TitleOf =>
  (id) =>
    id === 'none'
      ? 'the model as it is'
      : id
          .split('+')
          .map((one) => {
            const arm = arms.find((each) => each.id === one);
            return arm ? say(arm) : one;
          })
          .join(', then ');

/** Titles of the repairs of a run, as in a table; two in turn are `first+next`. */
export const titlesOf = (of: Titled): TitleOf => named(of, ({ title }) => title);
/** The same inside a sentence. */
export const doingsOf = (of: Titled): TitleOf => named(of, doing);

/** What an amount of loss is called, of one answer and of many. */
const LOSSES: Readonly<Record<LossKind, { readonly many: string; readonly each: string }>> = {
  wrong: { many: 'wrong answers', each: 'of all answers wrong' },
  cost: { many: 'in cost of errors', each: 'in cost of errors an answer' },
  error: { many: 'in absolute error', each: 'mean absolute error' },
};

/** Hours until the first repair serves; Infinity where none ever does. */
const soonestOf = (leads: Freshness['leads']): number =>
  Math.min(...Object.entries(leads).map(([id, { total }]) => (id === 'none' ? Infinity : (total ?? Infinity))));

/** Every sentence holds of what it quotes; the last says under which condition. Empty where the run had nothing to compare. */
export function freshnessSentences(freshness: Freshness | null, titleOf: TitleOf): string[] {
  if (!freshness) return [];
  const { horizon, leads } = freshness;
  const repairs = Object.entries(leads).filter(([id]) => id !== 'none');
  const soonest = soonestOf(leads);
  if (freshness.traffic === 0) return ['No answers are given, so nothing is lost by waiting.'];
  if (!(soonest < horizon))
    return [
      `No repair is in service within ${hours(horizon)}: ${soonest < Infinity ? `the first is after ${hours(soonest)}. Look further ahead.` : 'their labels never come.'}`,
    ];
  return [
    leadSentence(repairs, titleOf),
    ...orderSentences(freshness, titleOf),
    atHorizon(freshness, titleOf),
    ...bridgeSentences(freshness, titleOf),
    'This is a horizon, not a promise: it holds as long as the world stays as it is after the drift.',
  ];
}

/** Of all that, what belongs beside a verdict: who overtakes last, and what patching first spares. */
export function freshnessReasons(found: Freshness | null, titleOf: TitleOf): string[] {
  if (!found) return [];
  const soonest = soonestOf(found.leads);
  if (found.traffic === 0 || !(soonest < found.horizon)) return freshnessSentences(found, titleOf);
  const order = orderSentences(found, titleOf).slice(-1);
  return [
    ...order.map((sentence) => `Waiting included: ${sentence[0]!.toLowerCase()}${sentence.slice(1)}`),
    ...bridgeSentences(found, titleOf),
  ];
}

function leadSentence(repairs: readonly [string, Freshness['leads'][string]][], titleOf: TitleOf): string {
  const waits = [...repairs].sort(([, a], [, b]) => (a.total ?? Infinity) - (b.total ?? Infinity));
  const text = ([id, { total }]: (typeof waits)[number]) =>
    `${titleOf(id)} ${total === null ? 'never (its labels never come)' : total === 0 ? 'at once' : `after ${hours(total)}`}`;
  const told = waits.length > 3 ? [waits[0]!, waits.at(-1)!] : waits;
  return `In service: ${told.map(text).join(', ')}${waits.length > 3 ? `, ${waits.length - 2} others in between` : ''}.`;
}

/** Who leads until when. */
function orderSentences({ leaders, crossings, limit }: Freshness, titleOf: TitleOf): string[] {
  if (leaders.length === 0) return [];
  if (leaders.length === 1)
    return [`Of single repairs ${titleOf(leaders[0]!.id)} has cost users least at any time within ${hours(limit)}: no other overtakes it.`];
  return leaders.slice(1).map(({ from, id }, i) => {
    const before = leaders[i]!.id;
    // Arms of a race have run different numbers of seeds; a crossing is of those that both have.
    const [crossing] = crossings
      .filter((each) => each.before === before && each.after === id)
      .sort((one, other) => Math.abs(one.at - from) - Math.abs(other.at - from));
    // The first repair to help overtakes the model as it was the moment it serves.
    return crossing
      ? `${capital(titleOf(before))} is ahead ${when(crossing)}; after that ${titleOf(id)} has paid back its wait.`
      : `${capital(titleOf(id))} takes over after ${hours(from)}.`;
  });
}

/** “for the first 9 days (95 %: 7 to 11 days)”. */
export const when = ({ at, lo, hi }: Pick<Crossing, 'at' | 'lo' | 'hi'>): string =>
  `for the first ${hours(at)} (95 %: ${hi === null ? `${hours(lo)} or longer, and perhaps for good` : hoursFromTo(lo, hi)})`;

function atHorizon({ served, standing, horizon, loss }: Freshness, titleOf: TitleOf): string {
  const single = served.filter(({ id }) => id in standing.p).sort((a, b) => a.loss.mean - b.loss.mean);
  const [least] = single;
  const figure = amount(loss, least!.loss);
  if (standing.best.length === 1)
    return `Over ${hours(horizon)} ${titleOf(least!.id)} costs users least: ${figure}. Every other is shown to cost more.`;
  const open = single.filter(({ id }) => standing.best.includes(id) && id !== least!.id).map(({ id }) => titleOf(id));
  return `Over ${hours(horizon)} ${titleOf(least!.id)} costs users least on average, ${figure}; not shown to cost more: ${open.slice(0, 3).join(', ')}${open.length > 3 ? ` and ${open.length - 3} others` : ''}.`;
}

/** Of two in turn whose second is ahead at some time, those that cost users least. Patching first is never later, but may be worse for as long as the patch serves. */
function bridgeSentences({ bridges, leaders, served, traffic, horizon, loss }: Freshness, titleOf: TitleOf): string[] {
  const lossOf = (id: string) => served.find((each) => each.id === id)!.loss.mean;
  const [bridge] = bridges
    .filter(({ next }) => leaders.some(({ id }) => id === next))
    .sort((a, b) => lossOf(`${a.first}+${a.next}`) - lossOf(`${b.first}+${b.next}`));
  if (!bridge) return [];
  const { first, next, spared } = bridge;
  const both = `${capital(titleOf(first))} now, ${titleOf(next)} when it is ready`;
  if (!excludes(spared, 0) || spared.mean < 0) return [`${both}: not shown to spare users anything against waiting.`];
  return [
    `${both}: spares users ${total(loss, spared, traffic, horizon)} until then against waiting for the second alone; both are paid for.`,
  ];
}

/** Until the horizon, of all answers where it is known how many there are. */
export function total(loss: LossKind, each: Interval, traffic: number | null, horizon: number): string {
  if (traffic === null) return amount(loss, each);
  const answers = traffic * horizon;
  return `${count(each.mean * answers)} ${LOSSES[loss].many} (95 %: ${count(each.lo * answers)} to ${count(each.hi * answers)})`;
}

/** The same for a cell of a table: `183,000 (169,000–196,000)`. */
export function inShort(loss: LossKind, { mean, lo, hi, values }: Interval, traffic: number | null, horizon: number): string {
  const scale = traffic === null ? (loss === 'wrong' ? 100 : 1) : traffic * horizon;
  const [middle, low, high] = [mean, lo, hi].map((value) => count(value * scale));
  return values.length < 2 ? middle! : `${middle} (${low}–${high})`;
}

const count = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en').replace('-', '−');

/** Of one answer: `4.1 % (3.8 to 4.4) of all answers wrong`. */
export function amount(loss: LossKind, { mean, lo, hi, values }: Interval): string {
  const text = (value: number) => (loss === 'wrong' ? `${(100 * value).toFixed(1)}` : String(Number(value.toPrecision(3))));
  const range = values.length < 2 ? '' : ` (95 %: ${text(lo)} to ${text(hi)})`;
  return `${text(mean)}${loss === 'wrong' ? ' %' : ''}${range} ${LOSSES[loss].each}`.replaceAll('-', '−');
}
