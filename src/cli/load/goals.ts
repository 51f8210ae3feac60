/** What a page that is used for long is held to: nothing may grow with the times. */
import type { Figure, Goal, Moment } from './types.ts';

/** A task of the page's main thread that is longer is felt as a freeze (RAIL: an answer within 100 ms), ms. */
const FREEZE_MS = 100;
/** What is kept on purpose (runs that can be brought back by undo, code fetched late) is there after so many times. */
const SETTLED = 15;

export const goals = {
  heap: { title: 'heap at the end, to that once settled', unit: '%', most: 115 },
  memory: { title: 'memory of the processes, to that at half', unit: '%', most: 125 },
  nodes: { title: 'DOM nodes at the end, to those once settled', unit: '%', most: 102 },
  listeners: { title: 'listeners more than once settled', unit: '', most: 0 },
  workers: { title: 'workers more than once settled', unit: '', most: 0 },
  task: { title: 'longest task of the page', unit: 'ms', most: FREEZE_MS },
} as const satisfies Readonly<Record<string, Goal>>;

export function figure(goal: Goal, value: number | null): Figure {
  const { most, least } = goal;
  const met =
    value === null || (most === undefined && least === undefined) ? null : value <= (most ?? Infinity) && value >= (least ?? -Infinity);
  return { ...goal, value, met };
}

/** After how many of so many times a page counts as settled: a tenth, and no fewer than what is kept on purpose takes. */
export const settledAfter = (times: number): number => Math.max(Math.ceil(times / 10), SETTLED);

/**
 * How what a page holds has grown from when it was settled to the end; nothing of it is known where it never was. Workers collect their garbage
 * when they like, which takes longer: the memory of the processes is held against that at half.
 */
export function growth(settled: Moment | undefined, half: Moment | undefined, end: Moment): Figure[] {
  const share = (now: number | null, then: number | null | undefined) => (now === null || !then ? null : (100 * now) / then);
  return [
    figure(goals.heap, share(end.heap, settled?.heap)),
    figure(goals.memory, share(end.memory, half?.memory)),
    figure(goals.nodes, share(end.nodes, settled?.nodes)),
    figure(goals.listeners, settled ? end.listeners - settled.listeners : null),
    figure(goals.workers, settled ? end.workers - settled.workers : null),
  ];
}
