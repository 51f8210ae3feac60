/** What the grids of scenarios share. */
import type { Spec } from '../../spec/schema.ts';

/** Seeds that may be seen: a chooser has trainings for six of every repair, and may spend them on more seeds of fewer. */
export const SEEN = 16;
/** Further seeds, on which what was chosen is scored. */
export const SCORED = 10;

export type Family = 'P(x) global' | 'P(x) local' | 'P(y)' | 'P(y|x)' | 'several' | 'none';

export const parts = ['in-sample', 'fresh'] as const;
export type Part = (typeof parts)[number];

export interface Scenario {
  readonly id: string;
  readonly family: Family;
  readonly part: Part;
  readonly spec: Spec;
}

export const arms = [
  'none',
  'restandardise',
  'prior-correction',
  'head-only',
  'first-block',
  'full-fine-tune',
  'replay',
  'retrain-new',
  'retrain-all',
].map((id) => ({ id }));

/** What happens to the world, and what of it changes. */
export type Change = readonly [name: string, family: Family, drift: Spec['drift']];
