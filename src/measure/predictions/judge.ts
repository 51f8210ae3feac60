/** What can be said of a model by its predictions and labels alone, in the old and the new world. */
import type { PredictionReport, PredictionsAsked, PredictionsTaken, ToldEstimate } from '../../contracts/predictions.ts';
import type { CellTable } from '../../data/readers/cell-table.ts';
import { estimators } from '../../detect/estimate/registry.ts';
import type { OutputEstimator } from '../../detect/estimate/types.ts';
import { bbsdHard, bbsdSoft } from '../../detect/two-sample/bbsd.ts';
import { chiSquare } from '../../detect/two-sample/chi-square.ts';
import { column } from '../../detect/two-sample/define.ts';
import type { TestResult } from '../../detect/types.ts';
import { randomStream } from '../../random/random.ts';
import { compareRepairs } from './compare-repairs.ts';
import { rangedFigures, type Predicted } from './figures.ts';
import { predictionWorlds, worldTables, type PredictionWorlds } from './worlds.ts';

/** Seed of bootstrap, splits and permutations. */
const SEED = 1;
/** Where nobody says otherwise. */
export const SPLITS = 20;
export const SHARE = 0.5;

/** What needs inputs, weights or a training. */
const UNANSWERED = [
  'which inputs moved, and whether rows come from where there were none (lab compare-samples on the inputs)',
  'what training on new rows would bring: fine-tuning, replay, a new head (lab run --model model.json --data …)',
  'what such a repair forgets of the old world, how many labels, how much time and energy it takes',
];

/** @param tables the old world and the new one, or one with times. @throws DataError where they cannot be read so */
export function judgePredictions(
  tables: readonly CellTable[],
  asked: PredictionsAsked,
): { readonly report: PredictionReport; readonly taken: PredictionsTaken } {
  const { both, notes } = worldTables(tables, asked);
  const worlds = predictionWorlds(both, asked);
  const { splits = SPLITS, share = SHARE } = asked;
  return { report: reportOf({ ...worlds, notes: [...notes, ...worlds.notes] }, { splits, share, root: SEED }), taken: worlds.taken };
}

function reportOf(worlds: PredictionWorlds, split: { splits: number; share: number; root: number }): PredictionReport {
  const { classes, old, fresh, labelled, hard, notes } = worlds;
  const random = (name: string) => randomStream(SEED, 'predictions', name);
  const untested = whyUntested(old);
  const test = (title: string, run: () => TestResult) => (untested ? { title, refusal: untested } : { title, ...tried(run, 'result') });
  const repairs = labelled && !hard ? tried(() => compareRepairs(old, fresh, split), 'repairs') : undefined;
  const offered = estimators.filter((estimator): estimator is OutputEstimator => estimator.needs === 'outputs');
  return {
    ...{ classes, notes, rows: [old.outputs.rows, fresh.outputs.rows] },
    old: rangedFigures(old, random('old')),
    ...(labelled && { fresh: rangedFigures(fresh, random('new')) }),
    tests: [
      ...(hard
        ? []
        : [test('probabilities (KS for each class, Bonferroni)', () => bbsdSoft.run(old.outputs, fresh.outputs, {}, random('soft')))]),
      test('named classes (chi-square)', () =>
        hard
          ? bbsdHard.run(old.outputs, fresh.outputs, {}, random('hard'))
          : chiSquare.run(column(old.decided), column(fresh.decided), {}, random('hard'))),
      ...(labelled
        ? [test('true classes (chi-square)', () => chiSquare.run(column(old.labels), column(fresh.labels), {}, random('truth')))]
        : []),
    ],
    estimates: offered
      .filter(({ id }) => !hard || id === 'bbse')
      .map(({ id, title, run }) => ({
        id,
        title,
        ...(old.weights
          ? { refusal: 'it counts all rows alike; leave the weights out for it' }
          : tried(() => estimated(run({ reference: old.outputs, labels: old.labels, current: fresh.outputs }, {}), old), 'estimate')),
      })),
    ...(repairs?.repairs && { repairs: repairs.repairs }),
    ...(!repairs?.repairs && {
      withoutRepairs: hard
        ? 'Repairs that need no model change probabilities, and there are none.'
        : labelled
          ? `Repairs were not compared: ${repairs!.refusal!}.`
          : 'Repairs cannot be judged without labels of new rows. Label some and name the same column.',
    }),
    unanswered: UNANSWERED,
  };
}

/** Why no test is told: each takes rows that are independent and count alike, and its p would be wrong. */
function whyUntested({ weights, groups }: Predicted): string | undefined {
  if (groups) return 'not told: it takes rows as independent, and with rows that stay together its p would be too small';
  return weights && 'not told: it counts all rows alike; leave the weights out for it';
}

/** An interval that takes rows as independent is left out where they are not. */
function estimated(estimate: NonNullable<ToldEstimate['estimate']>, { groups }: Predicted): NonNullable<ToldEstimate['estimate']> {
  if (!groups) return estimate;
  const { interval: _, ...rest } = estimate;
  return rest;
}

/** What came of it under that name, or why nothing did. */
function tried<T, K extends string>(work: () => T, as: K): { [key in K]?: T } & { refusal?: string } {
  try {
    return { [as]: work() } as { [key in K]?: T };
  } catch (error) {
    if (error instanceof RangeError) return { refusal: error.message } as { [key in K]?: T } & { refusal: string };
    throw error;
  }
}
