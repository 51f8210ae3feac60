/** A walk through time: the same comparison at one cut after the other, on the same seeds, whoever runs it. What comes of it: `decide/walk-forward.ts`. */
import type { RunRecord } from '../contracts/record.ts';
import { DataError } from '../data/errors.ts';
import { timeOf } from '../data/regimes.ts';
import type { Dataset } from '../data/types.ts';
import { cutsEvery, isEvery } from '../data/walk-cuts.ts';
import type { WalkPoint } from '../decide/walk-forward.ts';
import type { Spec } from '../spec/schema.ts';
import { cutAs } from './own-worlds.ts';

export interface WalkStep {
  readonly id: string;
  readonly cut: string | number;
  readonly spec: Spec;
}

/**
 * An experiment for each cut, in the order of time; a model is repaired on the rows from its cut to the next one, and told on later windows.
 * @param asked dates or numbers, or “every month” and its like.
 * @throws DataError when there are no times, or a cut leaves too few rows, with the numbers.
 */
export function walkSteps(asked: readonly string[], spec: Spec, dataset: Dataset): WalkStep[] {
  const cuts = asked.flatMap((text) => (isEvery(text) ? cutsEvery(text, dataset) : [text]));
  const { time } = dataset;
  if (!time)
    throw new DataError(`${dataset.title} has no column of times to walk through`, {
      remedy: 'Say which one holds the time.',
      option: '--time',
    });
  const inOrder = [...new Set(cuts)].sort((a, b) => timeOf(a, time) - timeOf(b, time));
  const { division } = spec.data;
  return inOrder.map((cut, i) => {
    const ends = inOrder.slice(i + 1);
    const worlds = { cut: String(cut), ...(ends.length > 0 && { ends }), ...(division && { division }) };
    return { id: `cut at ${cut}`, cut, spec: cutAs(spec, dataset, worlds).spec };
  });
}

/** What a finished step is to the walk. */
export const pointOf = ({ cut }: Pick<WalkStep, 'cut'>, { derived, results }: RunRecord): WalkPoint => ({
  cut,
  summary: derived.summary,
  results,
});
