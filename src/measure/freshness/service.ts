/** Which model serves when, and what users have lost by then: piecewise linear in time. */
import type { Served } from '../../contracts/freshness.ts';

export type Steps = Served['steps'];

/** The base model, then each repair from when it is ready on; one that is ready no earlier than a later one of the list never serves. */
export function stepsOf(repairs: readonly { readonly arm: string; readonly ready: number }[]): Steps {
  const kept = repairs.filter(({ ready }, i) => ready < Infinity && repairs.slice(i + 1).every((next) => ready < next.ready));
  return [{ from: 0, arm: 'none' }, ...kept.map(({ arm, ready }) => ({ from: ready, arm }))];
}

/** Loss from 0 to `until` (hours) at one answer an hour: every model's loss of an answer times how long it serves. */
export function lossUntil(steps: Steps, lossOf: (arm: string) => number, until: number): number {
  return steps.reduce((sum, { from, arm }, i) => {
    const to = Math.min(until, steps[i + 1]?.from ?? Infinity);
    return to > from ? sum + lossOf(arm) * (to - from) : sum;
  }, 0);
}

/** Hours within 0 … limit at which either changes its model, ascending, 0 and the limit among them. */
export const kinks = (services: readonly Steps[], limit: number): number[] =>
  [...new Set([0, ...services.flatMap((steps) => steps.map(({ from }) => from)).filter((from) => from < limit), limit])].sort(
    (a, b) => a - b,
  );
