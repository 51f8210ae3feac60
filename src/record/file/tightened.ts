/**
 * What `packed` left as lists of numbers, in fewer letters: fractions and decimals of different denominators, and numbers with gaps. A second
 * pass over its result, so that a file from before this pass is still known by its letters; `unpacked` reads both.
 *
 * - `{"$nulls": places, "$numbers": list}` numbers, with `null` put in at these places
 * - `{"$parts": list, "$of": list}` each the part over its own denominator
 */
import { fractionOf } from '../../maths/fraction.ts';
import { DECIMALS, FEWEST, MOST_ROWS, MOST_WHOLE, packedNumbers, shortest, wholes, type Json } from './columns.ts';

/** Beyond those that a whole list is tried with: six digits of what is small. */
const FINE = [...DECIMALS, 10_000_000, 100_000_000];

/** @param value as `packed` gives it */
export function tightened(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (!(value instanceof Array)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tightened(inner)]));
  const list = value as readonly Json[];
  if (list.length >= FEWEST && list.every((each) => typeof each === 'number' || each === null)) return numbersOf(list);
  return list.map(tightened);
}

function numbersOf(list: readonly (number | null)[]): Json {
  const numbers = list.filter((each) => each !== null);
  if (numbers.length === list.length) return shortest([list, ...fine(numbers), parts(numbers)]);
  const nulls = list.flatMap((each, at) => (each === null ? [at] : []));
  const rest = packedNumbers(numbers);
  return shortest([list, { $nulls: packedNumbers(nulls), $numbers: tightened(rest) }]);
}

/** Over one finer denominator, where one serves all. */
function fine(list: readonly number[]): readonly Json[] {
  const over = FINE.find((each) => list.every((value) => Math.abs(value * each) < MOST_WHOLE && Math.round(value * each) / each === value));
  return wholes(list, over);
}

/** Undefined where a number is no such fraction. */
function parts(list: readonly number[]): Json | undefined {
  const of = list.map((value) => fractionOf(value, MOST_ROWS) ?? FINE.find((over) => Math.round(value * over) / over === value));
  const whole = list.map((value, at) => Math.round(value * (of[at] ?? 0)));
  if (!of.every((over) => over !== undefined) || whole.some((part) => Math.abs(part) >= MOST_WHOLE)) return undefined;
  return { $parts: packedNumbers(whole), $of: packedNumbers(of) };
}
