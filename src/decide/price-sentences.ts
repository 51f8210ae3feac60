/** For which prices of a repair which policy costs least, in words. */
import { PRICES } from '../measure/cost/repair-prices.ts';
import type { StreamSummary } from '../contracts/stream-summary.ts';
import { findPolicy, ownParameters, policyTitle } from '../policies/registry.ts';
import type { StreamSpec } from '../spec/schema.ts';

/** A price as it is read: three digits at most. */
export const priceText = (price: number): string => Number(price.toPrecision(price < 10 ? 2 : 3)).toLocaleString('en');

/** First what the means say, then where that is shown. Empty where there was nothing to compare. */
export function priceSentences(spec: StreamSpec, { prices }: Pick<StreamSummary, 'prices'>): string[] {
  if (!prices) return [];
  const title = (policy: number) => policyTitle(spec.policies[policy]!);
  const names = (policies: readonly number[]) => policies.map(title).join(' and ');
  const { ranges, seeds } = prices;
  const told = ranges.map(({ from, to, lowest }, i) => {
    if (ranges.length === 1) return `at every price from ${priceText(from)} to ${priceText(to)} ${names(lowest)}`;
    if (i === 0) return `up to a price of ${priceText(to)} wrong answers per repair ${names(lowest)}`;
    return i === ranges.length - 1 ? `beyond it ${names(lowest)}` : `from there to ${priceText(to)} ${names(lowest)}`;
  });
  const only = seeds === 1 ? 'On the one seed, the' : `On the ${seeds} seeds that all ran, the`;
  return [
    `${only} lowest mean total cost has ${told.join(', ')}.`,
    shownSentence(prices, title),
    ...ownPriceSentence(spec, prices.policies),
  ];
}

/** Neighbouring prices of the grid at which the same policy is shown best; between them it is so, too. */
function shownSentence({ points }: NonNullable<StreamSummary['prices']>, title: (policy: number) => string): string {
  const spans: { policy: number; from: number; to: number }[] = [];
  points.forEach(({ price, best }, i) => {
    if (best.length !== 1) return;
    const [policy] = best as [number];
    const before = spans.at(-1);
    if (before && before.policy === policy && before.to === points[i - 1]!.price) before.to = price;
    else spans.push({ policy, from: price, to: price });
  });
  if (spans.length === 0) return `At none of ${PRICES.length} prices is one shown to cost least, corrected for all of them.`;
  const told = spans.map(
    ({ policy, from, to }) => `${title(policy)} ${from === to ? `at ${priceText(from)}` : `from ${priceText(from)} to ${priceText(to)}`}`,
  );
  return `Shown, corrected for ${PRICES.length} prices: ${told.join('; ')}.`;
}

/** Whose own trigger looks at the price. */
function ownPriceSentence({ policies }: StreamSpec, candidates: readonly number[]): string[] {
  const own = candidates.filter((policy) => {
    const { id, params } = policies[policy]!;
    const entry = findPolicy(id);
    return entry && ownParameters(entry, params).some(({ name }) => name === 'price');
  });
  return own.length
    ? [
        `${own.map((policy) => policyTitle(policies[policy]!)).join(', ')} acted by the price in the experiment, and would act at other moments at another.`,
      ]
    : [];
}
