/** How often a training goes over many rows. */
import type { Note } from '../data/report.ts';
import type { AnySpec } from '../spec/schema.ts';

/** Rows that a training goes over altogether: at so many a default run takes about a minute on two cores. */
const VISITS_A_MINUTE = 300_000;
const FEWEST_EPOCHS = 2;

/**
 * The experiment with as few passes over its rows as a time budget allows, two at least, and no more than it had; a note where that are fewer.
 * @param minutes the budget
 */
export function paced<S extends AnySpec>(spec: S, minutes = 1): { readonly spec: S; readonly notes: readonly Note[] } {
  const { epochs } = spec.base;
  const fits = Math.max(FEWEST_EPOCHS, Math.floor((minutes * VISITS_A_MINUTE) / spec.data.split.baseTrain));
  if (fits >= epochs) return { spec, notes: [] };
  return {
    spec: { ...spec, base: { ...spec.base, epochs: fits } },
    notes: [
      {
        text: `The base model goes over its ${spec.data.split.baseTrain} rows ${fits} times, not ${epochs}, so that the run takes about ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
        option: '--budget 5m or --epochs to change it',
      },
    ],
  };
}
