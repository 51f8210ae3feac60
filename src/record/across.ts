/** Which repair does best over runs of other data, drifts or seeds: what `lab across` prints and the page shows beside each other. */
import { findArm } from '../adapt/registry.ts';
import type { AcrossTold } from '../contracts/library.ts';
import type { AnyRecord, RunRecord } from '../contracts/record.ts';
import { PROFILE_AT, type Across, type Task } from '../measure/statistics/across.ts';

/** @throws RangeError in words for what is no comparison that tells classes, and for a second run of an experiment */
export function tasksOf(runs: readonly { readonly name: string; readonly record: AnyRecord }[]): Task[] {
  return runs.map(({ name, record }, i) => {
    if (!('results' in record)) throw new RangeError(`${name} is no comparison of repairs. Give one`);
    if (record.spec.task === 'regression')
      throw new RangeError(
        `${name} tells a number: its errors have a unit of their own and do not go with accuracies. Give runs that tell classes`,
      );
    const same = runs.slice(0, i).find((other) => other.record.specId === record.specId);
    if (same) throw new RangeError(`${name} is a run of the same experiment as ${same.name}. Give one run of each`);
    return { name, scores: scoresOf(record) };
  });
}

/** Accuracies on new rows by repair. Of a race only the seeds count that all repairs ran, or those left out early would be held against other seeds. */
function scoresOf({ results, retired }: RunRecord): Task['scores'] {
  const scores: Record<string, number[]> = {};
  const ran = new Set(results.map(({ arm }) => arm)).size;
  for (const { arm, seed, measures } of results)
    if (!retired || results.filter((other) => other.seed === seed).length === ran) (scores[arm] ??= []).push(measures.accuracyNew);
  return scores;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const rounded = (share: number): string => `${(100 * share).toFixed(0)} %`;
const title = (id: string): string => findArm(id)?.title ?? id;

/** Iman and Davenport's p as the rest of a sentence; nothing where it is undefined. */
function davenport(p: number | null): string {
  if (p === null) return '';
  return p === 0 ? ', Iman and Davenport p = 0: every run ranks them alike' : `, Iman and Davenport p = ${p.toPrecision(2)}`;
}

/** A table with its header, and the sentences beneath it. */
export function acrossTold({ methods, leftOut, test }: Across): AcrossTold {
  const header = ['repair', 'interquartile mean', 'mean rank', 'beats the first', ...PROFILE_AT.map((at) => `> ${rounded(at)}`)];
  const rows = methods.map(({ id, overall, rank, beatsFirst, profile }, i) => [
    title(id),
    `${percent(overall.value)} (${(100 * overall.lo).toFixed(1)}–${(100 * overall.hi).toFixed(1)})`,
    rank?.toFixed(2) ?? '–',
    i ? rounded(beatsFirst) : '–',
    ...profile.map(rounded),
  ]);
  return {
    table: [header, ...rows],
    sentences: [
      test
        ? `Ranks differ where they lie ${test.criticalDifference.toFixed(2)} apart (Nemenyi, 5 %). Friedman p = ${test.p.toPrecision(2)}${davenport(test.pF)}.`
        : 'More than 10 repairs: their ranks are not tested.',
      ...(leftOut.length ? [`Left out, since not in every run: ${leftOut.map(title).join(', ')}.`] : []),
      'Accuracy on new rows. Interquartile mean: the middle half of all seeds of all runs, with a stratified bootstrap interval. Beats the first: how probably a run of it lies above one of the first on the same data. Last columns: share of seeds above that accuracy (performance profile).',
    ],
  };
}
