/**
 * How exactly a run is written down. What is counted stays as it is; so do shares of rows, which are exact fractions. Of the rest more
 * digits than these say nothing, and make most of a record's size.
 */
import { fractionOf } from '../maths/fraction.ts';

/** Decimals by the name of a figure: 0.1 ms of training (no browser's clock tells less), a thousandth of a nat of one batch's loss. */
const DECIMALS: Readonly<Record<string, number>> = { seconds: 4, loss: 3, confidence: 3, shares: 6, timerStepMs: 4 };
/** Of times, which end in `Ms`. */
const DECIMALS_OF_MS = 2;
/** Of every other figure. */
const SIGNIFICANT = 6;
/** A share of more rows than these is a figure like any other. */
const MOST_ROWS = 20_000;

/** The value with every number in it as a record holds it. Twice gives the same as once. */
export const recorded = <T>(value: T): T => at(value, '') as T;

function at(value: unknown, name: string): unknown {
  if (typeof value === 'number') return figure(value, name);
  if (Array.isArray(value)) return value.map((each) => at(each, name));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, at(each, key)]));
  return value;
}

function figure(value: number, name: string): number {
  // One zero is enough: JSON has no other.
  if (Number.isInteger(value)) return value + 0;
  const decimals = DECIMALS[name] ?? (name.endsWith('Ms') ? DECIMALS_OF_MS : undefined);
  if (decimals !== undefined) return Number(value.toFixed(decimals)) + 0;
  return fractionOf(value, MOST_ROWS) === undefined ? Number(value.toPrecision(SIGNIFICANT)) : value;
}
