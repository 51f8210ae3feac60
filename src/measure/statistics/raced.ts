/** Where a race stands after the results so far. */
import { race } from './race.ts';
import { merit, metricOf } from '../metrics/registry.ts';
import { LEVEL } from './standing.ts';
import type { ArmInfo, ArmResult } from '../../contracts/results.ts';

/** Seeds after which a race is looked at; the same on every machine, so that it ends with the same seed. */
export const LOOK_EVERY = 4;

export interface Raced {
  /**
   * One arm is left that may be the best, or one is shown as good as the best; but not while doing nothing may be the best and is not shown as
   * good: whether any repair helps is the first question.
   */
  readonly settled: boolean;
  /** Arms that were left out, each with the number of seeds it had run by then. */
  readonly retired: Readonly<Record<string, number>>;
}

/** `arms` without those that could not run on some seed. Nothing costs nothing, and the others are paired with it: it is never left out. */
export function raced(results: readonly ArmResult[], arms: readonly ArmInfo[], margin: number, metric = metricOf()): Raced {
  const values = arms.map(({ id }) =>
    results
      .filter(({ arm }) => arm === id)
      .sort((a, b) => a.seed - b.seed)
      .map((result) => merit(metric, result)),
  );
  const { best, asGood, after } = race(values, margin, LEVEL);
  const nothing = arms.findIndex(({ family }) => family === 'none');
  const gainUnclear = best[nothing] === true && !asGood[nothing];
  return {
    settled: best.filter(Boolean).length < 2 || (asGood.includes(true) && !gainUnclear),
    retired: Object.fromEntries(arms.flatMap(({ id, family }, i) => (after[i] !== null && family !== 'none' ? [[id, after[i]!]] : []))),
  };
}
