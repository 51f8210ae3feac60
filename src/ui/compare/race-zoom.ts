/** The part of the vertical axis in which models are good. */
import type { JudgedArm } from '../../contracts/results.ts';
import type { Span } from '../charts/scales.ts';

/** An axis that shows less than this would make differences of nothing large. */
const LEAST = 0.08;
const WHOLE: Span = [0, 1];
/** Round steps on which it begins and ends. */
const STEPS = [0.02, 0.05, 0.1];

/**
 * From just below the lowest end of a repair to just above the highest, on round percent; doing nothing may lie below it. From 0 where a repair ends
 * near the foot. Undefined where none has come to its end.
 * @param before what was seen so far in that run: it grows, and never moves
 */
export function whereGood(arms: readonly Pick<JudgedArm, 'id' | 'accuracyNew'>[], before?: Span): Span | undefined {
  const ends = arms.filter(({ id }) => id !== 'none').map(({ accuracyNew }) => accuracyNew.mean);
  if (!ends.length) return before;
  const lowest = Math.min(...ends, ...(before ? [before[0]] : []));
  const highest = Math.max(...arms.map(({ accuracyNew }) => accuracyNew.mean), ...(before ? [before[1]] : []));
  const step = STEPS.find((each) => 4 * each >= highest - lowest) ?? STEPS.at(-1)!;
  // Percent are whole, so that a step of 0.05 ends on 0.85 and not beside it.
  const on = (to: (value: number) => number, value: number) => (to((100 * value) / (100 * step)) * Math.round(100 * step)) / 100;
  const from = before && lowest >= before[0] ? before[0] : on(Math.floor, lowest - step / 2);
  const to = before && highest <= before[1] ? before[1] : Math.min(1, on(Math.ceil, highest + step / 2));
  if (from <= 0) return WHOLE;
  return [to - from < LEAST ? Math.round(100 * (to - LEAST)) / 100 : from, to];
}
