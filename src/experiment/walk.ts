/** A walk through time: the same comparison at one cut after the other, on the same seeds, whoever runs it. What comes of it: `decide/walk-forward.ts`. */
import type { RunRecord } from '../contracts/record.ts';
import type { PassedOver, WalkPlanned, WalkStep } from '../contracts/walk.ts';
import { DataError } from '../data/errors.ts';
import { timeOf } from '../data/regimes.ts';
import type { Dataset } from '../data/types.ts';
import { cutsEvery, isEvery } from '../data/walk-cuts.ts';
import type { WalkPoint } from '../decide/walk-forward.ts';
import type { Spec } from '../spec/schema.ts';
import { unraced } from '../spec/vary.ts';
import { cutAs } from './own-worlds.ts';

/**
 * An experiment for each cut, in the order of time; a model is repaired on the rows from its cut to the next one, and told on later windows. All
 * seeds of each run: a race would end with another number of them at every cut. Where a walk begins with too few old rows, or ends with too few
 * new ones, those cuts are passed over; the rows of the last windows join the one before.
 * @param asked dates or numbers, or “every month” and its like.
 * @throws DataError when there are no times, or a cut in between leaves too few rows, with the numbers.
 */
export function walkSteps(asked: readonly string[], spec: Spec, dataset: Dataset): WalkPlanned {
  const cuts = asked.flatMap((text) => (isEvery(text) ? cutsEvery(text, dataset) : [text]));
  const { time } = dataset;
  if (!time)
    throw new DataError(`${dataset.title} has no column of times to walk through`, {
      remedy: 'Say which one holds the time.',
      option: '--time',
    });
  const all = [...new Set(cuts)].sort((a, b) => timeOf(a, time) - timeOf(b, time));
  const { division } = spec.data;
  const cut = (from: string | number, ends: readonly (string | number)[]): Spec =>
    cutAs(unraced(spec), dataset, { cut: String(from), ...(ends.length > 0 && { ends }), ...(division && { division }) }).spec;
  const wrong = all.map((from, i) => whyNot(() => cut(from, all.slice(i + 1, i + 2))));
  const [first, last] = [wrong.indexOf(undefined), wrong.lastIndexOf(undefined)];
  const between = wrong.slice(Math.max(0, first), last + 1).find((error) => error !== undefined);
  if (first < 0 || between) throw between ?? wrong[0]!;
  const kept = all.slice(first, last + 1);
  return {
    steps: kept.map((from, i): WalkStep => ({ id: `cut at ${from}`, cut: from, spec: cut(from, kept.slice(i + 1)) })),
    passed: all.flatMap((from, i): PassedOver[] => (wrong[i] ? [{ cut: from, why: wrong[i].message }] : [])),
  };
}

function whyNot(make: () => unknown): DataError | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
}

/** What a finished step is to the walk. */
export const pointOf = ({ cut }: Pick<WalkStep, 'cut'>, { derived, results }: RunRecord): WalkPoint => ({
  cut,
  summary: derived.summary,
  results,
});
