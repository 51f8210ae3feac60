/** Label budgets to try one after the other. */
import type { Spec } from '../spec/schema.ts';
import { unraced } from '../spec/vary.ts';

/** Budgets that a sweep takes at most. */
export const MOST_BUDGETS = 8;
/** The fewest rows that a repair can learn from. */
export const LEAST_LABELS = 2;
const STEPS = [1, 2, 5];
const FIRST = 10;

/** 10, 20, 50, 100 … and the whole pool of labelled rows (2 or more), rising; thinned evenly where that would be more than 8. */
export function usualBudgets(pool: number): number[] {
  const below: number[] = [];
  for (let power = FIRST; power < pool; power *= 10) below.push(...STEPS.map((step) => step * power).filter((labels) => labels < pool));
  const all = [...(below.length || pool <= LEAST_LABELS ? below : [Math.max(LEAST_LABELS, Math.floor(pool / 2))]), pool];
  if (all.length <= MOST_BUDGETS) return all;
  return Array.from({ length: MOST_BUDGETS }, (_, i) => all[Math.round((i * (all.length - 1)) / (MOST_BUDGETS - 1))]!);
}

/** The experiment with that budget. All budgets run the same seeds, so a race runs them all. */
export const atBudget = (spec: Spec, labels: number): Spec => ({ ...unraced(spec), labels: { ...spec.labels, budget: labels } });
